package dev.saldo.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The sources of all modules keep the laws of the text and of the layers, and every law is broken
/// by its offender and by no source that only speaks of the offence.
class TidyTest {
  private static final Repository HERE = Repository.here();
  private static final List<Source> SOURCES = Source.below(HERE.root());

  private static final String MAIN = "server/src/main/java/dev/saldo/server/";
  private static final String TEST = "server/src/test/java/dev/saldo/server/";

  /// A law, a source that breaks it, and one that comes close and doesn't.
  record Law(
      String name, Function<List<Source>, List<String>> find, Source offender, Source neighbour) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Law> laws() throws IOException {
    Set<String> catalogs = HERE.catalogNames();
    return Stream.of(
        new Law(
            "nothing unfinished",
            Tidy::unfinished,
            source(MAIN + "A.java", "// TO" + "DO later"),
            source(MAIN + "A.java", "// what is to do: nothing")),
        new Law(
            "only the command line prints",
            Tidy::printing,
            source(MAIN + "engine/A.java", "void a() { System.out.println(); }"),
            source(MAIN + "cli/A.java", "void a() { System.out.println(); }")),
        new Law(
            "no catalog's name in code",
            sources -> Tidy.catalogNames(sources, catalogs(catalogs)),
            source(MAIN + "A.java", "String a = \"Plan-of-ACME\";"),
            source(TEST + "A.java", "String a = \"acme\";")),
        new Law(
            "no floating point where it must be exact",
            Tidy::floatingPoint,
            source("store/src/main/java/dev/saldo/store/wallet/A.java", "double a;"),
            source(
                "store/src/main/java/dev/saldo/store/wallet/A.java",
                "/* a double entry */ String a = \"double\"; // float\n \"\"\"\n float \"\"\";")),
        new Law(
            "no disabled test",
            Tidy::disabledTests,
            source(TEST + "ATest.java", "@Disabled class ATest {}"),
            source(TEST + "ATest.java", "// @Disabled is not for us")),
        new Law(
            "no sleeping test",
            Tidy::sleepingTests,
            source(TEST + "ATest.java", "void a() { Thread.sleep(1); }"),
            source(TEST + "ATest.java", "String a = \"Thread.sleep(1)\";")),
        new Law(
            "every package has a charter",
            Tidy::missingCharters,
            source(MAIN + "a/package-info.java", "package dev.saldo.server.a;"),
            source(MAIN + "a/package-info.java", "/// What a owns.\n@NullMarked package a;")),
        new Law(
            "modules in order",
            Layers::modules,
            source("store/src/main/java/dev/saldo/store/A.java", "import dev.saldo.server.Main;"),
            source(MAIN + "A.java", "import dev.saldo.store.Store;")),
        new Law(
            "SQL lives in the store",
            Layers::libraries,
            source(MAIN + "A.java", "import java.sql.Connection;"),
            source(MAIN + "A.java", "import javax.sql.DataSource;")),
        new Law(
            "HTTP lives in the routes",
            Layers::httpInside,
            source(MAIN + "engine/A.java", "import io.javalin.Javalin;"),
            source(MAIN + "http/A.java", "import io.javalin.Javalin;")),
        new Law(
            "nobody asks the wiring back",
            Layers::wiring,
            source(MAIN + "wallet/A.java", "import dev.saldo.server.Wiring;"),
            source(MAIN + "cli/A.java", "import dev.saldo.server.Wiring;")));
  }

  private static Source source(String path, String text) {
    return Source.of(path, text);
  }

  /// The shipped catalogs, and one that the offender can name before any catalog is written.
  private static Set<String> catalogs(Set<String> shipped) {
    return Stream.concat(shipped.stream(), Stream.of("acme")).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theSourcesKeepTheLaw(Law law) {
    assertThat(law.find().apply(SOURCES)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theLawFindsItsOffender(Law law) {
    assertThat(law.find().apply(List.of(law.offender()))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theLawLeavesTheNeighbourAlone(Law law) {
    assertThat(law.find().apply(List.of(law.neighbour()))).isEmpty();
  }

  @Test
  void theSourcesAreShort() throws IOException {
    assertThat(Tidy.longFiles(SOURCES, Repository.longFiles())).isEmpty();
  }

  @Test
  void theLawOfLengthFindsOneLineTooMany() {
    List<Source> most = List.of(source(MAIN + "A.java", "\n".repeat(Tidy.LINES_MAX)));
    List<Source> tooMany = List.of(source(MAIN + "A.java", "\n".repeat(Tidy.LINES_MAX + 1)));

    assertThat(Tidy.longFiles(most, Map.of())).isEmpty();
    assertThat(Tidy.longFiles(tooMany, Map.of())).hasSize(1);
  }

  @Test
  void aDebtOfLengthMayOnlyShrinkAndIsPaidOffTheList() {
    List<Source> owing = List.of(source(MAIN + "A.java", "\n".repeat(450)));
    List<Source> paid = List.of(source(MAIN + "A.java", "\n"));

    assertThat(Tidy.longFiles(owing, Map.of(MAIN + "A.java", 450))).isEmpty();
    assertThat(Tidy.longFiles(owing, Map.of(MAIN + "A.java", 449))).hasSize(1);
    assertThat(Tidy.longFiles(paid, Map.of(MAIN + "A.java", 450))).hasSize(1);
  }

  @Test
  void theWalkSeesItself() {
    assertThat(SOURCES)
        .extracting(Source::path)
        .contains("server/src/test/java/dev/saldo/server/house/TidyTest.java");
  }

  @Test
  void whatIsHiddenKeepsItsLine() {
    Source source = source(MAIN + "A.java", "/* one\n two */ char c = '\"'; double d; // \" x\n");

    assertThat(source.code().strip()).startsWith("char c =").endsWith("double d;");
    assertThat(source.code().lines().count()).isEqualTo(source.text().lines().count());
  }
}
