package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.InvoiceTotals;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.invoicing.TaxTotal;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// An invoice in the making, whose taxes and totals follow from its lines.
final class Sample {
  static final TaxRate VAT =
      new TaxRate(TaxRate.Category.STANDARD, new BigDecimal("21"), Optional.empty());
  static final TaxRate REDUCED =
      new TaxRate(TaxRate.Category.STANDARD, new BigDecimal("10.0"), Optional.empty());
  static final TaxRate ZERO = new TaxRate(TaxRate.Category.ZERO, BigDecimal.ZERO, Optional.empty());
  static final TaxRate EXEMPT =
      new TaxRate(
          TaxRate.Category.EXEMPT,
          BigDecimal.ZERO,
          Optional.of("Education, article 132(1)(i) of Directive 2006/112/EC"));
  static final TaxRate REVERSE_CHARGE =
      new TaxRate(
          TaxRate.Category.REVERSE_CHARGE,
          BigDecimal.ZERO,
          Optional.of("Reverse charge, article 196 of Directive 2006/112/EC"));

  static final InvoiceParty SELLER =
      new InvoiceParty(
          "Nimbus Software, S.L.",
          List.of("Calle de Alcalá 45", "Planta 3"),
          Optional.of("28014"),
          Optional.of("Madrid"),
          "ES",
          Optional.of("ESB12345674"),
          Optional.of("Madrid M-123456"),
          Optional.of("billing@nimbus.example"),
          Optional.of("0088:4000001000005"));
  static final InvoiceParty BUYER =
      new InvoiceParty(
          "Müller & Söhne GmbH",
          List.of("Große Straße 7"),
          Optional.of("10115"),
          Optional.of("Berlin"),
          "DE",
          Optional.of("DE123456788"),
          Optional.empty(),
          Optional.of("ap@mueller.example"),
          Optional.empty());

  Invoice.Kind kind = Invoice.Kind.INVOICE;
  Invoice.Status status = Invoice.Status.FINALIZED;
  Locale locale = Locale.ENGLISH;
  InvoiceParty seller = SELLER;
  InvoiceParty buyer = BUYER;
  Money rounding = Lines.eur("0");
  Money prepaid = Lines.eur("0");
  int netDays = 30;
  String purchaseOrder = "PO-2026-0117";
  Optional<Invoice.Correction> corrects = Optional.empty();
  Optional<String> reason = Optional.empty();
  private final List<InvoiceLine> lines = new ArrayList<>();

  static Sample in(String tag) {
    var sample = new Sample();
    sample.locale = Locale.forLanguageTag(tag);
    return sample;
  }

  Sample add(LineItem item, TaxRate tax) {
    lines.add(new InvoiceLine(lines.size() + 1, item, item.amount().rounded(), tax));
    return this;
  }

  Sample asCreditNote() {
    kind = Invoice.Kind.CREDIT_NOTE;
    corrects =
        Optional.of(
            new Invoice.Correction(
                Optional.of(UUID.fromString("019c1a00-0000-7000-8000-000000000041")),
                new InvoiceNumber("INV", 41),
                LocalDate.of(2026, 1, 3)));
    reason = Optional.of("The VAT number was missing");
    return this;
  }

  Sample withParties(InvoiceParty seller, InvoiceParty buyer) {
    this.seller = seller;
    this.buyer = buyer;
    return this;
  }

  Invoice invoice() {
    var draft = status == Invoice.Status.DRAFT;
    var issuedOn = LocalDate.of(2026, 2, 1);
    var taxes = taxes();
    return new Invoice(
        UUID.fromString("019c1a00-0000-7000-8000-000000000042"),
        UUID.fromString("019c1a00-0000-7000-8000-0000000000c1"),
        kind,
        status,
        draft ? Optional.empty() : Optional.of(new InvoiceNumber(prefix(), 42)),
        Lines.EUR,
        locale,
        ZoneId.of("Europe/Madrid"),
        seller,
        buyer,
        Optional.of(Lines.JANUARY),
        Instant.parse("2026-02-01T08:00:00Z"),
        draft ? Optional.empty() : Optional.of(issuedOn),
        draft ? Optional.empty() : Optional.of(issuedOn.plusDays(netDays)),
        netDays,
        Optional.of(purchaseOrder),
        corrects,
        reason,
        lines,
        taxes,
        totals(taxes));
  }

  private String prefix() {
    return kind == Invoice.Kind.CREDIT_NOTE ? "CN" : "INV";
  }

  private List<TaxTotal> taxes() {
    var bases = new LinkedHashMap<TaxRate, Money>();
    lines.forEach(line -> bases.merge(line.tax(), line.net(), Money::plus));
    return bases.entrySet().stream()
        .map(entry ->
            new TaxTotal(
                entry.getKey(),
                entry.getValue(),
                entry.getValue().times(entry.getKey().percent().movePointLeft(2)).rounded()))
        .toList();
  }

  private InvoiceTotals totals(List<TaxTotal> taxes) {
    var none = Lines.eur("0");
    var net = lines.stream().map(InvoiceLine::net).reduce(none, Money::plus);
    var tax = taxes.stream().map(TaxTotal::tax).reduce(none, Money::plus);
    var gross = net.plus(tax).plus(rounding);
    return new InvoiceTotals(net, tax, rounding, gross, prepaid, gross.minus(prepaid));
  }
}
