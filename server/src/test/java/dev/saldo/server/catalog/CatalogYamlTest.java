package dev.saldo.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogYamlTest {
  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("nothing", "", "1:1", "is empty"),
        Arguments.of("a comment alone", "# nothing\n", "1:1", "is empty"),
        Arguments.of("a scalar", "catalog", "1:1", "must be a mapping"),
        Arguments.of("a list", "- a\n- b\n", "1:1", "must be a mapping"),
        Arguments.of("an anchor", "catalog: &a x\n", "1:10", "has the anchor &a"),
        Arguments.of("an alias", "catalog: *a\n", "1:10", "has the alias *a"),
        Arguments.of("billion laughs", laughs(), "1:4", "has the anchor &a"),
        Arguments.of("a merge key", "a: &a {b: c}\n<<: *a\n", "1:4", "has the anchor &a"),
        Arguments.of("a Java tag", "catalog: !!javax.script.X []\n", "1:10", "tags aren't allowed"),
        Arguments.of("a standard tag", "catalog: !!str 5\n", "1:10", "tags aren't allowed"),
        Arguments.of("the tag of no tag", "catalog: ! 5\n", "1:10", "tags aren't allowed"),
        Arguments.of("a tag on a mapping", "!!map\na: b\n", "1:1", "tags aren't allowed"),
        Arguments.of("a tag on a key", "!!str a: b\n", "1:1", "tags aren't allowed"),
        Arguments.of("two documents", "a: b\n---\na: b\n", "2:1", "has a second document"),
        Arguments.of("YAML 1.1", "%YAML 1.1\n---\na: b\n", "1:1", "catalogs are YAML 1.2"),
        Arguments.of("a tag prefix", "%TAG ! !x\n---\na: b\n", "1:1", "tags aren't allowed"),
        Arguments.of("NUL", "a: b\u0000\n", "1:5", "U+0000"),
        Arguments.of("an escaped NUL", "a: \"b\\0\"\n", "1:4", "U+0000"),
        Arguments.of("a bell", "a: b\nc: \u0007\n", "2:4", "U+0007"),
        Arguments.of("reversed text", "a: \u202Eb\n", "1:4", "U+202E"),
        Arguments.of("half a pair", "a: \uD800\n", "1:4", "U+D800"),
        Arguments.of("half an escaped pair", "a: \"\\ud800\"\n", "1:4", "U+D800"),
        Arguments.of("a mapping as key", "? {a: b}\n: c\n", "1:3", "a key that isn't a simple"),
        Arguments.of("a list as key", "[a]: c\n", "1:1", "a key that isn't a simple"),
        Arguments.of("an open quote", "a: \"b\n", "2:1", "isn't YAML"),
        Arguments.of("an open list", "a: [b\nc: d\n", "2:2", "isn't YAML"),
        Arguments.of("wrong indentation", "a:\n  b: c\n d: e\n", "3:2", "isn't YAML"),
        Arguments.of("a tab as indentation", "a:\n\tb: c\n", "2:1", "isn't YAML"),
        Arguments.of("a deep list", "a: " + "[".repeat(60), "1:53", "is more than 50 levels"),
        Arguments.of("a very deep list", "[".repeat(900_000), "1:51", "is more than 50 levels"),
        Arguments.of(
            "very deep mappings", "{a: ".repeat(240_000), "1:201", "is more than 50 levels"),
        Arguments.of("very deep keys", "? ".repeat(400_000), "1:3", "a key that isn't a simple"),
        Arguments.of("a long text", "a".repeat(1_000_001), "1:1", "is longer than 1000000 bytes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void textThatCouldMeanSomethingElseIsRefused(
      String title, String text, String place, String message) {
    var fault = CatalogFaultsTest.faults(text).getFirst();

    assertThat(fault.place().line() + ":" + fault.place().column())
        .as(title + fault)
        .isEqualTo(place);
    assertThat(fault.message()).contains(message).doesNotContain("\n");
  }

  @Test
  void wordsThatOlderYamlTurnsIntoValuesAreText() {
    var text =
        CatalogFaultsTest.BASE
            .replace("title: Free", "title: NO")
            .replace("title: Team", "title: 1:30")
            .replace("title: Image", "title: on");

    var catalog = ((CatalogReading.Readable) CatalogYaml.read(text)).catalog();

    assertThat(catalog.plan("free").orElseThrow().title()).isEqualTo("NO");
    assertThat(catalog.plan("team").orElseThrow().title()).isEqualTo("1:30");
    assertThat(catalog.action("image").orElseThrow().title()).isEqualTo("on");
  }

  @Test
  void jsonIsReadAsItIs() {
    var text =
        """
        {
        \t"catalog": "base", "currency": "EUR", "units": {"credit": {}},
        \t"plans": {"free": {"title": "Fr\\u00e9e \\ud83d\\ude00 \\/ \\"x\\"", "price": "0"}}
        }
        """;

    var catalog = ((CatalogReading.Readable) CatalogYaml.read(text)).catalog();

    assertThat(catalog.plan("free").orElseThrow().title()).isEqualTo("Frée 😀 / \"x\"");
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(CatalogYaml.read("\uFEFF" + CatalogFaultsTest.BASE))
        .isInstanceOf(CatalogReading.Readable.class);
  }

  @Test
  void bytesThatAreNotUtf8AreAFault() {
    var latin = "catalog: é".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(CatalogFiles.read(latin))
        .isInstanceOfSatisfying(
            CatalogReading.Faulty.class,
            faulty ->
                assertThat(faulty.faults())
                    .extracting(Fault::message)
                    .containsExactly("isn't UTF-8 text"));
  }

  @Test
  void bytesBeyondTheBoundAreAFault() {
    var atTheBound = "#".repeat(CatalogYaml.BYTES_MAX).getBytes(StandardCharsets.UTF_8);
    var beyond = "#".repeat(CatalogYaml.BYTES_MAX + 1).getBytes(StandardCharsets.UTF_8);

    assertThat(message(atTheBound)).isEqualTo("is empty");
    assertThat(message(beyond)).isEqualTo("is longer than 1000000 bytes");
  }

  private static String message(byte[] bytes) {
    return ((CatalogReading.Faulty) CatalogFiles.read(bytes)).faults().getFirst().message();
  }

  private static String laughs() {
    var text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (var c = 'b'; c <= 'i'; c++) {
      var alias = "*" + (char) (c - 1);
      text.append(c).append(": &").append(c).append(" [");
      text.append(String.join(", ", Collections.nCopies(9, alias))).append("]\n");
    }
    return text.toString();
  }
}
