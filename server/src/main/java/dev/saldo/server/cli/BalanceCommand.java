package dev.saldo.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo balance`: how a customer's wallets stand.
@Command(
    name = "balance",
    description = "Shows how a customer's wallets stand, with their grants.",
    mixinStandardHelpOptions = true)
final class BalanceCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
  private String customer = "";

  @Option(names = "--json", description = "Prints the API's answer.")
  private boolean json;

  BalanceCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var answered = api.api(invocation).get("/v1/customers/" + Api.part(customer) + "/balance");
    if (json) {
      invocation.terminal().json(answered.body());
    } else {
      print(answered.json(), invocation.terminal());
    }
    return Exit.OK;
  }

  private static void print(Shown balances, Terminal terminal) {
    terminal.line(
        "%s as of %s%s"
            .formatted(
                balances.text("customer"),
                balances.text("as_of"),
                balances.text("plan").isEmpty()
                    ? ""
                    : ", on %s of %s".formatted(balances.text("plan"), balances.text("catalog"))));
    terminal.line();
    var wallets =
        Table.of(
            Table.words("wallet"),
            Table.words("unit"),
            Table.figures("balance"),
            Table.figures("held"),
            Table.figures("available"),
            Table.figures("debt"),
            Table.figures("used %"));
    var grants =
        Table.of(
            Table.words("wallet"),
            Table.words("grant"),
            Table.words("kind"),
            Table.words("label"),
            Table.figures("remaining"),
            Table.figures("of"),
            Table.words("expires"));
    for (var wallet : balances.items("wallets")) {
      wallets.row(
          wallet.text("wallet"),
          wallet.text("unit"),
          wallet.text("balance"),
          wallet.text("held"),
          wallet.text("available"),
          wallet.text("debt"),
          wallet.text("used_percent"));
      wallet.items("grants").forEach(grant -> add(grants, wallet, grant, ""));
      wallet.items("pending").forEach(grant -> add(grants, wallet, grant, " (pending)"));
    }
    terminal.table(wallets);
    if (!grants.isEmpty()) {
      terminal.line();
      terminal.table(grants);
    }
  }

  private static void add(Table grants, Shown wallet, Shown grant, String note) {
    grants.row(
        wallet.text("wallet"),
        grant.text("id"),
        grant.text("kind") + note,
        grant.text("label"),
        grant.text("remaining"),
        grant.text("amount"),
        grant.text("expires_at").isEmpty() ? "never" : grant.text("expires_at"));
  }
}
