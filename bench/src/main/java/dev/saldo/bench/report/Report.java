package dev.saldo.bench.report;

import dev.saldo.server.cli.Table;
import dev.saldo.server.cli.Terminal;
import dev.saldo.server.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// All that a run found.
///
/// @param machine where it ran, in one line each
/// @param notes how it was measured
public record Report(List<String> machine, List<String> notes, List<Figure> figures) {
  public Report {
    machine = List.copyOf(machine);
    notes = List.copyOf(notes);
    figures = List.copyOf(figures);
  }

  /// Whether every gate holds.
  public boolean holds() {
    return figures.stream().allMatch(Figure::holds);
  }

  /// Prints it for people.
  public void print(Terminal terminal) {
    machine.forEach(terminal::line);
    notes.forEach(terminal::line);
    terminal.line();
    terminal.table(values());
    terminal.line();
    terminal.table(gates());
    terminal.line();
    var failed = figures.stream().flatMap(figure -> figure.gates().stream());
    var count = failed.filter(gate -> !gate.holds()).count();
    terminal.line(count == 0 ? "Every gate holds." : "%d gate(s) don't hold.".formatted(count));
  }

  private Table values() {
    var table =
        Table.of(
            Table.words("bench"),
            Table.words("what"),
            Table.figures("figure"),
            Table.words(""),
            Table.figures("p50 ms"),
            Table.figures("p90 ms"),
            Table.figures("p99 ms"),
            Table.figures("p99.9 ms"));
    for (var figure : figures) {
      var latencies = figure.latencies();
      table.row(
          figure.bench(),
          figure.what(),
          grouped(figure.value()),
          figure.unit(),
          latencies.map(l -> ms(l.p50Us())).orElse(""),
          latencies.map(l -> ms(l.p90Us())).orElse(""),
          latencies.map(l -> ms(l.p99Us())).orElse(""),
          latencies.map(l -> ms(l.p999Us())).orElse(""));
    }
    return table;
  }

  private Table gates() {
    var table =
        Table.of(
            Table.words("bench"),
            Table.words("against"),
            Table.figures("baseline"),
            Table.figures("measured"),
            Table.figures("gate"),
            Table.figures("aim"),
            Table.words("holds"));
    for (var figure : figures) {
      for (var gate : figure.gates()) {
        table.row(
            figure.bench(),
            gate.baseline(),
            baseline(gate.baselinePerSecond()),
            gate.measuredText(),
            gate.boundText(),
            gate.aimText(),
            gate.holds() ? "yes" : "NO");
      }
    }
    return table;
  }

  private static String baseline(OptionalDouble perSecond) {
    return perSecond.isPresent() ? grouped(Math.round(perSecond.getAsDouble())) + "/s" : "";
  }

  private static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String ms(long us) {
    return String.format(Locale.ROOT, "%,.2f", us / 1_000.0);
  }

  /// Writes it as members of a JSON object.
  public void write(JsonWriter json) {
    json.texts("machine", machine)
        .texts("notes", notes)
        .flag("ok", holds())
        .objects("figures", figures, Report::write);
  }

  private static void write(JsonWriter json, Figure figure) {
    json.text("bench", figure.bench())
        .text("what", figure.what())
        .integer("value", figure.value())
        .text("unit", figure.unit());
    figure
        .latencies()
        .ifPresent(latencies ->
            json.object(
                "latency_us",
                members ->
                    members
                        .integer("p50", latencies.p50Us())
                        .integer("p90", latencies.p90Us())
                        .integer("p99", latencies.p99Us())
                        .integer("p999", latencies.p999Us())
                        .integer("max", latencies.maxUs())));
    json.objects("gates", figure.gates(), Report::write);
  }

  private static void write(JsonWriter json, Gate gate) {
    json.text("against", gate.baseline());
    if (gate.baselinePerSecond().isPresent()) {
      json.decimal("baseline_per_second", decimal(gate.baselinePerSecond().getAsDouble()));
    }
    json.decimal("measured", decimal(gate.measured()))
        .text("unit", gate.unit())
        .text("gate", gate.boundText())
        .flag("ok", gate.holds());
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
  }
}
