package dev.saldo.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.Document;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Paths lead to the one place that they name.
class ValuesTest {
  private static final Document INVOICE =
      Document.parse(
          """
          {"lines": [{"kind": "plan", "code": "pro", "net": "1"},
                     {"kind": "usage", "code": "tokens:small.1", "net": "2"},
                     {"kind": "adjustment", "code": "tokens:small.1", "net": "3"}],
           "totals": {"net": "6"}}
          """
              .getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource({
    "lines[kind=plan].net, 1",
    "lines[kind=adjustment][code=tokens:small.1].net, 3",
    "lines[code=tokens:small.1].net, 2",
    "lines.0.net, 1",
    "lines.#, 3",
    "totals.net, 6"
  })
  void aPathLeadsToAValue(String path, String value) {
    assertThat(Values.at(INVOICE, path)).contains(value);
  }

  @ParameterizedTest
  @CsvSource({"lines[kind=plan][code=basic].net", "lines[kind=setup].net", "totals.gross"})
  void whereNothingStandsThereIsNothing(String path) {
    assertThat(Values.at(INVOICE, path)).isEmpty();
  }
}
