package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.catalog.UsageTerms;
import dev.saldo.core.catalog.UsageTerms.Above;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Segment;
import dev.saldo.core.subscription.Usage;
import dev.saldo.core.subscription.UsageBill;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a plan includes of a meter: shared, refused above, agreed to, noticed on the way.
class AllowanceTest {
  private static final Meter TOKENS =
      new Meter(
          "tokens",
          Set.of("ask", "chat"),
          Aggregation.SUM,
          Optional.of("tokens"),
          List.of("model"),
          Map.of());
  private static final Meter STORED =
      new Meter("stored", "store", Aggregation.MAX, Optional.of("gigabytes"), List.of(), Map.of());
  private static final Price CENT =
      new Price.PerUnit(
          Amounts.of(new Money(Currency.getInstance("EUR"), new BigDecimal("0.01"))),
          BigDecimal.ONE);

  private static UsageTerms terms(
      Meter meter, String included, Above above, List<String> draws, String... percents) {
    var price =
        draws.isEmpty() ? CENT : new Price.ByDimension("model", Map.of(), Optional.of(CENT));
    return new UsageTerms(
        meter.name(),
        meter.name(),
        "unit",
        new BigDecimal(included),
        draws,
        Map.of(),
        UsageTerms.Per.PERIOD,
        above,
        price,
        java.util.Arrays.stream(percents).map(BigDecimal::new).toList(),
        Optional.empty());
  }

  private static Scene on(UsageTerms terms) {
    return Scene.on(
        new Shop("s")
            .unpriced("ask")
            .unpriced("chat")
            .unpriced("store")
            .meter(TOKENS)
            .meter(STORED)
            .plan("p", plan -> plan.usage(terms)),
        "p");
  }

  private static List<BigDecimal> noticed(Scene scene) {
    return scene.effects.stream()
        .filter(Effect.ThresholdCrossed.class::isInstance)
        .map(effect -> ((Effect.ThresholdCrossed) effect).percent())
        .toList();
  }

  @Test
  void actsOfSeveralTypesShareOneAllowance() {
    var scene = on(terms(TOKENS, "10", Above.BLOCKED, List.of()));
    yes(scene.charge("ask", "tokens", 6));
    assertThat(no(scene.charge("chat", "tokens", 5)))
        .isInstanceOfSatisfying(
            Refusal.QuotaExceeded.class,
            refusal -> assertThat(refusal.used()).isEqualByComparingTo("6"));
    yes(scene.charge("chat", "tokens", 4));
  }

  @Test
  void valuesThatDrawOnOneAllowanceShareIt() {
    var scene = on(terms(TOKENS, "10", Above.BLOCKED, List.of("large", "small")));
    yes(scene.charge("ask", "tokens", 6, "model", "large"));
    assertThat(no(scene.charge("ask", "tokens", 5, "model", "small")))
        .isInstanceOf(Refusal.QuotaExceeded.class);
    yes(scene.charge("ask", "tokens", 4, "model", "small"));
    assertThat(no(scene.charge("ask", "tokens", 1, "model", "large")))
        .isInstanceOf(Refusal.QuotaExceeded.class);
  }

  @Test
  void agreementToAMeterLiftsItsLimit() {
    var scene = on(terms(TOKENS, "10", Above.ON_CONSENT, List.of()));
    assertThat(no(scene.charge("ask", "tokens", 11))).isInstanceOf(Refusal.QuotaExceeded.class);
    yes(scene.ask(consent("tokens")));
    yes(scene.charge("ask", "tokens", 11));
    assertThat(no(scene.ask(consent("storage")))).isInstanceOf(Refusal.Unacceptable.class);
  }

  @Test
  void agreementHoldsUpToItsCeiling() {
    var scene = on(terms(TOKENS, "10", Above.ON_CONSENT, List.of(), "100"));
    yes(scene.ask(consent("tokens", "5", "tokens")));
    yes(scene.charge("ask", "tokens", 12));
    assertThat(noticed(scene)).containsExactly(new BigDecimal("100"));
    assertThat(no(scene.charge("ask", "tokens", 4)))
        .isEqualTo(new Refusal.OverageCeilingReached(tokens("5"), tokens("2"), tokens("4")));
    yes(scene.charge("ask", "tokens", 3));
    yes(scene.ask(consent("tokens")));
    yes(scene.charge("ask", "tokens", 100));
  }

  @Test
  void aCeilingIsInWhatItIsACeilingOf() {
    var scene = on(terms(TOKENS, "10", Above.ON_CONSENT, List.of()));
    assertThat(no(scene.ask(consent("tokens", "5", "credit"))))
        .isInstanceOf(Refusal.Unacceptable.class);
    yes(scene.ask(consent(Consent.ANY_ACTION, "5", "credit")));
    assertThat(no(scene.charge("ask", "tokens", 11))).isInstanceOf(Refusal.QuotaExceeded.class);
  }

