package dev.saldo.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo invoices`: lists and shows invoices, and what drafts come to.
@Command(
    name = "invoices",
    description =
        "Lists and shows invoices, fetches their documents, and shows what drafts come to.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|pdf|ubl|factur-x|preview")
final class InvoicesCommand {
  private static final String PATH = "/v1/invoices";
  private static final String ID = "INVOICE";
  private static final String ITS_ID = "Its id.";
  private static final String ANSWER = "Prints the API's answer.";
  private static final String FETCHED = "Prints the file and its size as JSON.";
  private static final String FILE = "Where it is written (default: its id in this folder).";

  private final Invocation invocation;

  InvoicesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(
      name = "list",
      description = "Lists invoices and credit notes, the latest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin ApiOptions options,
      @Option(
              names = "--customer",
              paramLabel = "CUSTOMER",
              description = "One customer's: its id, or your own id for it.")
          Optional<String> customer,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "draft, finalized, paid, void or uncollectible.")
          Optional<String> status,
      @Mixin Pages pages) {
    var path =
        Stream.of(
                customer.map(one -> "customer=" + Api.part(one)),
                status.map(word -> "status=" + Api.part(word)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("&", PATH + "?", ""));
    var table =
        Table.of(
            Table.words("number"),
            Table.words("id"),
            Table.words("status"),
            Table.words("issued"),
            Table.words("buyer"),
            Table.figures("gross"),
            Table.words(""));
    return pages.print(
        options.api(invocation), path, invocation.terminal(), table, InvoicesCommand::add);
  }

  private static void add(Table table, Shown invoice) {
    table.row(
        invoice.text("number"),
        invoice.text("id"),
        invoice.text("status"),
        invoice.text("issued_on"),
        invoice.of("buyer").text("name"),
        invoice.of("totals").text("gross"),
        invoice.text("currency"));
  }

  @Command(name = "show", description = "Shows an invoice.", mixinStandardHelpOptions = true)
  int show(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--json", description = ANSWER) boolean json) {
    var answered = options.api(invocation).get(PATH + "/" + Api.part(id));
    if (json) {
      invocation.terminal().json(answered.body());
    } else {
      print(answered.json());
    }
    return Exit.OK;
  }

  @Command(
      name = "preview",
      description = "Shows what a customer's drafts come to, now or at a later time.",
      mixinStandardHelpOptions = true)
  int preview(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
          String customer,
      @Option(
              names = "--at",
              paramLabel = "TIME",
              description = "When, such as 2030-02-01T00:00:00Z (default: now).")
          Optional<String> at,
      @Option(names = "--json", description = ANSWER) boolean json) {
    var path = "/v1/customers/" + Api.part(customer) + "/invoice-preview";
    var asked = at.map(time -> path + "?at=" + Api.part(time)).orElse(path);
    var answered = options.api(invocation).get(asked);
    if (json) {
      invocation.terminal().json(answered.body());
      return Exit.OK;
    }
    var drafts = answered.json().items("invoices");
    drafts.forEach(this::print);
    if (drafts.isEmpty()) {
      invocation.terminal().line("Nothing is to be billed.");
    }
    return Exit.OK;
  }

  @Command(
      name = "pdf",
      description = "Fetches an invoice as PDF/A-3.",
      mixinStandardHelpOptions = true)
  int pdf(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--out", paramLabel = "FILE", description = FILE) Optional<Path> out,
      @Option(names = "--json", description = FETCHED) boolean json) {
    return fetch(options, id, "pdf", out, ".pdf", json);
  }

  @Command(
      name = "ubl",
      description = "Fetches an invoice as UBL 2.1.",
      mixinStandardHelpOptions = true)
  int ubl(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--out", paramLabel = "FILE", description = FILE) Optional<Path> out,
      @Option(names = "--json", description = FETCHED) boolean json) {
    return fetch(options, id, "ubl", out, ".ubl.xml", json);
  }

  @Command(
      name = "factur-x",
      description = "Fetches an invoice as the XML of Factur-X.",
      mixinStandardHelpOptions = true)
  int facturX(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--out", paramLabel = "FILE", description = FILE) Optional<Path> out,
      @Option(names = "--json", description = FETCHED) boolean json) {
    return fetch(options, id, "factur-x", out, ".factur-x.xml", json);
  }

  private int fetch(
      ApiOptions options, String id, String form, Optional<Path> out, String ending, boolean json) {
    var file = out.orElse(Path.of(id + ending));
    var path = PATH + "/" + Api.part(id) + "/" + form;
    var api = options.api(invocation);
    var bytes = new FreshFile(file).write(to -> api.download(path, to));
    return Fetched.told(invocation.terminal(), file, bytes, json);
  }

  private void print(Shown invoice) {
    var terminal = invocation.terminal();
    var number = invoice.text("number");
    terminal.line(
        "%s  %s  %s"
            .formatted(
                number.isEmpty() ? invoice.text("object") : number,
                invoice.text("status"),
                invoice.of("buyer").text("name")));
    if (!invoice.text("issued_on").isEmpty()) {
      terminal.line(
          "issued on %s, due on %s".formatted(invoice.text("issued_on"), invoice.text("due_on")));
    }
    var table =
        Table.of(
            Table.words("for"),
            Table.words("what"),
            Table.figures("quantity"),
            Table.figures("each"),
            Table.figures("net"));
    for (var line : invoice.items("lines")) {
      table.row(
          line.text("kind"),
          line.text("title"),
          line.text("quantity"),
          line.text("unit_price"),
          line.text("net"));
    }
    terminal.table(table);
    var totals = invoice.of("totals");
    terminal.line(
        "net %s, tax %s, gross %s %s"
            .formatted(
                totals.text("net"),
                totals.text("tax"),
                totals.text("gross"),
                invoice.text("currency")));
  }
}
