package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Quoting.Quoted;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.UsageTerms.Above;
import dev.saldo.core.catalog.UsageTerms.Per;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Quote;
import dev.saldo.core.subscription.Shelf;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What plans would cost, and why one doesn't serve.
class QuoteTest {
  private static final Shelf SHELF =
      new Shelf()
          .counts("queries")
          .counts("calls")
          .sums("tokens")
          .plan(
              "free",
              offer -> offer.usage("queries", "100", Per.PERIOD, Above.BLOCKED, Prices.each("0")))
          .plan(
              "basic",
              offer ->
                  offer
                      .price("19.99")
                      .usage("queries", "500", Prices.each("0.02"))
                      .daily("calls", "100", Prices.each("0.003"))
                      .drawn("tokens", "0", List.of(), Prices.byModel("small", "0.008")))
          .plan(
              "pro",
              offer ->
                  offer
                      .price("49.99")
                      .annualLess("10")
                      .usage("queries", "5000", Prices.each("0.02"))
                      .drawn(
                          "tokens",
                          "0",
                          List.of(),
                          Prices.byModel("small", "0.008", "large", "0.06")))
          .product("users", Optional.empty(), Shelf.discounts(10, "10"), "pro", "14.99");

  private static Quoting quoting(String products, Interval interval, String... usage) {
    var counts = new HashMap<String, Integer>();
    if (!products.isEmpty()) {
      counts.put(products.split("=", -1)[0], Integer.parseInt(products.split("=", -1)[1]));
    }
    var used = new HashMap<String, Map<String, BigDecimal>>();
    for (var one : usage) {
      var parts = one.split("[:=]", -1);
      used.put(
          parts[0],
          Map.of(parts.length == 3 ? parts[1] : "", new BigDecimal(parts[parts.length - 1])));
    }
    var period = Quote.period(interval, Instant.parse("2026-01-20T00:00:00Z"));
    var asked = Quoting.Asked.of(Items.of(1, counts), interval, Prices.EUR, period, used);
    var catalog = SHELF.catalog();
    return ((Quoting.Result.Ready) Quoting.of(catalog, Rating.of(catalog), asked)).quoting();
  }

  private static List<String> said(List<Quoted> quoted) {
    return quoted.stream()
        .map(one ->
            one.plan().name()
                + " "
                + switch (one) {
                  case Quoted.Offered offered -> offered.total().amount().toPlainString();
                  case Quoted.Not(var _, var why) -> why.getClass().getSimpleName();
                })
        .toList();
  }

  private static String cheapest(Quoting quoting) {
    return Quoting.cheapest(quoting.all()).map(one -> one.plan().name()).orElse("none");
  }

  @Test
  void theCheapestPlanThatServesDependsOnTheUse() {
    var few = quoting("", Interval.MONTH, "queries=100");
    assertThat(said(few.all())).containsExactly("free 0", "basic 19.99", "pro 49.99");
    assertThat(cheapest(few)).isEqualTo("free");
    var some = quoting("", Interval.MONTH, "queries=101");
    assertThat(said(some.all())).startsWith("free QuotaExceeded");
    assertThat(cheapest(some)).isEqualTo("basic");
    var many = quoting("", Interval.MONTH, "queries=2001");
    assertThat(said(many.all())).endsWith("basic 50.01", "pro 49.99");
    assertThat(cheapest(many)).isEqualTo("pro");
  }

  @Test
  void whatOnlyOnePlanHasLeavesThatOne() {
    var users = quoting("users=12", Interval.MONTH);
    assertThat(said(users.all()))
        .containsExactly("free NotAvailableOnPlan", "basic NotAvailableOnPlan", "pro 211.88");
    var year = quoting("", Interval.YEAR);
    assertThat(said(year.all()))
        .containsExactly("free Unacceptable", "basic Unacceptable", "pro 539.89");
    var model = quoting("", Interval.MONTH, "tokens:large=10000");
    assertThat(said(model.all()).get(1)).isEqualTo("basic NotAvailableOnPlan");
    assertThat(said(model.all()).get(2)).isEqualTo("pro 50.59");
  }

  @Test
  void whatIsIncludedByTheDayIsUsedEvenly() {
    var basic = SHELF.catalog().plan("basic").orElseThrow();
    var quoted = quoting("", Interval.MONTH, "calls=4340").of(basic);
    assertThat(said(List.of(quoted))).containsExactly("basic 23.71");
  }

  @Test
  void theUseOfAYearIsBilledByTheMonth() {
    var pro = SHELF.catalog().plan("pro").orElseThrow();
    assertThat(said(List.of(quoting("", Interval.YEAR, "queries=60000").of(pro))))
        .containsExactly("pro 539.89");
    var quoted = (Quoted.Offered) quoting("", Interval.YEAR, "queries=61200").of(pro);
    // 5,100 a month are 100 above what is included.
    assertThat(quoted.total()).isEqualTo(Prices.money("563.89"));
    assertThat(quoted.lines()).hasSize(13);
    assertThat(quoted.lines().getLast().amount()).isEqualTo(Prices.money("2"));
    assertThat(quoted.lines().getLast().period())
        .contains(
            new Period(
                Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")));
  }
}
