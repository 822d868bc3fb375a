package dev.saldo.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every figure on credits, money, limits and resources that the catalogs promise is asserted by a
/// scenario, with its value.
class FiguresTest {
  private final ScenarioFiles files = ScenarioFiles.here();
  private final Figures figures = Figures.standard();

  @Test
  void everyFigureThatAScenarioCanProveIsAsserted() {
    var asserted =
        files.names().stream()
            .flatMap(name -> files.read(name).proofs().stream())
            .map(Scenario.Proof::figure)
            .collect(Collectors.toSet());

    assertThat(figures.all())
        .filteredOn(
            figure -> List.of("credits", "money", "limits", "resources").contains(figure.topic()))
        .extracting(Figures.Figure::id)
        .isNotEmpty()
        .allMatch(asserted::contains);
  }

  @Test
  void scenariosAssertTheTablesValues() {
    Map<String, List<String>> wrong =
        files.names().stream()
            .collect(
                Collectors.toMap(
                    name -> name,
                    name ->
                        files.read(name).proofs().stream()
                            .filter(proof -> !isOf(name, proof))
                            .map(proof -> "%s in line %d".formatted(proof.figure(), proof.line()))
                            .toList()));

    assertThat(wrong.values()).allMatch(List::isEmpty);
    assertThat(isOf("lexia", new Scenario.Proof("lexia.document", "0.085", 1))).isFalse();
  }

  private boolean isOf(String scenario, Scenario.Proof proof) {
    var figure = figures.of(proof.figure());
    return figure.system().equals(scenario) && Values.same(figure.value(), proof.expected());
  }
}
