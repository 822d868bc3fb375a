package dev.saldo.core.subscription;

import static dev.saldo.core.subscription.Prices.byModel;
import static dev.saldo.core.subscription.Prices.each;
import static dev.saldo.core.subscription.Prices.graduated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Price;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the use of a month costs, to the last digit.
class UsageBillTest {
  private static final Price QUERIES = graduated("1000", "0.02", "0.015");
  private static final Price STORAGE =
      graduated("10", "0.10", "100", "0.08", "1000", "0.06", "0.04");

  private static final Shelf SHELF =
      new Shelf()
          .counts("queries")
          .counts("calls")
          .sums("tokens")
          .peaks("storage")
          .acts("call", "1")
          .plan(
              "basic",
              offer ->
                  offer
                      .usage("queries", "500", QUERIES)
                      .daily("calls", "100", graduated("1000", "0.003", "0.0025"))
                      .drawn("tokens", "100000", List.of("gpt-3.5"), byModel("gpt-3.5", "0.008"))
                      .usage("storage", "5", STORAGE))
          .plan(
              "pro",
              offer ->
                  offer
                      .usage("queries", "5000", QUERIES)
                      .daily("calls", "1000", graduated("1000", "0.003", "0.0025"))
                      .drawn(
                          "tokens",
                          "500000",
                          List.of("gpt-4-turbo", "gpt-3.5"),
                          byModel("gpt-4-turbo", "0.03", "gpt-3.5", "0.008", "gpt-4", "0.06"))
                      .usage("storage", "20", STORAGE)
                      .overage("call", "0.15", "11"))
          .plan("enterprise", offer -> offer.usage("storage", "50", STORAGE))
          .plan(
              "cents",
              offer ->
                  offer
                      .usage("queries", "0", each("0.005"))
                      .usage("tokens", "0", each("0.005"))
                      .overage("call", "0.15", "11")
                      .minimum("20"))
          .plan("small", offer -> offer.usage("queries", "0.5", each("0.02")))
          .plan("least", offer -> offer.usage("queries", "0", each("0.02")).minimum("20"));

  private static Used on(String plan) {
    return Used.on(SHELF, plan);
  }

