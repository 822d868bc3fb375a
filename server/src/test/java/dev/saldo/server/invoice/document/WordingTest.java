package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.subscription.LineKind;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every language says everything, with the same figures in it.
class WordingTest {
  @ParameterizedTest
  @ValueSource(strings = {"es", "pt-BR"})
  void everyLanguageHasTheTextsOfEnglish(String tag) throws IOException {
    var english = texts("en");
    var other = texts(tag);

    assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (var key : english.stringPropertyNames()) {
      assertThat(figures(other.getProperty(key)))
          .as(key)
          .isEqualTo(figures(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es", "pt-BR"})
  void everyKindAndTaxHasItsName(String tag) {
    var words = Wording.of(Locale.forLanguageTag(tag));

    for (var kind : LineKind.values()) {
      assertThat(words.say("kind." + kind)).isNotBlank();
    }
    for (var category : TaxRate.Category.values()) {
      assertThat(words.say("tax." + category, "21%")).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({"en-GB, en", "es-MX, es", "pt, pt-BR", "pt-PT, pt-BR", "de, en", "und, en"})
  void aLocaleGetsTheNearestLanguage(String locale, String tag) {
    assertThat(Wording.of(Locale.forLanguageTag(locale)).tag()).isEqualTo(tag);
  }

  @Test
  void aTextThatIsMissingIsSaidSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Wording.of(Locale.ENGLISH).say("no-such-text"));
  }

  private static Set<String> figures(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }

  private static Properties texts(String tag) throws IOException {
    var texts = new Properties();
    var name = "documents_" + tag + ".properties";
    try (var in = Objects.requireNonNull(Wording.class.getResourceAsStream(name))) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
