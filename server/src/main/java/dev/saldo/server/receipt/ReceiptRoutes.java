package dev.saldo.server.receipt;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.receipt.JournalReads;
import dev.saldo.store.receipt.JournalReads.EntryRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The route of receipts: the whole story of one charge, in figures and in words.
public final class ReceiptRoutes {
  private static final Set<String> WITH_RECEIPT =
      Set.of("charge", "capture", "hold", "usage", "refund");

  private static final Schema ENTRY =
      Schema.named(
          "ReceiptEntry",
          Schema.object(
              Field.of("wallet", Schema.text(63), "The wallet."),
              Field.of("sequence", Schema.integer(1, Long.MAX_VALUE), "Its place in the chain."),
              Field.of("debit", Schema.text(80), "Where it is taken."),
              Field.of("credit", Schema.text(80), "Where it is given."),
              Field.of("credits", Schema.decimal(Schema.Sign.ANY), "How much."),
              Field.of("hash", Schema.text(64), "Its link of the chain (SHA-256).")));

  private static final Schema RECEIPT =
      Schema.named(
          "Receipt",
          Schema.object(
              Field.of("id", Schema.text(80), "What it is the receipt of."),
              Field.of("object", Schema.choice("receipt"), "What it is."),
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("kind", Schema.text(63), "What kind of act it was."),
              Field.of("language", Schema.text(10), "The language of the words."),
              Field.of("words", Schema.list(Schema.text(10_000), 10_000), "The story."),
              Field.of("event", Schema.any(), "What was asked or reported, with its key and data."),
              Field.of(
                  "meters", Schema.list(Schema.text(255), 10_000), "The meters that counted it."),
              Field.of(
                  "answer", Schema.any(), "Price, grants and limits, as answered at the time."),
              Field.of("entries", Schema.list(ENTRY, 10_000), "The ledger's entries.")));

  private final JournalReads journal;
  private final CatalogCache catalogs;
  private final ReceiptWords words;

  public ReceiptRoutes(JournalReads journal, CatalogCache catalogs, ReceiptWords words) {
    this.journal = journal;
    this.catalogs = catalogs;
    this.words = words;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/receipts/{id}", "getReceipt")
            .summary("The whole story of one charge")
            .description(
                "Event, meters, price lines with the catalog's version, grants used, limits looked"
                    + " at and ledger entries, in figures and in the caller's language. Names and"
                    + " prices are those of the time.")
            .tag("receipts")
            .scope(Scope.CHARGES_READ.word())
            .answers(200, "The receipt.", RECEIPT)
            .to(this::receipt));
  }

  private Reply receipt(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var line =
        journal
            .find(workspace, id(request.path("id")))
            .filter(found -> WITH_RECEIPT.contains(found.kind()))
            .orElseThrow(ReceiptRoutes::absent);
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, line.customer()));
    var entries = journal.entries(workspace, line.customer(), line.id());
    var answer = new Told(read(line.answer()));
    var data = line.data().map(ReceiptRoutes::read).orElse(Json.Obj.EMPTY);
    var values = values(data);
    var meters = meters(workspace, answer, line, values);
    var sentences =
        ReceiptStory.of(
            words,
            request.language(),
            line.kind(),
            answer,
            values,
            meters,
            entries.stream().map(ReceiptRoutes::told).toList());
    return Reply.ok(json -> {
      AnswerParts.id(json, "id", ActKinds.of(line.kind()), line.id());
      json.text("object", "receipt");
      AnswerParts.id(json, "customer", IdKind.CUSTOMER, line.customer());
      json.text("kind", line.kind())
          .text("language", request.language().tag())
          .texts("words", sentences)
          .object("event", inside -> event(inside, line, data))
          .texts("meters", meters.stream().map(Meter::name).toList())
          .raw("answer", line.answer().getBytes(StandardCharsets.UTF_8))
          .objects("entries", entries, ReceiptRoutes::entry);
    });
  }

  private static void event(JsonWriter json, JournalReads.Line line, Json.Obj data) {
    if (!line.source().isEmpty()) {
      json.text("source", line.source());
    }
    json.text(line.source().isEmpty() ? "idempotency_key" : "id", line.key())
        .optionalText("type", line.action())
        .text("digest", HexFormat.of().formatHex(line.digest()))
        .time("occurred_at", line.occurredAt())
        .time("recorded_at", line.recordedAt())
        .json("data", data);
  }

  private List<Meter> meters(
      long workspace, Told answer, JournalReads.Line line, Map<String, Value> data) {
    if (line.action().isEmpty() || !JournalReads.CHARGES.contains(line.kind())) {
      return List.of();
    }
    return reference(answer.text("catalog"))
        .flatMap(reference -> catalogs.find(workspace, reference))
        .map(catalog ->
            catalog.metersOf(line.action().get()).stream()
                .filter(meter -> meter.takes(line.action().get(), data))
                .toList())
        .orElse(List.of());
  }

  private static Optional<CatalogReference> reference(String text) {
    var at = text.lastIndexOf('@');
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new CatalogReference(text.substring(0, at), Integer.parseInt(text.substring(at + 1))));
  }

  private static Map<String, Value> values(Json.Obj data) {
    var values = new HashMap<String, Value>();
    for (var i = 0; i < data.size(); i++) {
      switch (data.values().get(i)) {
        case Json.Text(var text) -> values.put(data.names().get(i), Value.of(text));
        case Json.Num(var raw) -> values.put(data.names().get(i), Value.of(new BigDecimal(raw)));
        case Json.Flag(var flag) -> values.put(data.names().get(i), Value.of(flag));
        case Json.Obj _, Json.Arr _, Json.Null _ -> {}
      }
    }
    return values;
  }

  private static Json.Obj read(String json) {
    return (Json.Obj) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ReceiptStory.Entry told(EntryRow entry) {
    return new ReceiptStory.Entry(
        entry.sequence(),
        Decimals.normal(entry.amount()).toPlainString(),
        entry.unit(),
        account(entry.debit()),
        account(entry.credit()));
  }

  private static void entry(JsonWriter json, EntryRow entry) {
    json.text("wallet", entry.walletName())
        .integer("sequence", entry.sequence())
        .text("debit", account(entry.debit()))
        .text("credit", account(entry.credit()))
        .decimal("credits", entry.amount())
        .text("hash", HexFormat.of().formatHex(entry.hash()));
  }

  private static String account(UUID id) {
    var account = new LedgerAccount(id);
    return account.isLot() ? PublicId.of(IdKind.GRANT, id) : account.label();
  }

  private static UUID id(String text) {
    return Stream.of(IdKind.CHARGE, IdKind.EVENT, IdKind.HOLD, IdKind.REFUND)
        .flatMap(kind -> PublicId.parse(kind, text).stream())
        .findFirst()
        .orElseThrow(ReceiptRoutes::absent);
  }

  private static ProblemException absent() {
    return Problem.of(ProblemType.NOT_FOUND).toException();
  }
}
