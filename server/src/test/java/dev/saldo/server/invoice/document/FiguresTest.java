package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures as each language writes them; `_` is a blank at which no line breaks.
class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | 1234567.05       | 1,234,567.05
          es    | 1234567.05       | 1.234.567,05
          pt-BR | 1234567.05       | 1.234.567,05
          es    | 1234             | 1.234
          en    | 999              | 999
          en    | -1000            | −1,000
          en    | 0.000000000001   | 0.000000000001
          en    | 0                | 0
          """)
  void numbers(String tag, String value, String shown) {
    assertThat(figures(tag).number(new BigDecimal(value))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | EUR | 1234.5  | €1,234.50
          es    | EUR | 1234.5  | 1.234,50_€
          pt-BR | BRL | 1234.5  | R$_1.234,50
          es    | USD | 7       | 7,00_US$
          en    | USD | -7      | −$7.00
          en    | JPY | 1234    | JPY_1,234
          es    | EUR | -0.5    | −0,50_€
          pt-BR | BRL | -0.5    | −R$_0,50
          en    | EUR | 0       | €0.00
          en    | EUR | 0.015   | €0.015
          """)
  void money(String tag, String currency, String value, String shown) {
    var money = new Money(Currency.getInstance(currency), new BigDecimal(value));

    assertThat(figures(tag).money(money).replace('\u00A0', '_')).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | 2026-01-01 | 2026-01-31 | 1_– 31_Jan_2026
          es    | 2026-01-01 | 2026-01-31 | 1_– 31_ene_2026
          pt-BR | 2026-02-01 | 2026-02-01 | 1_fev_2026
          en    | 2026-01-17 | 2026-02-16 | 17_Jan_– 16_Feb_2026
          en    | 2025-12-31 | 2026-01-30 | 31_Dec_2025_– 30_Jan_2026
          """)
  void days(String tag, LocalDate first, LocalDate last, String shown) {
    var days = new Days(first, last);

    assertThat(figures(tag).days(days).replace('\u00A0', '_')).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"en, 21, 21%", "es, 21.0, 21_%", "pt-BR, 5.25, '5,25%'", "en, 10, 10%", "en, 0, 0%"})
  void percentages(String tag, String value, String shown) {
    assertThat(figures(tag).percent(new BigDecimal(value)).replace('\u00A0', '_')).isEqualTo(shown);
  }

  private static Figures figures(String tag) {
    return new Figures(Wording.of(Locale.forLanguageTag(tag)));
  }
}
