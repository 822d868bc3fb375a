package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.account.Acts;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.invoice.document.InvoiceDocuments;
import dev.saldo.server.invoice.document.UsageBehind;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.invoice.InvoiceReads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The routes of an invoice on paper and as a file for machines, and of what drafts come to.
public final class DocumentRoutes {
  private final Acts acts;
  private final InvoiceReads invoices;
  private final Preview preview;
  private final InvoiceDocuments documents = new InvoiceDocuments();

  public DocumentRoutes(Acts acts, InvoiceReads invoices, Preview preview) {
    this.acts = acts;
    this.invoices = invoices;
    this.preview = preview;
  }

  public List<Route> routes() {
    return List.of(
        document(
            "pdf",
            "getInvoicePdf",
            "An invoice as PDF/A-3, its Factur-X inside",
            "application/pdf",
            invoice -> documents.pdf(invoice, usage(invoice))),
        document(
            "ubl",
            "getInvoiceUbl",
            "An invoice as UBL 2.1 (EN 16931)",
            "application/xml",
            documents::ubl),
        document(
            "factur-x",
            "getInvoiceFacturX",
            "An invoice as the XML of Factur-X (EN 16931)",
            "application/xml",
            documents::facturX),
        Route.get("/v1/customers/{id}/invoice-preview", "previewInvoices")
            .summary("What a customer's drafts would come to, now or at a later time")
            .description(
                "With the renewals that fall due by then, and the use that is recorded now. Nothing"
                    + " is written.")
            .tag("invoices")
            .scope(Scope.INVOICES_READ.word())
            .query(
                Field.optional(
                    "at",
                    Schema.time(),
                    "When: from the customer's now, which it is by default, to 400 days later."))
            .answers(
                200,
                "The drafts.",
                Schema.named(
                    "InvoicePreview",
                    Schema.object(
                        Field.of("at", Schema.time(), "By when."),
                        Field.of(
                            "invoices",
                            Schema.list(InvoiceSchemas.INVOICE, 1_000),
                            "The first that is due first."))))
            .to(this::preview));
  }

  private Route document(
      String path,
      String operation,
      String summary,
      String mediaType,
      Function<Invoice, byte[]> made) {
    return Route.get("/v1/invoices/{id}/" + path, operation)
        .summary(summary)
        .description("Drafts have none yet: 409.")
        .tag("invoices")
        .scope(Scope.INVOICES_READ.word())
        .answers(200, "The document.", mediaType)
        .problems(ProblemType.INVALID_STATE)
        .to(request -> reply(request, mediaType, made));
  }

  private Reply reply(RequestContext request, String mediaType, Function<Invoice, byte[]> made) {
    var id = Acts.idInPath(request, IdKind.INVOICE);
    var stored = invoices.find(request.caller().workspaceId(), id).orElseThrow(Acts::absent);
    acts.allow(request, stored.customer());
    return stored
        .invoice()
        .<Reply>map(invoice -> Reply.bytes(200, mediaType, made.apply(invoice)))
        .orElseGet(() ->
            Reply.problem(
                Problem.of(ProblemType.INVALID_STATE)
                    .with("what", "invoice")
                    .with("state", stored.status())));
  }

  private Reply preview(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var previewed =
        preview
            .at(request.caller().workspaceId(), customer, request.query().optionalTime("at"))
            .orElseThrow(() ->
                Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", "at").toException());
    return Reply.ok(json ->
        json.time("at", previewed.at())
            .objects("invoices", previewed.drafts(), InvoiceView::write));
  }

  /// What each line of use was counted from.
  private static UsageBehind usage(Invoice invoice) {
    var rows = new ArrayList<UsageBehind.Row>();
    for (var line : invoice.lines()) {
      var item = line.item();
      item.evidence()
          .filter(_ -> item.period().isPresent())
          .ifPresent(evidence -> rows.add(row(item, evidence)));
    }
    return rows.isEmpty() ? UsageBehind.NONE : new UsageBehind(rows);
  }

  private static UsageBehind.Row row(LineItem item, LineItem.Evidence evidence) {
    var title = item.costCentre().map(centre -> item.title() + " · " + centre);
    return new UsageBehind.Row(
        item.period().orElseThrow(),
        title.orElse(item.title()),
        evidence.used(),
        item.unit(),
        evidence.events());
  }
}
