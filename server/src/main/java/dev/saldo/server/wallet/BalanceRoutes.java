package dev.saldo.server.wallet;

import dev.saldo.core.account.Account;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Looking;
import dev.saldo.server.account.MoneySchemas;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.store.wallet.GrantReads;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The routes that show how a customer's wallets stand.
public final class BalanceRoutes {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Schema AMOUNT = Schema.decimal(Schema.Sign.ANY);

  private static final Schema EQUIVALENT =
      Schema.named(
          "Equivalent",
          Schema.object(
              Field.of("action", Schema.text(255), "The action."),
              Field.of("title", Schema.text(255), "What people call it."),
              Field.of("quantity", AMOUNT, "How much the credits pay for alone, rounded down."),
              Field.optional("property", Schema.text(255), "What is counted; whole acts if none."),
              Field.optional("per", AMOUNT, "How many units of it one of `quantity` is.")));

  private static final Schema WALLET =
      Schema.named(
          "Wallet",
          Schema.object(
              Field.of("id", Schema.text(80), "Its id."),
              Field.of("wallet", Schema.text(63), "Its name."),
              Field.of("unit", Schema.text(63), "What it counts in."),
              Field.of("balance", AMOUNT, "What is left of all grants."),
              Field.of("held", AMOUNT, "What open holds have set aside."),
              Field.of("available", AMOUNT, "Balance less held."),
              Field.of("spendable", AMOUNT, "What a charge can take now, an overdraft included."),
              Field.of("debt", AMOUNT, "What unfunded use owes."),
              Field.of(
                  "used_percent", AMOUNT, "Consumed and held of the credits since the last reset."),
              Field.of("grants", Schema.list(MoneySchemas.GRANT, 10_000), "By expiry."),
              Field.of("pending", Schema.list(MoneySchemas.GRANT, 10_000), "Granted for later."),
              Field.of("equivalents", Schema.list(EQUIVALENT, 10_000), "What it is worth.")));

  private static final Schema BALANCES =
      Schema.named(
          "Balances",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("as_of", Schema.time(), "The customer's time of the look."),
              Field.optional("catalog", Schema.text(255), "The catalog's version."),
              Field.optional("plan", Schema.text(255), "The plan."),
              Field.of("wallets", Schema.list(WALLET, 1_000), "The wallets.")));

  private final Acts acts;
  private final Looking looking;
  private final GrantReads grants;

  public BalanceRoutes(Acts acts, Looking looking, GrantReads grants) {
    this.acts = acts;
    this.looking = looking;
    this.grants = grants;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/customers/{id}/balance", "getBalance")
            .summary("How a customer's wallets stand")
            .description("As of now: what is due by then counts as posted.")
            .tag("wallets")
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "The wallets.", BALANCES)
            .to(this::balance),
        Route.get("/v1/customers/{id}/grants", "listGrants")
            .summary("All grants of a customer, ended ones too")
            .tag("wallets")
            .scope(Scope.CUSTOMERS_READ.word())
            .paged("-id", "id")
            .answersPage("The grants as they are booked.", MoneySchemas.GRANT)
            .to(this::list));
  }

  private Reply balance(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var workspace = request.caller().workspaceId();
    var seen = looking.at(workspace, customer);
    var account = seen.account();
    var catalog =
        account.term().map(term -> looking.catalogs().of(workspace).catalog(term.catalog()));
    var plan = plan(account, catalog);
    return Reply.ok(json -> {
      json.text("customer", PublicId.of(IdKind.CUSTOMER, customer)).time("as_of", seen.now());
      account
          .term()
          .ifPresent(
              term -> json.text("catalog", term.catalog().toString()).text("plan", term.plan()));
      json.objects(
          "wallets",
          account.wallets().values().stream().sorted(Comparator.comparing(Wallet::name)).toList(),
          (item, wallet) -> wallet(item, wallet, catalog, plan));
    });
  }

  private static Optional<Plan> plan(Account account, Optional<Catalog> catalog) {
    return catalog.flatMap(found -> account.term().flatMap(term -> found.plan(term.plan())));
  }

  private static void wallet(
      JsonWriter json, Wallet wallet, Optional<Catalog> catalog, Optional<Plan> plan) {
    AnswerParts.id(json, "id", IdKind.WALLET, wallet.id());
    json.text("wallet", wallet.name())
        .text("unit", wallet.unit().code())
        .decimal("balance", wallet.balance().amount())
        .decimal("held", wallet.held().amount())
        .decimal("available", wallet.available().amount())
        .decimal("spendable", wallet.spendable().amount())
        .decimal("debt", wallet.debt().amount())
        .decimal("used_percent", usedPercent(wallet));
    var byExpiry =
        wallet.grants().stream()
            .filter(grant -> grant.kind() != GrantKind.OVERDRAFT)
            .sorted(Comparator.comparing((Grant grant) -> grant.expiresAt().orElse(Account.NEVER)))
            .toList();
    json.objects("grants", states(byExpiry, false), AnswerParts::grant);
    json.objects("pending", states(byExpiry, true), AnswerParts::grant);
    json.objects(
        "equivalents",
        catalog.isPresent() && plan.isPresent()
            ? Equivalents.of(wallet.available(), catalog.get(), plan.get())
            : List.<Equivalents.Equivalent>of(),
        BalanceRoutes::equivalent);
  }

  private static List<Grant> states(List<Grant> grants, boolean pending) {
    return grants.stream()
        .filter(grant -> (grant.state() == Grant.State.PENDING) == pending)
        .toList();
  }

  private static void equivalent(JsonWriter json, Equivalents.Equivalent equivalent) {
    json.text("action", equivalent.action())
        .text("title", equivalent.title())
        .decimal("quantity", equivalent.quantity());
    if (equivalent.property().isPresent()) {
      json.text("property", equivalent.property().get()).decimal("per", equivalent.per());
    }
  }

  /// `(consumed + held) ÷ (available + consumed + held)` in percent, HALF_UP at two decimals; zero
  /// of nothing is zero.
  static BigDecimal usedPercent(Wallet wallet) {
    var used = wallet.consumed().plus(wallet.held());
    var whole = wallet.available().plus(used);
    return whole.isPositive()
        ? used.amount().multiply(HUNDRED).divide(whole.amount(), 2, RoundingMode.HALF_UP)
        : BigDecimal.ZERO;
  }

  private Reply list(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var paging = request.paging();
    var rows =
        grants.page(
            request.caller().workspaceId(),
            customer,
            paging.after().map(UUID::fromString),
            paging.sort().startsWith("-"),
            paging.limit() + 1);
    return request.page(rows, row -> row.id().toString(), BalanceRoutes::row);
  }

  private static void row(JsonWriter json, GrantReads.GrantRow row) {
    json.text("id", PublicId.of(IdKind.GRANT, row.id()))
        .text("kind", row.kind())
        .text("label", row.label())
        .text("wallet", row.wallet())
        .text("unit", row.unit())
        .decimal("amount", row.amount())
        .decimal("remaining", row.remaining())
        .decimal("held", row.held())
        .integer("priority", row.priority())
        .text("state", row.state())
        .time("effective_at", row.effectiveAt())
        .optionalTime("expires_at", row.expiresAt());
    if (row.paid().isPresent()) {
      json.object(
          "paid",
          inside ->
              inside.optionalDecimal("amount", row.paid()).optionalText("currency", row.paidIn()));
    }
  }
}
