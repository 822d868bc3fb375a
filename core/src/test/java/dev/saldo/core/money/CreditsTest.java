package dev.saldo.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Amounts that know what they are of.
final class CreditsTest {
  private static final CreditUnit CREDIT = new CreditUnit("credit");
  private static final CreditUnit MINUTE = new CreditUnit("minute");

  @Test
  void amountsOfOneUnitAreCountedExactly() {
    assertThat(credits("0.1").plus(credits("0.2"))).isEqualTo(credits("0.3"));
    assertThat(credits("1").minus(credits("1.5"))).isEqualTo(credits("-0.5"));
    assertThat(credits("-2").negated()).isEqualTo(credits("2"));
    assertThat(credits("2").min(credits("2.0"))).isEqualTo(credits("2"));
    assertThat(credits("2").min(credits("-3"))).isEqualTo(credits("-3"));
    assertThat(credits("2").max(credits("-3"))).isEqualTo(credits("2"));
    assertThat(credits("-2").atLeastZero()).isEqualTo(Credits.zero(CREDIT));
    assertThat(credits("2").atLeastZero()).isEqualTo(credits("2"));
  }

  @Test
  void equalAmountsAreEqualAndPrintAlike() {
    assertThat(credits("82.500")).isEqualTo(credits("82.5")).hasToString("82.5 credit");
    assertThat(credits("1E+3")).isEqualTo(credits("1000")).hasToString("1000 credit");
    assertThat(credits("0.00").isZero()).isTrue();
    assertThat(credits("0.01").isPositive()).isTrue();
    assertThat(credits("-0.01").isNegative()).isTrue();
  }

  @Test
  void amountsOfTwoUnitsNeverMeet() {
    var operations =
        List.<BiFunction<Credits, Credits, Object>>of(
            Credits::plus, Credits::minus, Credits::min, Credits::max, Credits::compareTo);
    for (var operation : operations) {
      assertThatThrownBy(() -> operation.apply(credits("1"), Credits.zero(MINUTE)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("credits of credit and minute");
    }
    assertThat(Credits.zero(CREDIT)).isNotEqualTo(Credits.zero(MINUTE));
  }

  @Test
  void moneyOfTwoCurrenciesNeverMeets() {
    var euro = money("EUR", "1.005");
    var dollar = money("USD", "1");

    assertThatThrownBy(() -> euro.plus(dollar)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> euro.minus(dollar)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> euro.compareTo(dollar)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moneyIsExactBelowItsMinorUnit() {
    assertThat(money("EUR", "1.005").plus(money("EUR", "0.0050")))
        .isEqualTo(money("EUR", "1.01"))
        .hasToString("1.01 EUR");
    assertThat(money("JPY", "1").minus(money("JPY", "0.25"))).isEqualTo(money("JPY", "0.75"));
    assertThat(money("EUR", "1")).isGreaterThan(Money.zero(Currency.getInstance("EUR")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Credit", "1credit", "_a", "a-b", "a b", "crédito"})
  void aUnitHasAPlainName(String code) {
    assertThatThrownBy(() -> new CreditUnit(code)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUnitsNameHasABound() {
    assertThat(new CreditUnit("a".repeat(63)).code()).hasSize(63);
    assertThatThrownBy(() -> new CreditUnit("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Credits credits(String amount) {
    return Credits.of(CREDIT, amount);
  }

  private static Money money(String currency, String amount) {
    return new Money(Currency.getInstance(currency), new BigDecimal(amount));
  }
}
