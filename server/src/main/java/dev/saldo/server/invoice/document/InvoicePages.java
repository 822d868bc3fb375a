package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.money.Money;
import dev.saldo.server.invoice.document.InvoicePage.Fact;
import dev.saldo.server.invoice.document.InvoicePage.Footer;
import dev.saldo.server.invoice.document.InvoicePage.Labels;
import dev.saldo.server.invoice.document.InvoicePage.Usage;
import dev.saldo.server.invoice.document.InvoicePage.UsageRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Puts an invoice into the words and figures of its language.
final class InvoicePages {
  private final Invoice invoice;
  private final Wording words;
  private final Figures figures;

  InvoicePages(Invoice invoice) {
    this.invoice = invoice;
    this.words = Wording.of(invoice.locale());
    this.figures = new Figures(words);
  }

  InvoicePage page(UsageBehind usage) {
    var sums = new TaxAndTotals(invoice, words, figures);
    var lines = new LineSections(invoice, words, figures, sums);
    var total = sums.total();
    return new InvoicePage(
        words.tag(),
        name(),
        title(),
        invoice.number().map(Object::toString),
        mark(),
        notices(),
        new PartyBlock(words).of("from", invoice.seller()),
        new PartyBlock(words).of("to", invoice.buyer()),
        facts(),
        total,
        labels(),
        words.say("column.amount", invoice.currency().getCurrencyCode()),
        lines.sections(),
        words.say("lines.none"),
        costCentres(),
        sums.taxes(),
        sums.totals(),
        total,
        footer(),
        usage(usage));
  }

  /// What the document is called where it is one of many: `Invoice INV-000042`.
  String name() {
    return invoice.number().map(number -> title() + " " + number).orElseGet(this::title);
  }

  private String title() {
    return words.say("title." + kind());
  }

  private String kind() {
    return invoice.kind() == Invoice.Kind.CREDIT_NOTE ? "credit-note" : "invoice";
  }

  private Optional<String> mark() {
    return status().map(status -> words.say("status." + status));
  }

  private Optional<String> status() {
    return switch (invoice.status()) {
      case DRAFT -> Optional.of("draft");
      case VOID -> Optional.of("void");
      case FINALIZED, PAID, UNCOLLECTIBLE -> Optional.empty();
    };
  }

  private List<String> notices() {
    var notices = new ArrayList<String>();
    status().map(status -> words.say("notice." + status)).ifPresent(notices::add);
    invoice
        .corrects()
        .map(corrected ->
            words.say(
                "corrects." + kind(),
                corrected.number().toString(),
                figures.date(corrected.issuedOn())))
        .ifPresent(notices::add);
    PlainText.of(invoice.reason())
        .map(reason -> words.say("reason", reason))
        .ifPresent(notices::add);
    return notices;
  }

  private List<Fact> facts() {
    var facts = new ArrayList<Fact>();
    invoice
        .number()
        .map(number -> new Fact(words.say("number"), number.toString()))
        .ifPresent(facts::add);
    invoice
        .issuedOn()
        .ifPresent(day -> facts.add(new Fact(words.say("issued"), figures.date(day))));
    if (invoice.kind() == Invoice.Kind.INVOICE) {
      invoice.dueOn().ifPresent(day -> facts.add(new Fact(words.say("due"), figures.date(day))));
      facts.add(new Fact(words.say("terms"), BusinessTerms.terms(invoice, words)));
    }
    invoice
        .period()
        .map(period -> figures.days(Days.of(period, invoice.zone())))
        .ifPresent(days -> facts.add(new Fact(words.say("period"), days)));
    PlainText.of(invoice.purchaseOrder())
        .ifPresent(order -> facts.add(new Fact(words.say("purchase-order"), order)));
    return facts;
  }

  private Labels labels() {
    return new Labels(
        words.say("column.description"),
        words.say("column.quantity"),
        words.say("column.unit-price"),
        words.say("cost-centres"),
        words.say("tax"),
        words.say("tax.base"),
        words.say("tax.amount"));
  }

  /// What each cost centre has to book, in the order in which they come up; what belongs to none
  /// comes last.
  private List<Fact> costCentres() {
    var sums = new LinkedHashMap<String, Money>();
    var rest = Money.zero(invoice.currency());
    var restIsThere = false;
    for (InvoiceLine line : invoice.lines()) {
      var centre = PlainText.of(line.item().costCentre());
      if (centre.isPresent()) {
        sums.merge(centre.get(), line.net(), Money::plus);
      } else {
        rest = rest.plus(line.net());
        restIsThere = true;
      }
    }
    if (sums.isEmpty()) {
      return List.of();
    }
    var facts = new ArrayList<Fact>();
    sums.forEach((centre, sum) -> facts.add(new Fact(centre, figures.amount(sum))));
    if (restIsThere) {
      facts.add(new Fact(words.say("cost-centre.none"), figures.amount(rest)));
    }
    return facts;
  }

  private Footer footer() {
    var text = mark().map(mark -> name() + " · " + mark).orElseGet(this::name);
    // Neither text holds a vertical bar.
    var pieces = words.say("page.of", "|", "|").split("\\|", -1);
    return new Footer(text, pieces[0], pieces[1], pieces[2]);
  }

  private Optional<Usage> usage(UsageBehind usage) {
    if (usage.rows().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Usage(
            words.say(
                invoice.kind() == Invoice.Kind.CREDIT_NOTE
                    ? "usage.title.credit-note"
                    : "usage.title"),
            words.say("usage.period"),
            words.say("usage.meter"),
            words.say("usage.quantity"),
            words.say("usage.events"),
            usage.rows().stream().map(this::usageRow).toList()));
  }

  private UsageRow usageRow(UsageBehind.Row row) {
    return new UsageRow(
        figures.days(Days.of(row.period(), invoice.zone())),
        PlainText.of(row.meter()),
        figures.counted(row.quantity(), row.unit()),
        figures.number(row.events()));
  }
}
