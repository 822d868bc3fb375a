package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Bodies;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.invoice.InvoiceReads;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// The routes that settle invoices and put them right.
public final class CorrectionRoutes {
  private static final Set<Invoice.Status> OPEN =
      Set.of(Invoice.Status.FINALIZED, Invoice.Status.UNCOLLECTIBLE);

  private static final Schema CREDIT =
      Schema.named(
          "CreditNoteInput",
          Schema.object(
              Field.of("invoice", Schema.text(80), "The invoice to give back."),
              Field.of("reason", Schema.name(), "Why."),
              Field.optional(
                  "lines",
                  Schema.list(
                      Schema.named(
                          "CreditNoteLine",
                          Schema.object(
                              Field.of("ordinal", Schema.integer(1, 100_000), "Which line."),
                              Field.of("amount", Schema.amount(), "How much, without tax."))),
                      1,
                      1_000),
                  "How much of which lines; all of it when left out."),
              Field.optional(
                  "reissue",
                  Schema.flag(),
                  "Whether an invoice takes its place, made out from what is known now; of the whole"
                      + " invoice only, without `lines`.")));

  private final Acts acts;
  private final InvoiceReads invoices;
  private final Correcting correcting;

  public CorrectionRoutes(Acts acts, InvoiceReads invoices, Correcting correcting) {
    this.acts = acts;
    this.invoices = invoices;
    this.correcting = correcting;
  }

  public List<Route> routes() {
    return List.of(
        settling("pay", "payInvoice", "Note that an invoice is paid")
            .description("One that was given back whole isn't: its state is then `credited`.")
            .to(request -> settle(request, Invoice.Status.PAID, OPEN)),
        settling("void", "voidInvoice", "Declare that an invoice doesn't hold")
            .description(
                "Its number stays, and so does all that stands on it. What credit notes or an invoice"
                    + " in its place put right isn't void before they are: the state is then"
                    + " `corrected`, and that of a credit note with an invoice in the place"
                    + " `replaced`; it is `carried` where what was left over from earlier invoices"
                    + " would be lost. An interim invoice is asked for again at its period's end;"
                    + " once the period's own invoice has taken it off it isn't void any more: the"
                    + " state is then `taken_off`. Nor is an invoice of which later ones gave back"
                    + " something: `adjusted`. What a void one had put right of other periods the"
                    + " next puts right instead; its fees and the use of its own period aren't asked"
                    + " for again.")
            .to(request -> settle(request, Invoice.Status.VOID, OPEN)),
        settling("uncollectible", "giveUpInvoice", "Give up on an invoice being paid")
            .to(request ->
                settle(request, Invoice.Status.UNCOLLECTIBLE, Set.of(Invoice.Status.FINALIZED))),
        Route.post("/v1/credit-notes", "createCreditNote")
            .summary("Give back an invoice, or some of its lines")
            .description(
                "What it gives back isn't asked for again, and not given back again when the use"
                    + " itself is refunded. No more of a period's use is given back than was asked"
                    + " for: what later invoices gave back of it isn't left to give.")
            .tag("invoices")
            .scope(Scope.INVOICES_WRITE.word())
            .idempotent()
            .body(CREDIT)
            .answers(201, "The credit note.", InvoiceSchemas.INVOICE)
            .problems(ProblemType.INVALID_STATE, ProblemType.EXCEEDS_ORIGINAL)
            .to(this::credit));
  }

  private static Route.Builder settling(String verb, String operation, String summary) {
    return Route.post("/v1/invoices/{id}/" + verb, operation)
        .summary(summary)
        .tag("invoices")
        .scope(Scope.INVOICES_WRITE.word())
        .answers(200, "The invoice, as it stands now.", InvoiceSchemas.INVOICE)
        .problems(ProblemType.INVALID_STATE);
  }

  private Reply settle(RequestContext request, Invoice.Status to, Set<Invoice.Status> from) {
    var workspace = request.caller().workspaceId();
    var id = Acts.idInPath(request, IdKind.INVOICE);
    request.requireUnbound(Scope.INVOICES_WRITE.word());
    var customer = owner(request, id);
    return reply(request, customer, correcting.settle(workspace, customer, id, to, from));
  }

  private Reply credit(RequestContext request) {
    var body = request.body();
    var id = PublicId.parse(IdKind.INVOICE, body.text("invoice")).orElseThrow(Acts::absent);
    var reissue = body.optionalFlag("reissue").orElse(false);
    if (reissue && body.has("lines")) {
      // The invoice in its place asks for all of them again.
      var most = Map.<String, Figure>of("max", new Figure.Count(0));
      throw Problem.ofFaults(List.of(new Fault("/lines", ProblemType.TOO_MANY_ITEMS, most)))
          .toException();
    }
    request.requireUnbound(Scope.INVOICES_WRITE.word());
    var customer = owner(request, id);
    var wanted =
        new Correcting.Wanted(
            customer, id, lines(request), body.text("reason"), reissue, Acts.key(request));
    return reply(request, customer, correcting.credit(request.caller().workspaceId(), wanted));
  }

  private static Map<Integer, BigDecimal> lines(RequestContext request) {
    var lines = new TreeMap<Integer, BigDecimal>();
    if (request.body().has("lines")) {
      for (var line : request.body().objects("lines")) {
        lines.merge((int) line.integer("ordinal"), line.decimal("amount"), BigDecimal::add);
      }
    }
    return lines;
  }

  private UUID owner(RequestContext request, UUID id) {
    var stored = invoices.find(request.caller().workspaceId(), id).orElseThrow(Acts::absent);
    acts.allow(request, stored.customer());
    return stored.customer();
  }

  private Reply reply(RequestContext request, UUID customer, Correcting.Result result) {
    return switch (result) {
      case Correcting.Result.Done(var id) -> {
        var stored = invoices.find(request.caller().workspaceId(), id).orElseThrow(Acts::absent);
        yield Reply.ok(json -> InvoiceRoutes.write(json, stored));
      }
      case Correcting.Result.Made(var answer, var replayed) ->
          replayed
              ? Reply.replayed(201, Bodies.of(customer, answer))
              : Reply.bytes(201, "application/json", Bodies.of(customer, answer));
      case Correcting.Result.Absent _ -> Reply.problem(Problem.of(ProblemType.NOT_FOUND));
      case Correcting.Result.Wrong(var state) ->
          Reply.problem(
              Problem.of(ProblemType.INVALID_STATE).with("what", "invoice").with("state", state));
      case Correcting.Result.TooMuch(var asked, var left) ->
          Reply.problem(
              Problem.of(ProblemType.EXCEEDS_ORIGINAL)
                  .with("requested", asked.amount())
                  .with("remaining", left.amount())
                  .with("left", left.amount())
                  .with("unit", left.currency().getCurrencyCode()));
      case Correcting.Result.NoLine(var ordinal) ->
          Reply.problem(
              fault(
                  ProblemType.REFERENCE_UNKNOWN,
                  Map.of(
                      "kind", new Figure.Text("line"),
                      "value", new Figure.Text(Integer.toString(ordinal)))));
      case Correcting.Result.TooFine(var digits) ->
          Reply.problem(
              fault(ProblemType.AMOUNT_PRECISION, Map.of("max", new Figure.Count(digits))));
      case Correcting.Result.KeyReused _ ->
          Reply.problem(Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED));
    };
  }

  private static Problem fault(ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault("/lines", type, figures)));
  }
}
