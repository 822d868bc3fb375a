package dev.saldo.server.wallet;

import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.wallet.Wallet;
import dev.saldo.server.account.Acts;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.receipt.ActKinds;
import dev.saldo.store.ledger.LedgerReads;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// The route of a wallet's ledger.
public final class LedgerRoutes {
  private static final Schema ENTRY =
      Schema.named(
          "LedgerEntry",
          Schema.object(
              Field.of("sequence", Schema.integer(1, Long.MAX_VALUE), "Its place, without gaps."),
              Field.of("debit", Schema.text(80), "Where it is taken: a grant or an account."),
              Field.of("credit", Schema.text(80), "Where it is given."),
              Field.of("credits", Schema.decimal(Schema.Sign.ANY), "How much."),
              Field.of("unit", Schema.text(63), "The unit of credits."),
              Field.of("cause", Schema.text(80), "What brought it about."),
              Field.optional("kind", Schema.text(63), "What kind of act that was."),
              Field.of("evidence", Schema.text(64), "SHA-256 of what was asked."),
              Field.of("effective_at", Schema.time(), "When it took effect."),
              Field.of("hash", Schema.text(64), "Its link of the chain (SHA-256).")));

  private final Acts acts;
  private final LedgerReads ledger;

  public LedgerRoutes(Acts acts, LedgerReads ledger) {
    this.acts = acts;
    this.ledger = ledger;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/customers/{id}/ledger", "listLedgerEntries")
            .summary("The entries of a wallet, in the order of its chain")
            .tag("wallets")
            .scope(Scope.LEDGER_READ.word())
            .query(Field.optional("wallet", Schema.text(63), "The wallet; `main` by default."))
            .paged("-sequence", "sequence")
            .answersPage("The entries.", ENTRY)
            .to(this::list));
  }

  private Reply list(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var workspace = request.caller().workspaceId();
    var paging = request.paging();
    var name = request.query().optionalText("wallet").orElse(Wallet.MAIN);
    var wallet = ledger.wallet(workspace, customer, name).orElseThrow(Acts::absent);
    var latestFirst = paging.sort().startsWith("-");
    var after = paging.after().map(Long::valueOf).orElse(latestFirst ? Long.MAX_VALUE : 0L);
    var rows =
        ledger.page(workspace, customer, wallet.id(), after, latestFirst, paging.limit() + 1);
    return request.page(
        rows, row -> Long.toString(row.sequence()), (json, row) -> entry(json, row, wallet.unit()));
  }

  private static void entry(JsonWriter json, LedgerReads.EntryRow row, String unit) {
    json.integer("sequence", row.sequence())
        .text("debit", account(row.debit()))
        .text("credit", account(row.credit()))
        .decimal("credits", row.amount())
        .text("unit", unit)
        .text("cause", PublicId.of(ActKinds.of(row.kind().orElse("")), row.cause()))
        .optionalText("kind", row.kind())
        .text("evidence", HexFormat.of().formatHex(row.evidence()))
        .time("effective_at", row.effectiveAt())
        .text("hash", HexFormat.of().formatHex(row.hash()));
  }

  /// A grant's id, or the word of an account that every wallet has.
  public static String account(UUID id) {
    var account = new LedgerAccount(id);
    return account.isLot() ? PublicId.of(IdKind.GRANT, id) : account.label();
  }
}
