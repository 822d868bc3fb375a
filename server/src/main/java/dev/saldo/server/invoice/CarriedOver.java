package dev.saldo.server.invoice;

import dev.saldo.core.account.Ids;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueWrites;
import dev.saldo.store.invoice.InvoiceStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a document took over from earlier invoices in the customer's favour. Where the document
/// doesn't hold any more, the customer still has it: the draft that collects what comes up takes it
/// over instead.
///
/// @param items below zero on an invoice and on a credit note alike
/// @param collecting the draft; empty where no invoice in the currency will come
record CarriedOver(Invoice document, List<LineItem> items, Optional<UUID> collecting) {

  static CarriedOver of(Invoice document, BilledCustomer customer) {
    var items =
        document.lines().stream()
            .map(InvoiceLine::item)
            .filter(item -> item.kind() == LineKind.CARRIED && item.amount().isNegative())
            .toList();
    var collecting =
        customer
            .subscription()
            .filter(Subscription::isRunning)
            .filter(running -> running.currency().equals(document.currency()))
            .map(Subscription::invoice);
    return new CarriedOver(document, items, collecting);
  }

  /// Whether there is something that no invoice will take over.
  boolean isStranded() {
    return !items.isEmpty() && collecting.isEmpty();
  }

  /// Hands it to the draft: of an invoice what it had taken over, to be given again; of a credit
  /// note what it had let the customer have again, to be taken back.
  void handOn(InvoiceStore.Session session, Ids ids, BilledCustomer customer) {
    if (collecting.isEmpty()) {
      return;
    }
    var isNote = document.kind() == Invoice.Kind.CREDIT_NOTE;
    var carried =
        items.stream()
            .map(item -> isNote ? Fees.givenBack(item) : item)
            .map(item ->
                new DueWrites.Carried(
                    customer.id(), collecting.get(), ids.next(customer.now()), item))
            .toList();
    session.writes().carry(carried);
  }
}
