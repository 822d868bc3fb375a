package dev.saldo.core.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which texts are amounts, and how amounts are kept.
final class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0.000000000000, 0",
    "-0.0, 0",
    "007, 7",
    "82.50, 82.5",
    "100, 100",
    "-1.5, -1.5",
    "0.000000000001, 0.000000000001",
    "99999999999999999999999999.999999999999, 99999999999999999999999999.999999999999",
    "-99999999999999999999999999.999999999999, -99999999999999999999999999.999999999999",
  })
  void plainDecimalsAreRead(String text, String value) {
    var read = Decimals.parse(text).orElseThrow();

    assertThat(read).isEqualTo(new BigDecimal(value));
    assertThat(read.toPlainString()).isEqualTo(value);
  }

  static Stream<String> notAmounts() {
    return Stream.of(
        "",
        " ",
        "-",
        "+1",
        "--1",
        "1-",
        ".",
        ".5",
        "5.",
        "-.5",
        "1.2.3",
        "1,5",
        "1 000",
        " 1",
        "1 ",
        "1\n",
        "1e10",
        "1:",
        "/1",
        ":",
        "1E+2",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "null",
        "١٢",
        "１２",
        "1٫5",
        "\u22121",
        "½",
        "1.0000000000000",
        "0.0000000000001",
        "100000000000000000000000000",
        "-100000000000000000000000000",
        "9".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("notAmounts")
  void allElseIsRefused(String text) {
    assertThat(Decimals.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999999999, true",
    "1E+25,                      true",
    "1E+26,                      false",
    "1E-12,                      true",
    "1E-13,                      false",
    "1E+2147483647,              false",
    "1E-2147483646,              false",
    "-1E+26,                     false",
  })
  void boundsLookAtDigitsAlone(BigDecimal value, boolean fits) {
    assertThat(Decimals.fits(value)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0000000000004,  0",
    "0.0000000000005,  0.000000000001",
    "-0.0000000000005, -0.000000000001",
    "82.6833333333333333, 82.683333333333",
    "0.9999999999995,  1",
    "0.9999999999994,  0.999999999999",
    "1.10,             1.1",
  })
  void halvesAreRoundedAwayFromZeroAtTwelveDecimals(BigDecimal exact, String rounded) {
    assertThat(Decimals.round(exact)).isEqualTo(new BigDecimal(rounded));
  }

  @Test
  void equalAmountsAreKeptAlike() {
    assertThat(Stream.of("100", "100.0", "1E+2", "1.00E2").map(BigDecimal::new))
        .map(Decimals::normal)
        .containsOnly(new BigDecimal("100"));
    assertThat(Stream.of("0", "0.00", "0E+9", "0E-9").map(BigDecimal::new))
        .map(Decimals::normal)
        .containsOnly(BigDecimal.ZERO);
  }
}
