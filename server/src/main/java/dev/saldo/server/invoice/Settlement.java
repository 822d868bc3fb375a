package dev.saldo.server.invoice;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.invoicing.Assembly;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.store.billing.InvoiceJson;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueWrites;
import dev.saldo.store.invoice.Finalized;
import dev.saldo.store.invoice.InvoiceStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes a slice of invoices: numbers in the order of their making, documents, lines, what is
/// carried on, how far each customer is billed, and a line in the journal for each.
final class Settlement {
  /// The source of the keys that finalizing binds, as for all that falls due by itself.
  private static final String SOURCE = "saldo:due";

  private final InvoiceStore.Session session;
  private final Issuer issuer;
  private final Ids ids;
  private final List<MakingOut> drafts = new ArrayList<>();

  Settlement(InvoiceStore.Session session, Issuer issuer, Ids ids) {
    this.session = session;
    this.issuer = issuer;
    this.ids = ids;
  }

  void add(MakingOut draft) {
    drafts.add(draft);
  }

  /// @return those that got a number
  List<Finalized> write(Map<UUID, BilledCustomer> customers, List<DueInvoice> due) {
    var assembled = new LinkedHashMap<MakingOut, Assembly.Assembled>();
    var empty = new LinkedHashMap<DueInvoice, Instant>();
    for (var draft : drafts) {
      var made = draft.assembled();
      if (made.isEmpty()) {
        empty.put(draft.draft(), draft.at());
      } else {
        assembled.put(draft, made);
      }
    }
    var finalized = new ArrayList<Finalized>();
    finalized.addAll(numbered(assembled, Invoice.Kind.INVOICE, issuer.series()));
    finalized.addAll(numbered(assembled, Invoice.Kind.CREDIT_NOTE, issuer.creditNotes()));
    session.writes().finalized(finalized);
    session.writes().empty(empty);
    session.writes().carry(carried(customers, finalized));
    session.writes().billed(billed(customers, due));
    finalized.forEach(this::journal);
    return finalized;
  }

  private List<Finalized> numbered(
      Map<MakingOut, Assembly.Assembled> assembled, Invoice.Kind kind, String series) {
    var ofKind = assembled.keySet().stream().filter(draft -> draft.kind() == kind).toList();
    var finalized = new ArrayList<Finalized>(ofKind.size());
    if (ofKind.isEmpty()) {
      return finalized;
    }
    var next = session.writes().numbers(series, ofKind.size());
    for (var draft : ofKind) {
      var made = assembled.get(draft);
      if (made != null) {
        var number = new InvoiceNumber(series, next++);
        var invoice = draft.invoice(made, Optional.of(number));
        var document = InvoiceJson.text(invoice);
        finalized.add(
            new Finalized(
                draft.draft(),
                invoice,
                draft.at(),
                document,
                sha256(document),
                made.carried(),
                draft.remedy().map(Remedy::ordinals).orElse(List.of())));
      }
    }
    return finalized;
  }

  private List<DueWrites.Carried> carried(
      Map<UUID, BilledCustomer> customers, List<Finalized> finalized) {
    var carried = new ArrayList<DueWrites.Carried>();
    for (var one : finalized) {
      var customer = customers.get(one.invoice().customer());
      if (customer != null && one.carried().isPresent()) {
        var to = customer.subscription().map(Subscription::invoice).orElseThrow();
        carried.add(
            new DueWrites.Carried(customer.id(), to, ids.next(one.at()), one.carried().get()));
      }
    }
    return carried;
  }

  private static List<DueWrites.BilledUntil> billed(
      Map<UUID, BilledCustomer> customers, List<DueInvoice> due) {
    var untils = new HashMap<UUID, Instant>();
    for (var draft : due) {
      draft
          .usage()
          .ifPresent(usage ->
              untils.merge(draft.customer(), usage.until(), (a, b) -> a.isAfter(b) ? a : b));
    }
    return untils.entrySet().stream()
        .filter(entry -> customers.containsKey(entry.getKey()))
        .map(
            entry -> new DueWrites.BilledUntil(entry.getKey(), Optional.of(entry.getValue()), true))
        .toList();
  }

  private void journal(Finalized one) {
    var id = ids.next(one.at());
    var invoice = one.invoice();
    var number = invoice.number().orElseThrow().toString();
    var answer =
        new Answer.InvoiceFinalized(id, one.at(), invoice.id(), number, invoice.totals().gross());
    var key = new Command.Key(SOURCE, "invoice:" + invoice.id(), ChainHash.NONE);
    var line = new JournalLine(id, key, one.at(), one.at(), answer);
    session.journal(invoice.customer(), line, AnswerJson.of(line));
  }

  private static byte[] sha256(String document) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
