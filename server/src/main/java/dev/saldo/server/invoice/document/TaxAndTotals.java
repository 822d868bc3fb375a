package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.invoicing.TaxTotal;
import dev.saldo.server.invoice.document.InvoicePage.Fact;
import dev.saldo.server.invoice.document.InvoicePage.TaxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The taxes and the sums of an invoice, as they stand on the page.
final class TaxAndTotals {
  private final Invoice invoice;
  private final Wording words;
  private final Figures figures;

  TaxAndTotals(Invoice invoice, Wording words, Figures figures) {
    this.invoice = invoice;
    this.words = words;
    this.figures = figures;
  }

  List<TaxRow> taxes() {
    return invoice.taxes().stream().map(this::tax).toList();
  }

  private TaxRow tax(TaxTotal total) {
    var name = name(total.rate());
    var reason = reason(total.rate());
    var base = figures.amount(total.base());
    var tax = figures.amount(total.tax());
    // A reason that begins with the name says both.
    return reason.isPresent() && beginsWith(reason.get(), name)
        ? new TaxRow(reason.get(), Optional.empty(), base, tax)
        : new TaxRow(name, reason, base, tax);
  }

  /// What a tax is called: `VAT 21%`, `Reverse charge`.
  String name(TaxRate rate) {
    return words.say("tax." + rate.category(), figures.percent(rate.percent()));
  }

  /// The reason in the seller's words; the one that Saldo gives itself is the name.
  private static Optional<String> reason(TaxRate rate) {
    return rate.equals(TaxRate.NONE) ? Optional.empty() : PlainText.of(rate.reason());
  }

  private static boolean beginsWith(String reason, String name) {
    return reason.regionMatches(true, 0, name, 0, name.length());
  }

  /// The sums that lead to the total; rounding and what was paid before only where there is some.
  List<Fact> totals() {
    var totals = invoice.totals();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact(words.say("total.net"), figures.amount(totals.net())));
    facts.add(new Fact(words.say("total.tax"), figures.amount(totals.tax())));
    if (!totals.rounding().isZero()) {
      facts.add(new Fact(words.say("total.rounding"), figures.amount(totals.rounding())));
    }
    facts.add(new Fact(words.say("total.gross"), figures.amount(totals.gross())));
    if (!totals.prepaid().isZero()) {
      facts.add(new Fact(words.say("total.prepaid"), figures.amount(totals.prepaid().negated())));
    }
    return facts;
  }

  /// What it comes to, with its currency.
  Fact total() {
    var credited = invoice.kind() == Invoice.Kind.CREDIT_NOTE;
    return new Fact(
        words.say(credited ? "total.credited" : "total.due"),
        figures.money(invoice.totals().due()));
  }
}
