package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Invoices of every kind that a document must cope with.
final class Samples {
  /// An invoice and what is special about it.
  record Named(String name, Invoice invoice) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Samples() {}

  static Stream<Named> all() {
    return Stream.of(
        new Named("standard, English", standard("en").invoice()),
        new Named("standard, Spanish", standard("es").invoice()),
        new Named("standard, Portuguese", standard("pt-BR").invoice()),
        new Named("one tax: zero", taxed(Sample.ZERO).invoice()),
        new Named("one tax: exempt", taxed(Sample.EXEMPT).invoice()),
        new Named("one tax: reverse charge", taxed(Sample.REVERSE_CHARGE).invoice()),
        new Named("no tax", taxed(TaxRate.NONE).invoice()),
        new Named("no tax, parties without numbers", nameless().invoice()),
        new Named("no reason written", taxed(unreasoned()).invoice()),
        new Named("two reasons for one category", twoReasons().invoice()),
        new Named("tax included, rounded", inclusive().invoice()),
        new Named("paid before", prepaid().invoice()),
        new Named("given back in lines", negative().invoice()),
        new Named("credit note", creditNote("en").invoice()),
        new Named("credit note, Portuguese", creditNote("pt-BR").invoice()),
        new Named("cost centres", costCentres("es").invoice()),
        new Named("wide names", wide().invoice()),
        new Named("other scripts and HTML", strange().invoice()),
        new Named("no lines", Sample.in("en").invoice()),
        new Named("200 lines", many(200).invoice()));
  }

  static Sample standard(String tag) {
    var spanish = tag.equals("es");
    var sample =
        Sample.in(tag)
            .add(
                Lines.plain(LineKind.PLAN, spanish ? "Plan Pro" : "Pro plan", "1", "199.99"),
                Sample.VAT)
            .add(Lines.prorated("Basic, 16 – 31 Jan", "1", "24.99", "12.09"), Sample.VAT)
            .add(Lines.plain(LineKind.PRODUCT, "Extra seats", "12", "14.99"), Sample.VAT)
            .add(Lines.plain(LineKind.SETUP, "Onboarding", "1", "450"), Sample.REDUCED)
            .add(Lines.tiered("API calls"), Sample.VAT)
            .add(Lines.plain(LineKind.USAGE, "Voice minutes", "1234.5", "0.0125"), Sample.VAT)
            .add(Lines.plain(LineKind.DISCOUNT, "Launch coupon, −10 %", "1", "-20"), Sample.VAT);
    return sample;
  }

  static Sample taxed(TaxRate rate) {
    return Sample.in("en")
        .add(Lines.plain(LineKind.PLAN, "Pro plan", "1", "100"), rate)
        .add(Lines.tiered("API calls"), rate);
  }

  static Sample creditNote(String tag) {
    return Sample.in(tag)
        .asCreditNote()
        .add(Lines.prorated("Pro plan, unused days", "1", "199.99", "96.77"), Sample.VAT)
        .add(Lines.plain(LineKind.USAGE, "API calls", "500", "0.02"), Sample.VAT);
  }

  static Sample costCentres(String tag) {
    return Sample.in(tag)
        .add(
            Lines.at(Lines.plain(LineKind.PLAN, "Plan Pro", "1", "199.99"), "Marketing"),
            Sample.VAT)
        .add(Lines.at(Lines.tiered("API calls"), "I+D"), Sample.VAT)
        .add(Lines.at(Lines.plain(LineKind.PRODUCT, "Seats", "2", "14.99"), "I+D"), Sample.VAT)
        .add(Lines.plain(LineKind.SETUP, "Onboarding", "1", "45"), Sample.VAT);
  }

  static Sample many(int count) {
    var kinds = List.of(LineKind.values());
    var sample = Sample.in("en");
    for (var i = 1; i <= count; i++) {
      var kind = kinds.get((i - 1) * kinds.size() / count);
      sample.add(Lines.plain(kind, "Item number " + i, String.valueOf(i), "1.25"), Sample.VAT);
    }
    return sample;
  }

