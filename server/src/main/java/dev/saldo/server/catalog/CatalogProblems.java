package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.Node;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a faulty catalog is answered: `400` where the text itself can mean something else than it
/// shows or can't be read, `422` where it reads well and breaks rules; all faults either way.
final class CatalogProblems {
  private CatalogProblems() {}

  static Problem of(String text, List<Fault> faults) {
    List<dev.saldo.server.problem.Fault> listed =
        faults.stream()
            .filter(fault -> fault.severity() == Fault.Severity.ERROR)
            .limit(Problem.FAULTS_MAX)
            .map(fault ->
                new dev.saldo.server.problem.Fault(
                    fault.path(), ProblemType.CATALOG_INVALID, figures(fault)))
            .toList();
    Fault first = faults.getFirst();
    if (!isMisleading(text, faults)) {
      return Problem.of(ProblemType.CATALOG_RULE_VIOLATED).withFaults(listed);
    }
    return Problem.of(ProblemType.CATALOG_INVALID)
        .with("line", first.place().line())
        .with("column", first.place().column())
        .with("reason", reason(first))
        .withFaults(listed);
  }

  static Map<String, Figure> figures(Fault fault) {
    return Map.of(
        "line", new Figure.Count(fault.place().line()),
        "column", new Figure.Count(fault.place().column()),
        "reason", new Figure.Text(reason(fault)));
  }

  /// The message without a full stop, which the problem's own text has.
  private static String reason(Fault fault) {
    String message = fault.message();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  /// Whether the text isn't YAML, or a fault is about how a scalar is written or a key that stands
  /// twice.
  private static boolean isMisleading(String text, List<Fault> faults) {
    return switch (CatalogYaml.parse(text)) {
      case CatalogYaml.Parsed.Malformed _ -> true;
      case CatalogYaml.Parsed.Tree(var root) -> {
        Set<Node.Place> places = new HashSet<>();
        collect(root, places);
        yield faults.stream()
            .anyMatch(fault ->
                fault.severity() == Fault.Severity.ERROR && places.contains(fault.place()));
      }
    };
  }

  private static void collect(Node node, Set<Node.Place> places) {
    switch (node) {
      case Node.Scalar(var _, var form, var place) -> {
        switch (form) {
          case FLOAT, BOOLEAN, NULL -> places.add(place);
          case QUOTED, PLAIN_TEXT, INTEGER -> {}
        }
      }
      case Node.Sequence(var items, var _) -> items.forEach(item -> collect(item, places));
      case Node.Mapping(var entries, var _) -> {
        Set<String> keys = new HashSet<>();
        for (Node.Entry entry : entries) {
          if (!keys.add(entry.key())) {
            places.add(entry.keyPlace());
          }
          collect(entry.value(), places);
        }
      }
    }
  }
}
