package dev.saldo.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is paid in advance.
class FeesTest {
  private static final Shelf SHELF =
      new Shelf()
          .plan("basic", offer -> offer.price("19.99").setup("5"))
          .plan("pro", offer -> offer.price("49.99").annualLess("10"))
          .plan("enterprise", offer -> offer.price("199.99").annual("1999"))
          .plan("lexia", offer -> offer.price("3000").annualLess("10"))
          .plan("team", offer -> offer.price("29").perSeat())
          .product(
              "users",
              Optional.empty(),
              Shelf.discounts(10, "10"),
              "pro",
              "14.99",
              "enterprise",
              "12.99")
          .product("models", Optional.of(Prices.amounts("999.99")), List.of(), "pro", "199.99")
          .product("hospitality", "pro", "49.99")
          .product("connector", "pro", "14.99")
          .product("agriculture", "pro", "59.99")
          .product("crop", "pro", "9.99");

  private static Fees fees(String plan, Items items, Interval interval) {
    var catalog = SHELF.catalog();
    return new Fees(catalog, catalog.plan(plan).orElseThrow(), items, Prices.EUR, interval);
  }

  private static Items items(String products) {
    var counts = new TreeMap<String, Integer>();
    for (var one : products.split(" ", -1)) {
      var parts = one.split("=", -1);
      if (parts.length == 2) {
        counts.put(parts[0], Integer.parseInt(parts[1]));
      }
    }
    return Items.of(1, counts);
  }

  private static String sum(List<LineItem> lines) {
    return lines.stream()
        .map(line -> line.amount().rounded().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(2)
        .toPlainString();
  }

  @ParameterizedTest
  @CsvSource({
    "basic, '', 19.99",
    "pro, users=12, 211.88",
    "pro, users=9, 184.90",
    "enterprise, users=3, 238.96",
    "pro, hospitality=1 connector=1, 114.97",
    "pro, agriculture=1 crop=3, 139.95",
  })
  void aMonthCosts(String plan, String products, String amount) {
    assertThat(sum(fees(plan, items(products), Interval.MONTH).of(Used.JANUARY))).isEqualTo(amount);
  }

  @Test
  void theHighestDiscountThatIsReachedHoldsForAll() {
    var users = fees("pro", items("users=12"), Interval.MONTH).of(Used.JANUARY).get(1);
    assertThat(users.amount().rounded()).isEqualTo(Prices.money("161.89"));
    assertThat(users.unitPrice()).contains(Prices.money("13.491"));
  }

  @Test
  void aSetupFeeComesOnceForEachCustomerAndProduct() {
    var fees = fees("pro", items("models=1"), Interval.MONTH);
    assertThat(sum(fees.of(Used.JANUARY))).isEqualTo("249.98");
    assertThat(sum(fees.setups(Set.of()))).isEqualTo("999.99");
    assertThat(fees.setups(Set.of("models"))).isEmpty();
    assertThat(sum(fees("basic", Items.ONE, Interval.MONTH).setups(Set.of()))).isEqualTo("5.00");
  }

  @Test
  void aYearIsTwelveMonthsLessItsDiscountOrAPriceOfItsOwn() {
    assertThat(sum(fees("lexia", Items.ONE, Interval.YEAR).of(Used.JANUARY))).isEqualTo("32400.00");
    assertThat(sum(fees("enterprise", Items.ONE, Interval.YEAR).of(Used.JANUARY)))
        .isEqualTo("1999.00");
    // A year's discount is the products' too: 14.99 × 12 × 0.9.
    assertThat(sum(fees("pro", items("connector=1"), Interval.YEAR).of(Used.JANUARY)))
        .isEqualTo("701.78");
  }

  @Test
  void seatsMultiplyAndWhatWasNegotiatedHolds() {
    assertThat(sum(fees("team", Items.of(7, Map.of()), Interval.MONTH).of(Used.JANUARY)))
        .isEqualTo("203.00");
    var negotiated =
        new Overrides(
            Optional.of(Prices.money("20")),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.of(new BigDecimal("10")));
    var fees = fees("team", new Items(7, new TreeMap<>(), negotiated), Interval.MONTH);
    assertThat(sum(fees.of(Used.JANUARY))).isEqualTo("126.00");
  }
}
