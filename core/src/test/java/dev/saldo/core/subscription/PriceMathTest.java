package dev.saldo.core.subscription;

import static dev.saldo.core.subscription.Prices.each;
import static dev.saldo.core.subscription.Prices.flat;
import static dev.saldo.core.subscription.Prices.graduated;
import static dev.saldo.core.subscription.Prices.packages;
import static dev.saldo.core.subscription.Prices.percent;
import static dev.saldo.core.subscription.Prices.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of price, at its bounds.
class PriceMathTest {
  static Stream<Arguments> prices() {
    var storage = graduated("10", "0.10", "100", "0.08", "0.06");
    var volume = volume("100", "1", "0.80");
    return Stream.of(
        Arguments.of(each("0.02"), "7", "0.14"),
        Arguments.of(each("0.01", "1000"), "1500", "0.015"),
        Arguments.of(flat("9.90"), "0", "0"),
        Arguments.of(flat("9.90"), "0.1", "9.9"),
        Arguments.of(flat("9.90"), "500", "9.9"),
        Arguments.of(packages("5", "100"), "0", "0"),
        Arguments.of(packages("5", "100"), "100", "5"),
        Arguments.of(packages("5", "100"), "101", "10"),
        Arguments.of(storage, "10", "1"),
        Arguments.of(storage, "10.5", "1.04"),
        Arguments.of(storage, "100", "8.2"),
        Arguments.of(storage, "101", "8.26"),
        Arguments.of(volume, "100", "100"),
        Arguments.of(volume, "101", "80.8"),
        Arguments.of(percent("1.5", "0.30", "20"), "0", "0"),
        Arguments.of(percent("1.5", "0.30", "20"), "10", "0.3"),
        Arguments.of(percent("1.5", "0.30", "20"), "1000", "15"),
        Arguments.of(percent("1.5", "0.30", "20"), "5000", "20"));
  }

  @ParameterizedTest
  @MethodSource("prices")
  void aQuantityCosts(Price price, BigDecimal quantity, String amount) {
    assertThat(of(price, BigDecimal.ZERO, quantity, quantity)).isEqualByComparingTo(amount);
  }

  /// However a month is cut into plans with one price, it costs the same.
  @Test
  void partsOfAQuantityCostWhatItCosts() {
    var all =
        List.of(
            each("0.013", "7"),
            flat("3"),
            packages("5", "30"),
            volume("50", "1", "0.8"),
            graduated("10", "0.10", "100", "0.08", "0.06"),
            percent("1.5", "0.30", "20"));
    var random = new SplittableRandom(20_260_101);
    for (var i = 0; i < 2_000; i++) {
      var price = all.get(random.nextInt(all.size()));
      var total = BigDecimal.valueOf(random.nextInt(1, 3_000), 1);
      var cut = BigDecimal.valueOf(random.nextInt(0, 3_000), 1).min(total);
      var parts = of(price, BigDecimal.ZERO, cut, total).add(of(price, cut, total, total));
      var whole = of(price, BigDecimal.ZERO, total, total);
      assertThat(parts.subtract(whole).abs())
          .as("%s of %s cut at %s", price, total, cut)
          .isLessThan(new BigDecimal("1e-30"));
    }
  }

  private static BigDecimal of(Price price, BigDecimal from, BigDecimal until, BigDecimal total) {
    return PriceMath.between(price, from, until, total, Prices.EUR).amount().amount();
  }
}
