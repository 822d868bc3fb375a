package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.change.CatalogDiff;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds for the reading of every text, tried on mutations of a catalog that uses every key.
class CatalogReaderLaws {
  private static final int SEEDS = 3_000;
  private static final List<String> PIECES =
      List.of(
          "\"",
          "'",
          ":",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "\n",
          "  ",
          "\t",
          "#",
          "&a ",
          "*a",
          "!!str ",
          "|",
          ">",
          "%",
          "~",
          "0",
          "-1",
          "1e9",
          "\"1e999999999\"",
          "\"-0\"",
          ".nan",
          "true",
          "null",
          "\u0000",
          "\u2028",
          "\uD800",
          "😀",
          "---\n",
          "...\n",
          "? ",
          "<<: ",
          "99999999999999999999",
          "unit: x",
          "extends: team",
          "\"" + "9".repeat(500) + "\"");

  @Test
  void anyTextIsAnsweredWithACatalogOrWithFaultsInside() {
    var readable = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var text = mutated(seed);
      var lines = text.split("\n", -1).length;
      switch (CatalogYaml.read(text)) {
        case CatalogReading.Readable(var catalog, _) -> {
          readable++;
          assertThat(CatalogYaml.read(text)).as("seed %d", seed).isEqualTo(again(catalog, text));
        }
        case CatalogReading.Faulty(var faults) -> {
          assertThat(faults).as("seed %d", seed).isNotEmpty();
          assertThat(faults)
              .as("seed %d", seed)
              .allSatisfy(fault -> {
                assertThat(fault.place().line()).isBetween(1, lines + 1);
                assertThat(fault.place().column()).isPositive();
                assertThat(fault.message()).isNotBlank().hasSizeLessThan(2_000);
              });
        }
      }
    }
    assertThat(readable).isGreaterThan(SEEDS / 100);
  }

  @Test
  void whateverDecidesDifferentlyIsAChangeAndNothingElseIs() {
    var base = catalog(CatalogFaultsTest.BASE);
    var rendered = Rendering.of(base);
    var different = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      if (CatalogYaml.read(otherDigit(seed)) instanceof CatalogReading.Readable readable) {
        var same = Rendering.of(readable.catalog()).equals(rendered);
        different += same ? 0 : 1;
        assertThat(CatalogDiff.diff(base, readable.catalog()).isEmpty())
            .as("seed %d", seed)
            .isEqualTo(same);
      }
    }
    assertThat(different).isGreaterThan(SEEDS / 3);
  }

  private static CatalogReading again(Catalog catalog, String text) {
    var warnings = ((CatalogReading.Readable) CatalogYaml.read(text)).warnings();
    return new CatalogReading.Readable(catalog, warnings);
  }

  private static Catalog catalog(String text) {
    return ((CatalogReading.Readable) CatalogYaml.read(text)).catalog();
  }

  /// One to four pieces put in, taken out, repeated or moved.
  private static String mutated(int seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder(CatalogFaultsTest.BASE);
    for (var edits = 1 + random.nextInt(4); edits > 0; edits--) {
      var at = random.nextInt(text.length());
      var end = Math.min(text.length(), at + 1 + random.nextInt(30));
      switch (random.nextInt(5)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        case 3 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
        default -> {
          var line = text.lastIndexOf("\n", at) + 1;
          var next = text.indexOf("\n", at) + 1;
          text.insert(line, next > line ? text.substring(line, next) : "");
        }
      }
    }
    return text.toString();
  }

  /// One digit of the base changed into another.
  private static String otherDigit(int seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder(CatalogFaultsTest.BASE);
    int at;
    do {
      at = random.nextInt(text.length());
    } while (!Character.isDigit(text.charAt(at)));
    text.setCharAt(at, (char) ('0' + random.nextInt(10)));
    return text.toString();
  }
}
