package dev.saldo.testkit.scenario;

import dev.saldo.server.cli.Table;
import dev.saldo.server.cli.Terminal;
import java.util.List;
import java.util.Locale;

/// What a scenario found: the figures with what was expected and what came, and whatever else
/// differed.
record ScenarioReport(Scenario scenario, List<Finding> findings, Figures figures, long tookMs) {
  boolean ok() {
    return findings.stream().allMatch(Finding::ok);
  }

  void print(Terminal terminal, boolean json) {
    if (json) {
      json(terminal);
      return;
    }
    terminal.line(scenario.name() + ": " + scenario.title());
    terminal.line();
    var table =
        Table.of(
            Table.words("figure"),
            Table.figures("expected"),
            Table.figures("got"),
            Table.words(""));
    proved()
        .forEach(one ->
            table.row(words(one), one.expected(), shown(one.got()), one.ok() ? "ok" : "WRONG"));
    terminal.table(table);
    terminal.line();
    findings.stream().filter(one -> !one.ok()).forEach(one -> terminal.line(complaint(one)));
    terminal.line(verdict());
  }

  private List<Finding> proved() {
    return findings.stream().filter(one -> one.figure().isPresent()).toList();
  }

  private String words(Finding one) {
    return figures.of(one.figure().orElseThrow()).words();
  }

  private String complaint(Finding one) {
    return "line %d, %s: %s should be %s, but is %s%s"
        .formatted(
            one.line(),
            one.caseTitle(),
            one.what(),
            shown(one.expected()),
            shown(one.got()),
            one.problem().map(detail -> " (" + detail + ")").orElse(""));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  private String verdict() {
    var proved = proved();
    var others = findings.size() - proved.size();
    return String.format(
        Locale.ROOT,
        "%d of %d figures and %d of %d further expectations hold (%.1f s)",
        proved.stream().filter(Finding::ok).count(),
        proved.size(),
        findings.stream().filter(one -> one.figure().isEmpty() && one.ok()).count(),
        others,
        tookMs / 1000.0);
  }

  private void json(Terminal terminal) {
    terminal.json(out ->
        out.text("scenario", scenario.name())
            .flag("ok", ok())
            .objects(
                "figures",
                proved(),
                (item, one) ->
                    item.text("id", one.figure().orElseThrow())
                        .text("figure", words(one))
                        .text("expected", one.expected())
                        .text("got", one.got())
                        .flag("ok", one.ok()))
            .integer("expectations", findings.size())
            .objects(
                "differences",
                findings.stream().filter(one -> !one.ok()).toList(),
                (item, one) ->
                    item.text("case", one.caseTitle())
                        .integer("line", one.line())
                        .text("path", one.what())
                        .text("expected", one.expected())
                        .text("got", one.got())
                        .optionalText("problem", one.problem())));
  }
}
