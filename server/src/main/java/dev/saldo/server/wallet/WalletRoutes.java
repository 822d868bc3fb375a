package dev.saldo.server.wallet;

import dev.saldo.core.account.Command;
import dev.saldo.server.account.ActSchemas;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.MoneySchemas;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import java.util.List;

/// The routes that move credits between wallets and settle debts.
public final class WalletRoutes {
  private static final Schema TRANSFER =
      Schema.named(
          "TransferInput",
          Schema.object(
              Field.of("customer", Schema.text(255), "The customer's id or external id."),
              Field.of("from", ActSchemas.WALLET_NAME, "The wallet to take from."),
              Field.of("to", ActSchemas.WALLET_NAME, "The wallet to give to."),
              Field.of("amount", Schema.amount(), "How many credits."),
              Field.optional("unit", Schema.text(63), "The unit of `amount`.")));

  private static final Schema SETTLEMENT =
      Schema.named(
          "DebtSettlementInput",
          Schema.object(
              Field.of("how", Schema.choice("pay", "write_off"), "Out of credits, or not at all."),
              Field.optional(
                  "wallet", ActSchemas.WALLET_NAME, "The wallet that owes; `main` by default."),
              Field.of("reason", Schema.lines(500), "Why, for whoever reads the ledger.")));

  private final Acts acts;

  public WalletRoutes(Acts acts) {
    this.acts = acts;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/transfers", "createTransfer")
            .summary("Move credits between two wallets of a customer")
            .description("What moves keeps its kind, priority, expiry and cost basis.")
            .tag("wallets")
            .scope(Scope.GRANTS_WRITE.word())
            .idempotent()
            .body(TRANSFER)
            .answers(201, "The transfer, durable.", MoneySchemas.TRANSFER)
            .problems(
                ProblemType.INSUFFICIENT_CREDITS,
                ProblemType.DEBT_OUTSTANDING,
                ProblemType.CURRENCY_MISMATCH)
            .to(this::transfer),
        Route.post("/v1/customers/{id}/debt/settle", "settleDebt")
            .summary("Pay a debt out of credits, or write it off")
            .tag("wallets")
            .scope(Scope.GRANTS_WRITE.word())
            .idempotent()
            .body(SETTLEMENT)
            .answers(201, "The settlement, durable.", MoneySchemas.CORRECTION)
            .problems(ProblemType.INSUFFICIENT_CREDITS, ProblemType.INVALID_STATE)
            .to(this::settle));
  }

  private Reply transfer(RequestContext request) {
    var body = request.body();
    var customer = acts.customer(request, body.text("customer")).id();
    var amount = acts.amounts().of(request.caller().workspaceId(), customer, body, "amount");
    var command =
        new Command.Transfer(Acts.key(request), body.text("from"), body.text("to"), amount);
    return acts.submit(request, customer, command, 201);
  }

  private Reply settle(RequestContext request) {
    var body = request.body();
    var customer = acts.customerInPath(request).id();
    var command =
        new Command.SettleDebt(
            Acts.key(request),
            body.optionalText("wallet"),
            body.text("how").equals("write_off"),
            body.text("reason"));
    return acts.submit(request, customer, command, 201);
  }
}
