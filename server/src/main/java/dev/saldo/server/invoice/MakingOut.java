package dev.saldo.server.invoice;

import dev.saldo.core.catalog.BillingTerms;
import dev.saldo.core.invoicing.Assembly;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Makes a draft out: lines, tax, whom from and to, dates.
///
/// @param items all that is owed; below zero what is given back
/// @param terms those of the catalog that it was sold by
/// @param remedy how it puts another right; empty where it doesn't
record MakingOut(
    DueInvoice draft,
    BilledCustomer customer,
    Issuer issuer,
    BillingTerms terms,
    List<LineItem> items,
    Optional<Remedy> remedy) {

  Assembly.Assembled assembled() {
    if (isNote()) {
      var withTax = terms.taxIncluded() && remedy.filter(Remedy::withoutTax).isEmpty();
      return new Assembly(draft.currency(), taxOfOriginal(), withTax).creditNote(items);
    }
    var tax = customer.profile().tax().orElse(issuer.tax());
    var assembly = new Assembly(draft.currency(), tax, terms.taxIncluded());
    return kind() == Invoice.Kind.CREDIT_NOTE
        ? assembly.creditNote(items)
        : assembly.invoice(items);
  }

  /// What is given back bore the tax that the invoice says; its lines are without it.
  private TaxRate taxOfOriginal() {
    return remedy
        .flatMap(one -> one.original().lines().stream().findFirst())
        .map(InvoiceLine::tax)
        .orElse(issuer.tax());
  }

  /// What is left over in a customer's favour is carried to the next invoice; where there will be
  /// none, or one in another currency, it is given back at once.
  Invoice.Kind kind() {
    if (isNote()) {
      return Invoice.Kind.CREDIT_NOTE;
    }
    var sum = Money.zero(draft.currency());
    for (var item : items) {
      sum = sum.plus(item.amount().rounded());
    }
    var next =
        customer
            .subscription()
            .filter(Subscription::isRunning)
            .filter(running -> running.currency().equals(draft.currency()));
    return sum.isNegative() && next.isEmpty() ? Invoice.Kind.CREDIT_NOTE : Invoice.Kind.INVOICE;
  }

  private boolean isNote() {
    return remedy.filter(Remedy::isNote).isPresent();
  }

  /// When it is finalized: on a test clock as if the run had never been late.
  Instant at() {
    return customer.onTestClock() ? draft.finalizeAt() : customer.now();
  }

  /// The whole invoice.
  ///
  /// @param number empty while it is a draft
  Invoice invoice(Assembly.Assembled assembled, Optional<InvoiceNumber> number) {
    var issuedOn = LocalDate.ofInstant(at(), issuer.zone());
    var netDays = customer.profile().netDays().orElse(terms.netDays());
    var isPaid = assembled.totals().due().isZero();
    return new Invoice(
        draft.id(),
        draft.customer(),
        kind(),
        number.isEmpty()
            ? Invoice.Status.DRAFT
            : isPaid ? Invoice.Status.PAID : Invoice.Status.FINALIZED,
        number,
        draft.currency(),
        customer.profile().locale(),
        issuer.zone(),
        issuer.party(),
        buyer(),
        draft.usage(),
        draft.draftedAt(),
        number.map(_ -> issuedOn),
        number.map(_ -> issuedOn.plusDays(netDays)),
        netDays,
        customer.profile().purchaseOrder(),
        remedy.map(Remedy::original).map(MakingOut::correction),
        remedy.map(Remedy::reason),
        assembled.lines(),
        assembled.taxes(),
        assembled.totals());
  }

  private static Invoice.Correction correction(Invoice original) {
    return new Invoice.Correction(
        Optional.of(original.id()),
        original.number().orElseThrow(),
        original.issuedOn().orElseThrow());
  }

  private InvoiceParty buyer() {
    return customer
        .profile()
        .party()
        .orElseGet(() -> InvoiceParty.named(customer.name(), customer.email()));
  }
}
