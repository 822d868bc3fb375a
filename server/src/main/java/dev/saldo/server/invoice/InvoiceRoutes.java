package dev.saldo.server.invoice;

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
import dev.saldo.server.receipt.SubscriptionJson;
import dev.saldo.store.invoice.InvoiceReads;
import dev.saldo.store.invoice.InvoiceReads.Stored;
import java.util.List;
import java.util.UUID;

/// The routes that show invoices.
public final class InvoiceRoutes {
  private final Acts acts;
  private final InvoiceReads invoices;

  public InvoiceRoutes(Acts acts, InvoiceReads invoices) {
    this.acts = acts;
    this.invoices = invoices;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/invoices", "listInvoices")
            .summary("Invoices and credit notes, the latest first")
            .description(
                "Drafts that came to nothing are left out; each keeps its id all the same.")
            .tag("invoices")
            .scope(Scope.INVOICES_READ.word())
            .query(
                Field.optional("customer", Schema.text(255), "The customer's id or external id."),
                Field.optional(
                    "status",
                    Schema.choice("draft", "finalized", "paid", "void", "uncollectible"),
                    "Where they stand."))
            .paged("-id")
            .answersPage("The invoices.", InvoiceSchemas.INVOICE)
            .to(this::list),
        Route.get("/v1/invoices/{id}", "getInvoice")
            .summary("One invoice or credit note")
            .tag("invoices")
            .scope(Scope.INVOICES_READ.word())
            .answers(200, "The invoice.", InvoiceSchemas.INVOICE)
            .to(this::read));
  }

  private Reply list(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var asked = request.query().optionalText("customer");
    var customer =
        asked
            .map(reference -> acts.customer(request, reference).id())
            .or(() -> acts.boundCustomer(request));
    var filter = new InvoiceReads.Filter(customer, request.query().optionalText("status"));
    var paging = request.paging();
    var rows =
        invoices.list(workspace, filter, paging.after().map(UUID::fromString), paging.limit() + 1);
    return request.page(rows, row -> row.id().toString(), InvoiceRoutes::write);
  }

  private Reply read(RequestContext request) {
    var stored = find(request);
    return Reply.ok(json -> write(json, stored));
  }

  private Stored find(RequestContext request) {
    var id = Acts.idInPath(request, IdKind.INVOICE);
    var stored = invoices.find(request.caller().workspaceId(), id).orElseThrow(Acts::absent);
    acts.allow(request, stored.customer());
    return stored;
  }

  static void write(JsonWriter json, Stored stored) {
    if (stored.invoice().isPresent()) {
      InvoiceView.write(json, stored.invoice().get());
      json.optionalTime("finalized_at", stored.finalizedAt())
          .optionalText("digest", stored.digest());
      return;
    }
    json.text("id", PublicId.of(IdKind.INVOICE, stored.id()))
        .text("object", stored.kind())
        .text("customer", PublicId.of(IdKind.CUSTOMER, stored.customer()))
        .text("status", stored.status())
        .text("currency", stored.currency());
    stored.usage().ifPresent(period -> SubscriptionJson.period(json, "period", period));
    json.time("drafted_at", stored.draftedAt()).optionalTime("finalize_at", stored.finalizeAt());
  }
}