  static Stream<Arguments> figures() {
    return Stream.of(
        Arguments.of(
            "tiers begin above what is included", on("pro").of("queries", "12500"), "117.50"),
        Arguments.of("what is included costs nothing", on("pro").of("queries", "5000"), "0.00"),
        Arguments.of("days are summed, then tiered", on("basic").daily("calls", 31, "140"), "3.60"),
        Arguments.of("the peak of the month", on("enterprise").of("storage", "1260"), "70.60"),
        Arguments.of("a tier includes its bound", on("basic").of("storage", "15.5"), "1.04"),
        Arguments.of("tokens above", on("basic").of("tokens", "gpt-3.5", "500000"), "3.20"),
        Arguments.of("short credits", on("pro").billed("call", "42.5"), "0.58"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("figures")
  void aMonthCosts(String title, Used used, String amount) {
    assertThat(used.lines()).hasSize(1);
    assertThat(used.line().amount().rounded()).isEqualTo(Prices.money(amount));
  }

  @Test
  void linesSayHowTheyCameAbout() {
    var line = on("pro").of("queries", "12500").line();
    assertThat(line.quantity()).isEqualByComparingTo("7500");
    assertThat(line.shares())
        .extracting(share -> share.quantity().intValue())
        .containsExactly(1000, 6500);
    assertThat(line.evidence().orElseThrow().used()).isEqualByComparingTo("12500");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("5000");
    assertThat(line.period()).contains(Used.JANUARY);
  }

  @Test
  void creditsAreRoundedOnTheLineAlone() {
    var line = on("pro").billed("call", "42.5").line();
    assertThat(line.amount().amount().toPlainString()).startsWith("0.579545454545");
  }

  // --- A change in the middle ---

  @Test
  void allowancesOfAChangeMakeOnePool() {
    // 500 × 16/31 + 5,000 × 15/31 = 2,677.42, rounded up.
    var line =
        on("basic").of("queries", "400").from("2026-01-17", "pro").of("queries", "9600").line();
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("2678");
    assertThat(line.quantity()).isEqualByComparingTo("7322");
    // 1,000 × 0.02 + 6,322 × 0.015: tiers count once over the month.
    assertThat(line.amount()).isEqualTo(Prices.money("114.83"));
  }

  @Test
  void aPoolThatIsPutTogetherIsRoundedUpWhereverItsDecimalsEnd() {
    // 500 × 3.875/31 + 5,000 × 27.125/31 = 62.5 + 4,375.
    var cut = on("basic").from("2026-01-04T21:00:00Z", "pro").of("queries", "9600").line();
    assertThat(cut.evidence().orElseThrow().included()).isEqualByComparingTo("4438");
    var whole = on("small").of("queries", "0.75").line();
    assertThat(whole.evidence().orElseThrow().included()).isEqualByComparingTo("0.5");
  }

  @Test
  void whatWasFreeNeverBecomesOverageByADowngrade() {
    var line =
        on("pro").of("queries", "4900").from("2026-01-17", "basic").of("queries", "10").line();
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("4900");
    assertThat(line.quantity()).isEqualByComparingTo("10");
  }

  @Test
  void aPeakIsBilledByEachPlansShareOfThePeriod() {
    // Basic: 15 above 5 = 10 × 0.10 × 16/31; pro: 30 above 20 = 10 × 0.10 × 15/31.
    var line = on("basic").of("storage", "15").from("2026-01-17", "pro").of("storage", "30").line();
    assertThat(line.amount().rounded()).isEqualTo(Prices.money("1.00"));
    var one = on("basic").of("storage", "15").from("2026-01-17", "pro").of("storage", "20").line();
    assertThat(one.amount().rounded()).isEqualTo(Prices.money("0.52"));
  }

  @Test
  void aTitleDoesNotCutAPeak() {
    var titled =
        new Shelf()
            .peaks("storage")
            .plan("basic", offer -> offer.titled("Another title").usage("storage", "5", STORAGE))
            .catalog();
    var plan = titled.plan("basic").orElseThrow();
    var line = on("basic").of("storage", "15").from("2026-01-17", titled, plan).line();
    assertThat(line.amount().rounded()).isEqualTo(Prices.money("1.00"));
  }

  @Test
  void theLevelThatReachesIntoAPeriodIsItsFirst() {
    assertThat(on("enterprise").opening("storage", "1260").amounts()).containsExactly("70.6");
    var lower = on("enterprise").opening("storage", "60").of("storage", "55").line();
    assertThat(lower.quantity()).isEqualByComparingTo("10");
    assertThat(lower.evidence().orElseThrow().used()).isEqualByComparingTo("60");
    // Basic: 10 above 5 = 10 × 0.10 × 16/31; the level stays, and on pro nothing is above 20.
    var changed =
        on("basic")
            .of("storage", "15")
            .from("2026-01-17", "pro")
            .opening("storage", "15")
            .amounts();
    assertThat(changed).containsExactly("0.52");
  }

  @Test
  void theDayOfAChangeHasTheLargerAllowance() {
    var used = on("basic").on("2026-01-16", "calls", "150").from("2026-01-17", "pro");
    var line = used.on("2026-01-17", "calls", "900").on("2026-01-18", "calls", "1001").line();
    assertThat(line.quantity()).isEqualByComparingTo("51");
    var noon = Used.on(SHELF, "pro").from("2026-01-17", "basic").on("2026-01-16", "calls", "900");
    assertThat(noon.amounts()).containsExactly("0");
  }

  // --- Dimensions ---

  @Test
  void aCheaperModelDrawsAfterTheOwnAndADearerOneNever() {
    var lines =
        on("pro")
            .of("tokens", "gpt-3.5", "300000")
            .of("tokens", "gpt-4-turbo", "400000")
            .of("tokens", "gpt-4", "10000")
            .lines();
    assertThat(lines)
        .extracting(LineItem::code)
        .containsExactly("tokens:gpt-3.5", "tokens:gpt-4", "tokens:gpt-4-turbo");
    // The own model takes 400,000 of 500,000; the cheaper one the rest and 200,000 at its price.
    assertThat(lines)
        .extracting(line -> line.amount().amount().toPlainString())
        .containsExactly("1.6", "0.6", "0");
  }

  @Test
  void allowancesOfDifferentOwnModelsDontPool() {
    // 100,000 × 16/31 of gpt-3.5 on basic, rounded up: 51,613; 500,000 × 15/31 on pro: 241,936.
    var lines =
        on("basic")
            .of("tokens", "gpt-3.5", "60000")
            .from("2026-01-17", "pro")
            .of("tokens", "gpt-4-turbo", "250000")
            .lines();
    assertThat(lines.get(0).evidence().orElseThrow().included()).isEqualByComparingTo("60000");
    assertThat(lines.get(1).quantity()).isEqualByComparingTo("8064");
  }

  @Test
  void aMinimumAsksForWhatIsMissing() {
    var lines = on("least").of("queries", "600").lines();
    assertThat(lines)
        .extracting(LineItem::kind)
        .containsExactly(LineKind.USAGE, LineKind.COMMITMENT);
    assertThat(lines.get(1).amount()).isEqualTo(Prices.money("8"));
    assertThat(on("least").of("queries", "1000").lines()).hasSize(1);
    // Two lines of 6.005 are 6.01 each.
    var cents = on("cents").of("queries", "1201").of("tokens", "1201").lines();
    assertThat(cents.getLast().amount()).isEqualTo(Prices.money("7.98"));
    var short1000 = on("cents").of("queries", "1201").billed("call", "1000").lines();
    assertThat(short1000.getLast().amount()).isEqualTo(Prices.money("0.35"));
    assertThat(on("least").lines().getFirst().amount()).isEqualTo(Prices.money("20"));
  }
}
