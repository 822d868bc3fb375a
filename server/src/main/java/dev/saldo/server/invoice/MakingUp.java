package dev.saldo.server.invoice;

import dev.saldo.core.account.Ids;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.Corrected;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.InvoiceStore;
import java.time.Instant;
import java.util.Optional;

/// Sees to it that the next invoice makes up for what a document said of earlier periods and
/// doesn't say any more, as it does for use that comes late.
final class MakingUp {
  private MakingUp() {}

  /// For a document that is void. The use of its own period isn't asked for again, as its fees
  /// aren't; where it had taken the place of another, that one's period is looked at.
  static void voided(
      InvoiceStore.Session session, Ids ids, BilledCustomer customer, Corrected.Found found) {
    var document = found.invoice();
    var own = document.corrects().isPresent() ? Optional.<Instant>empty() : begun(found);
    var since =
        UseOn.of(document)
            .earliest(line -> !line.period().map(period -> period.from()).equals(own));
    since.ifPresent(from -> next(session, ids, customer, document, from));
  }

  /// For a credit note that took back what an invoice had given.
  static void credited(
      InvoiceStore.Session session, Ids ids, BilledCustomer customer, Invoice note) {
    UseOn.of(note)
        .earliest(MakingUp::isTakenBack)
        .ifPresent(from -> next(session, ids, customer, note, from));
  }

  /// On a note that gives back, what asks for something.
  private static boolean isTakenBack(LineItem line) {
    return line.amount().isPositive()
        && (line.kind() == LineKind.ADJUSTMENT || line.kind() == LineKind.INTERIM);
  }

  private static Optional<Instant> begun(Corrected.Found found) {
    return found.usage().map(period -> period.from());
  }

  /// Where nothing runs no invoice comes by itself, unless one has been begun for what came late.
  private static void next(
      InvoiceStore.Session session,
      Ids ids,
      BilledCustomer customer,
      Invoice document,
      Instant from) {
    var isThere = session.writes().late(customer.id(), from);
    if (isThere
        && !customer.isLateAtTheEnd()
        && customer.subscription().filter(Subscription::isRunning).isEmpty()) {
      var now = customer.now();
      session
          .writes()
          .begin(
              new DueInvoice(
                  customer.id(),
                  ids.next(now),
                  document.currency(),
                  Optional.empty(),
                  Optional.empty(),
                  now,
                  now,
                  Optional.empty(),
                  Optional.empty()));
    }
  }
}
