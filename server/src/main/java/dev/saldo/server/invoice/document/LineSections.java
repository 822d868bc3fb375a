package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.server.invoice.document.InvoicePage.Row;
import dev.saldo.server.invoice.document.InvoicePage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The lines of an invoice by their kind, as they stand on the page.
final class LineSections {
  private final Invoice invoice;
  private final Wording words;
  private final Figures figures;
  private final TaxAndTotals taxes;

  LineSections(Invoice invoice, Wording words, Figures figures, TaxAndTotals taxes) {
    this.invoice = invoice;
    this.words = words;
    this.figures = figures;
    this.taxes = taxes;
  }

  /// A section for each kind that has lines, in the order of the kinds.
  List<Section> sections() {
    return Stream.of(LineKind.values()).map(this::section).filter(LineSections::isFilled).toList();
  }

  private static boolean isFilled(Section section) {
    return !section.rows().isEmpty();
  }

  private Section section(LineKind kind) {
    return new Section(
        words.say("kind." + kind),
        invoice.lines().stream()
            .filter(line -> line.item().kind() == kind)
            .map(this::row)
            .toList());
  }

  private Row row(InvoiceLine line) {
    var item = line.item();
    var own = new LineWords(words);
    return new Row(
        own.title(item),
        details(line),
        figures.counted(item.quantity(), own.unit(item)),
        item.unitPrice().map(figures::amount).orElseGet(() -> priceless(item)),
        figures.amount(line.net()));
  }

  private List<String> details(InvoiceLine line) {
    var item = line.item();
    var details = new ArrayList<String>();
    var first = new ArrayList<String>();
    item.period()
        .map(period -> figures.days(Days.of(period, invoice.zone())))
        .ifPresent(first::add);
    // With one tax for all, the table of taxes says it.
    if (invoice.taxes().size() > 1) {
      first.add(taxes.name(line.tax()));
    }
    if (!first.isEmpty()) {
      details.add(String.join(" · ", first));
    }
    Shares.text(item, figures).ifPresent(details::add);
    item.evidence().map(evidence -> evidence(item.kind(), evidence)).ifPresent(details::add);
    PlainText.of(item.costCentre())
        .map(centre -> words.say("cost-centre", centre))
        .ifPresent(details::add);
    return details;
  }

  /// What stands where there is no one price.
  private String priceless(LineItem item) {
    return item.shares().isEmpty() ? "" : words.say("unit-price.tiers");
  }

  private String evidence(LineKind kind, LineItem.Evidence evidence) {
    var used = figures.number(evidence.used());
    var events = figures.number(evidence.events());
    if (evidence.carried().signum() != 0) {
      var carried = figures.number(evidence.carried());
      var included = figures.number(evidence.included());
      return words.say("evidence.carried", used, included, carried, events);
    }
    if (kind == LineKind.COMMITMENT) {
      return words.say("evidence.commitment", used, figures.number(evidence.included()), events);
    }
    var how = evidence.average() ? "evidence.average" : "evidence";
    return evidence.included().signum() == 0
        ? words.say(how + ".no-included", used, events)
        : words.say(how, used, figures.number(evidence.included()), events);
  }
}
