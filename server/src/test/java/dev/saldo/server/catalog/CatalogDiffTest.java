package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.change.CatalogDiff;
import dev.saldo.core.catalog.change.Change;
import dev.saldo.core.catalog.change.ChangeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogDiffTest {
  private static final Catalog BASE = catalog(CatalogFaultsTest.BASE);

  static Stream<FaultCase> cases() {
    return Stream.concat(
        FaultCase.read("changes.txt", CatalogFaultsTest.BASE).stream(),
        FaultCase.read("sale-changes.txt", CatalogFaultsTest.SALE).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aChangeIsSaidInWords(FaultCase told) {
    var base = catalog(told.base());
    var said = say(base, CatalogDiff.diff(base, catalog(told.text())), Locale.ENGLISH);

    if (told.marks().startsWith("part")) {
      assertThat(said).anySatisfy(sentence -> assertThat(sentence).contains(told.expected()));
    } else {
      assertThat(said).containsExactlyElementsOf(told.expected());
    }
  }

  @Test
  void theCasesShowEveryKindOfChange() {
    var shown = EnumSet.noneOf(ChangeKind.class);
    cases()
        .flatMap(told -> CatalogDiff.diff(catalog(told.base()), catalog(told.text())).stream())
        .forEach(change -> shown.add(change.kind()));

    assertThat(EnumSet.complementOf(shown)).isEmpty();
  }

  @Test
  void aCatalogIsLikeItself() {
    assertThat(CatalogDiff.diff(BASE, catalog(CatalogFaultsTest.BASE))).isEmpty();
  }

  @Test
  void whatIsAddedForwardsIsRemovedBackwards() {
    cases()
        .forEach(told -> {
          var base = catalog(told.base());
          var other = catalog(told.text());
          assertThat(CatalogDiff.diff(other, base).stream().map(Change::path))
              .as(told.title())
              .containsExactlyInAnyOrderElementsOf(
                  CatalogDiff.diff(base, other).stream().map(Change::path).toList());
        });
  }

  @Test
  void theOrderOfEntriesMakesNoDifference() {
    var swapped =
        CatalogFaultsTest.BASE
            .replace("  text: Text\n  images: Images\n", "  images: Images\n  text: Text\n")
            .replace("unlocks: [text, images]", "unlocks: [images, text]");

    assertThat(CatalogDiff.diff(BASE, catalog(swapped))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "pt-BR"})
  void everyChangeHasWordsInEachLanguage(String tag) {
    var locale = Locale.forLanguageTag(tag);
    cases()
        .filter(told -> !told.expected().isEmpty())
        .forEach(told -> {
          var base = catalog(told.base());
          var changes = CatalogDiff.diff(base, catalog(told.text()));
          assertThat(say(base, changes, locale))
              .as(told.title())
              .hasSameSizeAs(changes)
              .noneMatch(sentence -> sentence.matches(".*\\{\\d}.*"))
              .doesNotContainAnyElementsOf(say(base, changes, Locale.ENGLISH));
        });
  }

  @Test
  void theLanguagesHaveTheSameKeys() {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    var english = keys(Locale.ROOT, control);

    assertThat(keys(Locale.of("es"), control)).isEqualTo(english);
    assertThat(keys(Locale.of("pt", "BR"), control)).isEqualTo(english);
  }

  @Test
  void figuresHaveTheSignsOfTheLanguage() {
    var changes =
        CatalogDiff.diff(BASE, catalog(CatalogFaultsTest.BASE.replace("\"250\"", "\"1250.125\"")));

    assertThat(say(changes, Locale.forLanguageTag("pt-BR")))
        .containsExactly(
            "O preço do pacote Large pack sobe de 250 EUR para 1.250,125 EUR. Afeta todos os"
                + " clientes.");
    assertThat(say(changes, Locale.forLanguageTag("es")))
        .containsExactly(
            "El precio del paquete Large pack sube de 250 EUR a 1.250,125 EUR. Afecta a todos los"
                + " clientes.");
    assertThat(say(changes, Locale.forLanguageTag("pt")))
        .isEqualTo(say(changes, Locale.forLanguageTag("pt-BR")));
    assertThat(say(changes, Locale.JAPANESE)).isEqualTo(say(changes, Locale.ENGLISH));
  }

  @Test
  void bracesInTitlesStayAsTheyAre() {
    var text = CatalogFaultsTest.BASE.replace("title: Team", "title: \"{1} $1 Team\"");
    var dearer = text.replace("price: \"49\"", "price: \"50\"");

    assertThat(say(CatalogDiff.diff(catalog(text), catalog(dearer)), Locale.ENGLISH))
        .containsExactly(
            "The monthly price of the plan {1} $1 Team rises from 49 EUR to 50 EUR. Touches"
                + " customers on the plan team.");
  }

  private static Set<String> keys(Locale locale, ResourceBundle.Control control) {
    var bundle = ResourceBundle.getBundle("dev.saldo.server.catalog.changes", locale, control);
    return new TreeSet<>(bundle.keySet());
  }

  private static List<String> say(List<Change> changes, Locale locale) {
    return say(BASE, changes, locale);
  }

  private static List<String> say(Catalog base, List<Change> changes, Locale locale) {
    var plans = new HashSet<>(base.plans().keySet());
    var words = ChangeWords.in(locale, plans);
    var said = new ArrayList<String>();
    changes.forEach(change -> said.add(words.say(change)));
    return said;
  }

  private static Catalog catalog(String text) {
    return switch (CatalogYaml.read(text)) {
      case CatalogReading.Readable(var catalog, _) -> catalog;
      case CatalogReading.Faulty(var faults) -> throw new AssertionError(faults);
    };
  }
}
