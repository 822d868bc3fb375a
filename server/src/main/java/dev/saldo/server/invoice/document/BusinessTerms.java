package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An invoice in the business terms of EN 16931: what both syntaxes, UBL and CII, say alike.
///
/// @param note why another invoice is put right (BT-22)
/// @param terms when to pay, in words (BT-20)
/// @param net the sum of the lines (BT-106, BT-109)
/// @param gross with tax and before rounding (BT-112)
/// @param rounding BT-114, zero where nothing was rounded
record BusinessTerms(
    Invoice.Kind kind,
    String number,
    LocalDate issuedOn,
    Optional<LocalDate> dueOn,
    Optional<String> note,
    String terms,
    String currency,
    Optional<String> purchaseOrder,
    Optional<Invoice.Correction> corrects,
    Optional<Days> period,
    PartyTerms seller,
    PartyTerms buyer,
    List<LineTerms> lines,
    List<TaxTerms> taxes,
    BigDecimal net,
    BigDecimal tax,
    BigDecimal gross,
    BigDecimal rounding,
    BigDecimal prepaid,
    BigDecimal due) {
  /// The identifier of the specification that a document says it follows (BT-24).
  static final String SPECIFICATION = "urn:cen.eu:en16931:2017";

  /// @throws IllegalArgumentException where the invoice has no number or date yet
  static BusinessTerms of(Invoice invoice) {
    var number = invoice.number().orElseThrow(() -> unissued(invoice));
    var issuedOn = invoice.issuedOn().orElseThrow(() -> unissued(invoice));
    var words = Wording.of(invoice.locale());
    var taxes = TaxTerms.of(invoice);
    var outOfScope = taxes.stream().anyMatch(TaxTerms::isOutOfScope);
    var totals = invoice.totals();
    return new BusinessTerms(
        invoice.kind(),
        number.toString(),
        issuedOn,
        // Nobody pays a credit note by a day.
        invoice.kind() == Invoice.Kind.INVOICE ? invoice.dueOn() : Optional.empty(),
        PlainText.of(invoice.reason()),
        terms(invoice, words),
        invoice.currency().getCurrencyCode(),
        PlainText.of(invoice.purchaseOrder()),
        invoice.corrects(),
        invoice.period().map(period -> Days.of(period, invoice.zone())),
        PartyTerms.seller(invoice.seller(), outOfScope),
        PartyTerms.buyer(invoice.buyer(), outOfScope),
        LineTerms.of(invoice, words, taxes),
        taxes,
        minor(totals.net()),
        minor(totals.tax()),
        minor(totals.gross().minus(totals.rounding())),
        minor(totals.rounding()),
        minor(totals.prepaid()),
        minor(totals.due()));
  }

  /// When to pay, in words.
  static String terms(Invoice invoice, Wording words) {
    return invoice.netDays() == 0
        ? words.say("terms.at-once")
        : words.say("terms.net", String.valueOf(invoice.netDays()));
  }

  /// An amount with exactly the decimals of its currency.
  static BigDecimal minor(Money money) {
    return money.rounded().amount().setScale(Figures.digits(money.currency()));
  }

  private static IllegalArgumentException unissued(Invoice invoice) {
    return new IllegalArgumentException(
        "invoice " + invoice.id() + " isn't issued yet and has no electronic form");
  }
}
