package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// Prints who is moved from one version of a catalog to another, and who pays what.
final class MigrationPrint {
  private final Terminal terminal;
  private final Table customers =
      Table.of(
          Table.words("customer"),
          Table.words("from"),
          Table.words("to"),
          Table.figures("before"),
          Table.figures("after"),
          Table.figures("difference"),
          Table.figures("at once"),
          Table.words(""),
          Table.words("credits"),
          Table.words("at"),
          Table.words("instead of"));
  private final Table refused = refused();

  MigrationPrint(Terminal terminal) {
    this.terminal = terminal;
  }

  private static Table refused() {
    return Table.of(Table.words("not moved"), Table.words("from"), Table.words("why not"));
  }

  /// A row of a preview.
  void add(Shown row) {
    if (!why(row).isEmpty()) {
      refused(refused, row);
      return;
    }
    customers.row(
        row.text("external_id"),
        plan(row.of("from")),
        plan(row.of("to")),
        row.text("before"),
        row.text("after"),
        row.text("difference"),
        row.text("charged"),
        row.text("currency").isEmpty() ? "" : row.text("currency") + " a " + row.text("interval"),
        credits(row),
        row.text("at"),
        row.text("replaces"));
  }

  /// What is granted at once, as `125 credit`.
  private static String credits(Shown row) {
    var credits = row.of("credits");
    return credits.json() instanceof Json.Obj units
        ? units.names().stream()
            .map(unit -> credits.text(unit) + " " + unit)
            .collect(Collectors.joining(", "))
        : "";
  }

  private static void refused(Table table, Shown row) {
    table.row(row.text("external_id"), plan(row.of("from")), why(row));
  }

  private static String plan(Shown on) {
    return on.text("plan").isEmpty() ? "" : on.text("plan") + "@" + on.text("version");
  }

  /// A fault says more than the problem that it is of.
  private static String why(Shown row) {
    var why = row.of("why_not");
    return why.items("errors").stream()
        .map(fault -> fault.text("detail"))
        .findFirst()
        .orElse(why.text("detail"));
  }

  /// The rows that were added, and what all of it comes to.
  void preview(Shown totals) {
    table(customers);
    table(refused);
    var sums =
        Table.of(
            Table.words("total"),
            Table.figures("customers"),
            Table.figures("before"),
            Table.figures("after"),
            Table.figures("difference"),
            Table.figures("at once"));
    for (var sum : totals.items("sums")) {
      sums.row(
          sum.text("currency") + " a " + sum.text("interval"),
          sum.text("customers"),
          sum.text("before"),
          sum.text("after"),
          sum.text("difference"),
          sum.text("charged"));
    }
    table(sums);
    terminal.line(
        "customers: %s, movable: %s, refused: %s"
            .formatted(totals.text("customers"), totals.text("movable"), totals.text("refused")));
    if (!credits(totals).isEmpty()) {
      terminal.line("credits at once: " + credits(totals));
    }
    if (totals.text("complete").equals("false")) {
      terminal.line("These are sums of the first customers; there are more.");
    }
    for (var reason : totals.items("reasons")) {
      terminal.line("  %s: %s".formatted(reason.text("reason"), reason.text("customers")));
    }
  }

  private void table(Table table) {
    if (!table.isEmpty()) {
      terminal.table(table);
      terminal.line();
    }
  }

  /// How far one is.
  void state(Shown one) {
    terminal.line(
        "%s of %s: %s; %s moved, %s not moved, %s left"
            .formatted(
                one.text("id"),
                versions(one),
                one.text("status"),
                one.text("moved"),
                one.text("refused"),
                one.text("left")));
    var waiting = one.text("arranged");
    if (!waiting.isEmpty() && !waiting.equals("0")) {
      terminal.line(
          "%s wait for the end of their period; saldo catalog migrate %s --stop %s takes that back"
              .formatted(waiting, one.text("catalog"), one.text("id")));
    }
    if (!one.text("taken_back").equals("0")) {
      terminal.line("%s taken back".formatted(one.text("taken_back")));
    }
  }

  private static String versions(Shown one) {
    var from = one.text("from").isEmpty() ? "any older" : one.text("from");
    return one.text("catalog") + " " + from + " → " + one.text("to");
  }

  void list(List<Shown> all) {
    var table =
        Table.of(
            Table.words("id"),
            Table.words("versions"),
            Table.words("when"),
            Table.words("status"),
            Table.figures("moved"),
            Table.figures("not moved"),
            Table.figures("waiting"),
            Table.figures("taken back"),
            Table.figures("left"),
            Table.words("asked for"));
    for (var one : all) {
      table.row(
          one.text("id"),
          versions(one),
          one.text("when"),
          one.text("status"),
          one.text("moved"),
          one.text("refused"),
          one.text("arranged"),
          one.text("taken_back"),
          one.text("left"),
          one.text("created_at"));
    }
    terminal.table(table);
  }

  /// Who couldn't be moved.
  ///
  /// @param path of the migration
  void refusals(Api api, String path) {
    var table = refused();
    var cursor = "";
    do {
      var page = path + "/refusals?limit=200";
      var answered = api.get(cursor.isEmpty() ? page : page + "&cursor=" + Api.part(cursor)).json();
      answered.items("data").forEach(row -> refused(table, row));
      cursor = answered.text("next_cursor");
    } while (!cursor.isEmpty());
    if (!table.isEmpty()) {
      terminal.line();
      terminal.table(table);
    }
  }
}
