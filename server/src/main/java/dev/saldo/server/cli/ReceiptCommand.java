package dev.saldo.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo receipt`: the whole story of one charge.
@Command(
    name = "receipt",
    description = "Tells the whole story of one charge, hold, refund or event.",
    mixinStandardHelpOptions = true)
final class ReceiptCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "ID", description = "Such as chg_… or evt_….")
  private String id = "";

  @Option(names = "--json", description = "Prints the API's answer.")
  private boolean json;

  ReceiptCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var answered = api.api(invocation).get("/v1/receipts/" + Api.part(id));
    if (json) {
      invocation.terminal().json(answered.body());
    } else {
      print(answered.json(), invocation.terminal());
    }
    return Exit.OK;
  }

  private static void print(Shown receipt, Terminal terminal) {
    terminal.line(
        "%s %s of %s"
            .formatted(receipt.text("kind"), receipt.text("id"), receipt.text("customer")));
    terminal.line();
    receipt.items("words").forEach(sentence -> terminal.line("  " + sentence.text()));
    prices(receipt.of("answer"), terminal);
    grants(receipt.of("answer").of("funding"), terminal);
    limits(receipt.of("answer"), terminal);
    entries(receipt, terminal);
  }

  private static void prices(Shown answer, Terminal terminal) {
    var lines =
        Table.of(
            Table.words("price line"),
            Table.figures("quantity"),
            Table.figures("price"),
            Table.figures("per"),
            Table.figures("factor"),
            Table.figures("credits"),
            Table.words("from"));
    for (var line : answer.items("lines")) {
      lines.row(
          line.text("component"),
          line.text("quantity"),
          line.text("unit_price"),
          line.text("per"),
          line.text("factor"),
          line.text("credits"),
          line.text("source"));
    }
    section(lines, terminal);
  }

  private static void grants(Shown funding, Terminal terminal) {
    var grants = Table.of(Table.words("grant used"), Table.figures("credits"));
    for (var draw : funding.items("grants")) {
      grants.row(draw.text("grant"), draw.text("credits"));
    }
    for (var part : new String[] {"overage", "unfunded"}) {
      if (!funding.text(part).isEmpty() && !funding.text(part).equals("0")) {
        grants.row(part, funding.text(part));
      }
    }
    section(grants, terminal);
  }

  private static void limits(Shown answer, Terminal terminal) {
    var limits =
        Table.of(
            Table.words("limit"),
            Table.words("name"),
            Table.figures("used"),
            Table.figures("of"),
            Table.words("unit"));
    for (var limit : answer.items("consulted")) {
      limits.row(
          limit.text("level"),
          limit.text("name"),
          limit.text("used"),
          limit.text("limit").isEmpty() ? "no limit" : limit.text("limit"),
          limit.text("unit"));
    }
    section(limits, terminal);
  }

  private static void entries(Shown receipt, Terminal terminal) {
    var entries =
        Table.of(
            Table.figures("entry"),
            Table.words("wallet"),
            Table.words("from"),
            Table.words("to"),
            Table.figures("credits"),
            Table.words("hash"));
    for (var entry : receipt.items("entries")) {
      var hash = entry.text("hash");
      entries.row(
          entry.text("sequence"),
          entry.text("wallet"),
          entry.text("debit"),
          entry.text("credit"),
          entry.text("credits"),
          hash.substring(0, Math.min(16, hash.length())));
    }
    section(entries, terminal);
  }

  private static void section(Table table, Terminal terminal) {
    if (!table.isEmpty()) {
      terminal.line();
      terminal.table(table);
    }
  }
}
