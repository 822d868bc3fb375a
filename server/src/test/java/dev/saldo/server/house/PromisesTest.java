package dev.saldo.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The index of promises names tests that are there: a promise doesn't lose its test unnoticed.
class PromisesTest {
  private static final Repository HERE = Repository.here();
  private static final List<Source> TESTS =
      Source.below(HERE.root()).stream().filter(Source::isTest).toList();

  /// A row of a table: its name, then the rest.
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([PF]?\\d+) \\|(.*)$");

  private static final Pattern REFERENCE = Pattern.compile("`([a-z.]+)\\.([A-Z]\\w+)#(\\w+)`");

  private static String index() throws IOException {
    return Files.readString(HERE.root().resolve("docs/promises.md"));
  }

  /// What is wrong with an index: rows that name no test, and names that are no test's.
  private static List<String> faults(String index) {
    var faults = new ArrayList<String>();
    for (var row : ROW.matcher(index).results().toList()) {
      var references = REFERENCE.matcher(row.group(2)).results().toList();
      if (references.isEmpty()) {
        faults.add(row.group(1) + " names no test");
      }
      for (var reference : references) {
        if (TESTS.stream().noneMatch(source -> isIn(source, reference))) {
          faults.add(row.group(1) + " names " + reference.group());
        }
      }
    }
    return faults;
  }

  private static boolean isIn(Source source, MatchResult reference) {
    var path = "/dev/saldo/" + reference.group(1).replace('.', '/') + "/";
    return source.path().endsWith(path + reference.group(2) + ".java")
        && Pattern.compile(
                "@(?:Test|ParameterizedTest)\\b[^;]*?\\bvoid\\s+" + reference.group(3) + "\\s*\\(")
            .matcher(source.code())
            .find();
  }

  @Test
  void everyPromiseNamesTestsThatAreThere() throws IOException {
    assertThat(faults(index())).isEmpty();
  }

  @Test
  void noPromiseIsForgotten() throws IOException {
    var names = ROW.matcher(index()).results().map(row -> row.group(1)).toList();
    assertThat(names)
        .containsExactly(
            ("P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20 P21 P22 P23"
                    + " P27 P28 P32 F1 F2 F3 F5 F7 F8 F9 F10 F12 F13 F14 F15 F16 F17 F18 F19 F21 1 2 3 4 5"
                    + " 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 31 32 33 34 35 36 38 39 40 41")
                .split(" ", -1));
  }

  @Test
  void whatIsNoTestIsFound() {
    assertThat(
            faults(
                """
                | P1 | a test | `server.house.PromisesTest#everyPromiseNamesTestsThatAreThere` |
                | P2 | no such method | `server.house.PromisesTest#nothing` |
                | P3 | no such class | `server.house.NothingTest#everyPromiseNamesTestsThatAreThere` |
                | P4 | not a test | `server.house.PromisesTest#index` |
                | F1 | nothing at all | nobody |
                """))
        .containsExactly(
            "P2 names `server.house.PromisesTest#nothing`",
            "P3 names `server.house.NothingTest#everyPromiseNamesTestsThatAreThere`",
            "P4 names `server.house.PromisesTest#index`",
            "F1 names no test");
  }
}