  static Sample wide() {
    var unbroken = "W".repeat(255);
    var words = "Consultancy for anything imaginable ".repeat(8).substring(0, 255);
    var party =
        new InvoiceParty(
            unbroken,
            List.of(unbroken, words, unbroken, words),
            Optional.of("9".repeat(40)),
            Optional.of(words),
            "ES",
            Optional.of("ES" + "B".repeat(60)),
            Optional.of(unbroken),
            Optional.of("a".repeat(120) + "@" + "b".repeat(120) + ".example"),
            Optional.empty());
    var sample = Sample.in("en").withParties(party, party);
    sample.purchaseOrder = unbroken;
    return sample
        .add(Lines.at(Lines.plain(LineKind.PLAN, unbroken, "1", "1.23"), unbroken), Sample.VAT)
        .add(Lines.at(Lines.tiered(words), words), Sample.VAT)
        .add(Lines.plain(LineKind.PACK, words, "1234567", "1234567.123456789012"), Sample.VAT)
        .add(
            Lines.plain(LineKind.PACK, unbroken, "1", "10"),
            new TaxRate(TaxRate.Category.EXEMPT, BigDecimal.ZERO, Optional.of(unbroken)));
  }

  static Sample strange() {
    var sample = Sample.in("en");
    sample.buyer =
        new InvoiceParty(
            "<script>alert('1')</script> & \"Søn\" 株式会社 \uD83D\uDE80 \u0000\u202Egnp\uD800",
            List.of("</td></table><b>bold", "ул. Ленина 1", "Αθήνα", "${1+1} @if(true)"),
            Optional.empty(),
            Optional.of("القاهرة"),
            "DE",
            Optional.of("DE123456788"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("no scheme"));
    return sample
        .add(Lines.plain(LineKind.PLAN, "<i>Plan</i> &amp; 計画", "1", "10"), Sample.VAT)
        .add(Lines.plain(LineKind.USAGE, " \n\t", "2", "10"), Sample.VAT);
  }

  /// Three at 9.99 with 21 % inside: 29.97, but 24.77 + 5.20 = 29.97 only with a cent put right.
  private static Sample inclusive() {
    var sample =
        Sample.in("en").add(Lines.prorated("Pack, tax included", "3", "9.99", "24.78"), Sample.VAT);
    sample.rounding = Lines.eur("-0.01");
    return sample;
  }

  private static Sample prepaid() {
    var sample = taxed(Sample.VAT);
    sample.prepaid = Lines.eur("200.5");
    sample.netDays = 0;
    return sample;
  }

  private static Sample negative() {
    return Sample.in("en")
        .add(Lines.plain(LineKind.PLAN, "Pro plan", "1", "199.99"), Sample.VAT)
        .add(Lines.prorated("Basic plan, unused", "-1", "24.99", "-9.67"), Sample.VAT)
        .add(Lines.plain(LineKind.DISCOUNT, "Coupon", "1", "-20"), Sample.VAT)
        .add(Lines.plain(LineKind.ADJUSTMENT, "Returned", "-3", "5"), Sample.VAT)
        .add(Lines.plain(LineKind.CARRIED, "Nothing", "0", "5"), Sample.VAT);
  }

  private static Sample nameless() {
    var party =
        new InvoiceParty(
            "Loja do João",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "BR",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var numbered =
        new InvoiceParty(
            "Padaria Ltda.",
            List.of("Rua das Flores, 10"),
            Optional.of("01310-100"),
            Optional.of("São Paulo"),
            "BR",
            Optional.of("12.345.678/0001-95"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Sample.in("pt-BR")
        .withParties(party, numbered)
        .add(Lines.plain(LineKind.PACK, "300 créditos", "1", "1050"), TaxRate.NONE);
  }

  private static TaxRate unreasoned() {
    return new TaxRate(TaxRate.Category.REVERSE_CHARGE, BigDecimal.ZERO, Optional.of(" "));
  }

  private static Sample twoReasons() {
    var other =
        new TaxRate(TaxRate.Category.EXEMPT, BigDecimal.ZERO, Optional.of("Insurance, art. 135"));
    return taxed(Sample.EXEMPT).add(Lines.plain(LineKind.PRODUCT, "Cover", "1", "7"), other);
  }

  static Sample draft(Locale locale) {
    var sample = standard(locale.toLanguageTag());
    sample.status = Invoice.Status.DRAFT;
    return sample;
  }
}