  private static Credits tokens(String amount) {
    return new Credits(new CreditUnit("tokens"), new BigDecimal(amount));
  }

  private static Command consent(String meter) {
    return new Command.GiveConsent(Scene.key(meter, 1), meter, "Ana", Optional.empty(), false);
  }

  private static Command consent(String meter, String ceiling, String unit) {
    var most = new Credits(new CreditUnit(unit), new BigDecimal(ceiling));
    return new Command.GiveConsent(
        Scene.key(meter + ceiling + unit, 1), meter, "Ana", Optional.of(most), false);
  }

  @Test
  void eachShareIsNoticedOnceWhetherUseAboveIsRefusedOrBilled() {
    for (var above : Above.values()) {
      var scene = on(terms(TOKENS, "10", above, List.of(), "80", "100"));
      yes(scene.charge("ask", "tokens", 7));
      assertThat(noticed(scene)).isEmpty();
      yes(scene.charge("ask", "tokens", 1));
      yes(scene.charge("ask", "tokens", 1));
      assertThat(noticed(scene)).containsExactly(new BigDecimal("80"));
      yes(scene.charge("ask", "tokens", 1));
      yes(scene.record("ask", "tokens", 5));
      assertThat(noticed(scene)).containsExactly(new BigDecimal("80"), new BigDecimal("100"));
    }
  }

  /// What the whole period's use comes to by meters, as quantity above what is included.
  private static List<String> over(Scene scene) {
    var term = scene.account.term().orElseThrow();
    var catalog = scene.catalog;
    var part = new Period(term.from(), term.from().plus(Duration.ofDays(31)));
    var segment = new Segment(catalog, catalog.plan(term.plan()).orElseThrow(), term.items(), part);
    var usage =
        new Usage(
            part,
            List.of(segment),
            scene.account.tallies(),
            Currency.getInstance("EUR"),
            ZoneOffset.UTC);
    return UsageBill.lines(usage).stream()
        .map(line -> line.code() + " " + line.quantity().toPlainString())
        .toList();
  }

  @Test
  void whatIsReportedAboveIsBilledOnlyWhereSomebodyAgreedToIt() {
    var blocked = on(terms(TOKENS, "10", Above.BLOCKED, List.of()));
    yes(blocked.record("ask", "tokens", 8));
    yes(blocked.record("ask", "tokens", 15));
    assertThat(over(blocked)).containsExactly("tokens 0");

    var asked = on(terms(TOKENS, "10", Above.ON_CONSENT, List.of()));
    yes(asked.record("ask", "tokens", 12));
    yes(asked.ask(consent("tokens", "5", "tokens")));
    yes(asked.record("ask", "tokens", 2));
    yes(asked.record("ask", "tokens", 30));
    // 2 before anybody agreed, and all above 15.
    assertThat(over(asked)).containsExactly("tokens 3");
    yes(asked.ask(consent("tokens")));
    yes(asked.record("ask", "tokens", 7));
    assertThat(over(asked)).containsExactly("tokens 10");

    var billed = on(terms(TOKENS, "10", Above.BILLED, List.of()));
    yes(billed.record("ask", "tokens", 12));
    assertThat(over(billed)).containsExactly("tokens 2");

    var peak = on(terms(STORED, "10", Above.BLOCKED, List.of()));
    yes(peak.record("store", "gigabytes", 12));
    assertThat(over(peak)).containsExactly("stored 0");
  }

  @Test
  void aQuotaNoticesItsShares() {
    var scene =
        Scene.on(
            new Shop("s")
                .unpriced("send")
                .quota("sms", "send", Shop.DAILY_UTC)
                .plan("p", plan -> plan.notifyingQuota("sms", "5", "80", "100")),
            "p");
    for (var i = 0; i < 5; i++) {
      yes(scene.charge("send"));
    }
    assertThat(no(scene.charge("send"))).isInstanceOf(Refusal.QuotaExceeded.class);
    assertThat(noticed(scene)).containsExactly(new BigDecimal("80"), new BigDecimal("100"));
  }

  @Test
  void aPeakIsAsHighAsItsHighestLevel() {
    var scene = on(terms(STORED, "5", Above.BLOCKED, List.of()));
    yes(scene.charge("store", "gigabytes", 5));
    yes(scene.charge("store", "gigabytes", 3));
    yes(scene.charge("store", "gigabytes", 5));
    assertThat(no(scene.charge("store", "gigabytes", 6))).isInstanceOf(Refusal.QuotaExceeded.class);
  }
}
