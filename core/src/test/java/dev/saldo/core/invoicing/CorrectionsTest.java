package dev.saldo.core.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Corrections.Billed;
import dev.saldo.core.invoicing.Corrections.Booked;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What was billed for a period and its corrections come to what the period comes to now.
class CorrectionsTest {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Period JANUARY =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

  private static LineItem line(LineKind kind, String code, String amount) {
    return AssemblyLaws.item(kind, code, new Money(EUR, new BigDecimal(amount)));
  }

  private static Billed billed(String amount) {
    return new Billed(BigDecimal.ONE, new Money(EUR, new BigDecimal(amount)));
  }

  private static List<String> corrected(List<LineItem> now, Map<String, Billed> billed) {
    return Corrections.lines(now, booked(billed), Map.of(), JANUARY).stream()
        .map(line -> line.kind() + " " + line.code() + " " + line.amount().amount())
        .toList();
  }

  /// By codes, of no cost centre.
  private static Map<Booked, Billed> booked(Map<String, Billed> billed) {
    var booked = new HashMap<Booked, Billed>();
    billed.forEach((code, one) -> booked.put(new Booked(code, Optional.empty()), one));
    return booked;
  }

  @Test
  void moreUseIsOwedAndWhatCameOutAlikeIsNot() {
    var now = List.of(line(LineKind.USAGE, "calls", "3.5"), line(LineKind.USAGE, "queries", "2"));
    assertThat(corrected(now, Map.of("calls", billed("1.25"), "queries", billed("2"))))
        .containsExactly("ADJUSTMENT calls 2.25");
  }

  /// Late use that reaches a plan's minimum takes away what the minimum had asked for on top.
  @Test
  void whatIsNoLongerOwedIsGivenBack() {
    var now = List.of(line(LineKind.USAGE, "calls", "12"));
    var billed = Map.of("calls", billed("4"), "least", billed("6"));
    assertThat(corrected(now, billed)).containsExactly("ADJUSTMENT calls 8", "ADJUSTMENT least -6");
    assertThat(Corrections.lines(now, booked(billed), Map.of(), JANUARY).getLast().period())
        .contains(JANUARY);
  }

  /// A meter and an action may have one name.
  @Test
  void linesOfOneCodeAreComparedTogether() {
    var now = List.of(line(LineKind.USAGE, "call", "3"), line(LineKind.OVERAGE, "call", "4"));
    assertThat(corrected(now, Map.of("call", billed("7")))).isEmpty();
    assertThat(corrected(now, Map.of("call", billed("3")))).containsExactly("ADJUSTMENT call 4");
  }

  /// Each cost centre is asked for, or given, what changed of its own share.
  @Test
  void sharesOfCostCentresAreComparedEachForItself() {
    var now = List.of(of(line(LineKind.USAGE, "call", "3"), "a"));
    var billed =
        Map.of(
            new Booked("call", Optional.of("a")), billed("2"),
            new Booked("call", Optional.of("b")), billed("1"),
            new Booked("call", Optional.empty()), billed("4"));
    assertThat(Corrections.lines(now, billed, Map.of(), JANUARY))
        .extracting(line -> line.costCentre().orElse("") + " " + line.amount().amount())
        .containsExactly("a 1", " -4", "b -1");
  }

  private static LineItem of(LineItem line, String centre) {
    return new LineItem(
        line.kind(),
        line.code(),
        line.title(),
        line.quantity(),
        line.unit(),
        line.unitPrice(),
        line.shares(),
        line.amount(),
        line.period(),
        Optional.of(centre),
        line.evidence());
  }

  @Test
  void whatIsBilledIsInTheEndWhatIsOwedHoweverItCameAbout() {
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var billed = new HashMap<String, Billed>();
      for (var round = 0; round < 5; round++) {
        var now = new ArrayList<LineItem>();
        for (var code : List.of("a", "b", "b", "c", "d")) {
          if (random.nextInt(3) > 0) {
            var kind = random.nextBoolean() ? LineKind.USAGE : LineKind.OVERAGE;
            now.add(line(kind, code, random.nextInt(5) + "." + random.nextInt(1_000)));
          }
        }
        for (var line : Corrections.lines(now, booked(billed), Map.of(), JANUARY)) {
          billed.merge(
              line.code(), new Billed(line.quantity(), line.amount()), CorrectionsTest::sum);
        }
        var sums = new HashMap<String, Money>();
        now.forEach(line -> sums.merge(line.code(), line.amount(), Money::plus));
        for (var code : List.of("a", "b", "c", "d")) {
          var was = Optional.ofNullable(billed.get(code)).map(Billed::amount);
          assertThat(was.orElse(Money.zero(EUR)))
              .as("%s, seed %d", code, seed)
              .isEqualTo(sums.getOrDefault(code, Money.zero(EUR)));
        }
      }
    }
  }

  private static Billed sum(Billed one, Billed other) {
    return one.plus(other);
  }
}
