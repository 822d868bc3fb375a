package dev.saldo.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The texts of problems in their languages.
class ProblemTextsTest {
  private static final ProblemTexts TEXTS = ProblemTexts.load();

  @ParameterizedTest
  @EnumSource
  void everyTypeHasItsTextsInEveryLanguageWithTheSameFigures(ProblemType type) {
    Set<String> titles = new HashSet<>();
    for (Language language : Language.values()) {
      assertThat(TEXTS.title(type, language)).isNotBlank();
      assertThat(TEXTS.pattern(type, language)).isNotBlank();
      assertThat(TEXTS.figures(type, language)).isEqualTo(TEXTS.figures(type, Language.EN));
      titles.add(TEXTS.title(type, language));
    }
    assertThat(titles).hasSizeGreaterThan(1);
  }

  @Test
  void addressesOfTypesAreKebabCaseAndUnique() {
    assertThat(ProblemType.INSUFFICIENT_CREDITS.uri()).isEqualTo("/problems/insufficient-credits");
    assertThat(ProblemType.bySlug("not-found")).contains(ProblemType.NOT_FOUND);
    assertThat(ProblemType.bySlug("not_found")).isEmpty();
  }

  @Test
  void aStateMayHaveATextOfItsOwnInEveryLanguage() {
    for (Language language : Language.values()) {
      assertThat(TEXTS.states(language)).isNotEmpty().isEqualTo(TEXTS.states(Language.EN));
    }
    Map<String, Figure> taken = Map.of("state", new Figure.Text("taken_off"));
    assertThat(TEXTS.detail(ProblemType.INVALID_STATE, taken, Language.ES))
        .contains("ya lo descontó");
    Map<String, Figure> paid = Map.of("state", new Figure.Text("paid"));
    assertThat(TEXTS.detail(ProblemType.INVALID_STATE, paid, Language.EN))
        .isEqualTo("It is paid, so this can't be done.");
  }

  @Test
  void aFigureThatWasNotGivenLeavesTheTitle() {
    Map<String, Figure> some = Map.of("needed", new Figure.Amount(new BigDecimal("2.50")));
    assertThat(TEXTS.detail(ProblemType.INSUFFICIENT_CREDITS, some, Language.EN))
        .isEqualTo("Not enough credits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EN    | en
          ES    | es-AR
          PT_BR | pt
          PT_BR | pt-PT;q=0.9, en;q=0.8
          ES    | de, es;q=0.5, *;q=0.1
          EN    | de
          EN    | es;q=0
          EN    | es;q=banana
          EN    | ,,,;;;q=
          """)
  void theLanguageOfHighestWeightIsTaken(Language expected, String header) {
    assertThat(Language.accepted(header)).isEqualTo(expected);
  }
}
