package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import java.util.stream.Collectors;

/// Prints a quote: how the plans compare, what the chosen one comes to, how far its credits go.
final class QuotePrint {
  private QuotePrint() {}

  static int quote(Terminal terminal, Api.Answered answered, boolean json) {
    if (json) {
      terminal.json(answered.body());
      return Exit.OK;
    }
    var quote = answered.json();
    var currency = quote.text("currency");
    plans(terminal, quote, currency);
    lines(terminal, quote, currency);
    credits(terminal, quote);
    equivalents(terminal, quote);
    var plan = quote.text("plan");
    terminal.line(
        plan.isEmpty()
            ? "no plan serves"
            : "%s: %s %s before tax, a %s"
                .formatted(plan, quote.text("total"), currency, quote.text("interval")));
    return Exit.OK;
  }

  private static void plans(Terminal terminal, Shown quote, String currency) {
    var table = Table.of(Table.words("plan"), Table.figures(currency), Table.words("why not"));
    for (var plan : quote.items("plans")) {
      table.row(plan.text("plan"), plan.text("total"), plan.of("why_not").text("detail"));
    }
    show(terminal, table);
  }

  private static void lines(Terminal terminal, Shown quote, String currency) {
    var table =
        Table.of(
            Table.words("kind"),
            Table.words("code"),
            Table.figures("quantity"),
            Table.figures("unit price"),
            Table.figures(currency));
    for (var line : quote.items("lines")) {
      table.row(
          line.text("kind"),
          line.text("code"),
          line.text("quantity"),
          line.text("unit_price"),
          line.text("amount"));
    }
    show(terminal, table);
  }

  private static void credits(Terminal terminal, Shown quote) {
    var acts =
        Table.of(
            Table.words("action"),
            Table.figures("count"),
            Table.figures("free units"),
            Table.figures("each"),
            Table.figures("credits"),
            Table.words("unit"));
    for (var act : quote.items("actions")) {
      acts.row(
          act.text("action"),
          act.text("count"),
          act.text("free_units"),
          act.text("credits_each"),
          act.text("credits"),
          act.text("unit"));
    }
    show(terminal, acts);
    var funded =
        Table.of(
            Table.words("unit"),
            Table.figures("needed"),
            Table.figures("included"),
            Table.figures("covered"),
            Table.figures("bought"),
            Table.figures("overage"));
    for (var one : quote.items("credits")) {
      funded.row(
          one.text("unit"),
          one.text("needed"),
          one.text("included"),
          one.text("covered"),
          one.text("bought"),
          one.text("overage"));
    }
    show(terminal, funded);
  }

  private static void equivalents(Terminal terminal, Shown quote) {
    var table =
        Table.of(
            Table.figures("credits"),
            Table.words("are"),
            Table.figures("quantity"),
            Table.words("of"));
    for (var one : quote.items("equivalents")) {
      table.row(one.text("credits"), one.text("action"), one.text("quantity"), of(one));
    }
    show(terminal, table);
  }

  /// What one of the quantity is: so many units of a property, or an act with its data.
  private static String of(Shown one) {
    if (!one.text("property").isEmpty()) {
      return one.text("per") + " " + one.text("property");
    }
    return one.of("data").json() instanceof Json.Obj data
        ? data.names().stream()
            .map(name -> name + "=" + one.of("data").text(name))
            .collect(Collectors.joining(" "))
        : "";
  }

  private static void show(Terminal terminal, Table table) {
    if (!table.isEmpty()) {
      terminal.table(table);
      terminal.line();
    }
  }
}
