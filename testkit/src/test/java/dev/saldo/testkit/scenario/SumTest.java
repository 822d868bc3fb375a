package dev.saldo.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Terms of decimals come out exact, or are refused.
class SumTest {
  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3, 7",
    "(1 + 2) * 3, 9",
    "9.67 + -24.19, -14.52",
    "10 - 2 - 3, 5",
    "(2500 / 1000) / (400 / 100) * 100 - 100, -37.5",
    "0.1 + 0.2, 0.3",
    "1 / 3, 0.333333333333"
  })
  void aTermHasAValue(String text, BigDecimal value) {
    assertThat(Sum.of(1, text).decimal("value")).isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 +", "(1", "1)", "1.2.3", "one", "2 ^ 3"})
  void whatIsntATermIsAFault(String text) {
    assertThatThrownBy(() -> Sum.of(7, text))
        .isInstanceOf(ScenarioFault.class)
        .hasMessageContaining("line 7: not a term of decimals");
  }

  @Test
  void nothingIsDividedByZero() {
    assertThatThrownBy(() -> Sum.of(7, "1 / 0")).isInstanceOf(ScenarioFault.class);
  }
}
