package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// A line in the terms of EN 16931 (BG-25): net = quantity × price ÷ base, and no price is below
/// zero (BR-27); what is given back has a quantity below zero.
///
/// @param code the seller's word for it (BT-155)
/// @param note how the amount came about, or that it is for a period that isn't over (BT-127)
/// @param base for how many the price is (BT-149)
/// @param unitCode of UN/ECE Recommendation 20
/// @param unit the catalog's own word for what is counted
record LineTerms(
    int ordinal,
    String name,
    String code,
    Optional<String> note,
    BigDecimal quantity,
    String unitCode,
    Optional<String> unit,
    BigDecimal price,
    BigDecimal base,
    BigDecimal net,
    Optional<Days> period,
    Optional<String> costCentre,
    TaxRate.Category category,
    Optional<BigDecimal> percent) {
  /// The lines; one that says that there are none where there are none (BR-16).
  static List<LineTerms> of(Invoice invoice, Wording words, List<TaxTerms> taxes) {
    if (invoice.lines().isEmpty()) {
      return List.of(nothing(invoice, words, taxes.getFirst()));
    }
    return invoice.lines().stream().map(line -> of(line, invoice, words)).toList();
  }

  private static LineTerms of(InvoiceLine line, Invoice invoice, Wording words) {
    var item = line.item();
    var priced = Priced.of(item, line.net());
    var code = PlainText.of(item.code());
    return new LineTerms(
        line.ordinal(),
        new LineWords(words).title(item),
        code,
        note(item, words),
        priced.quantity(),
        Units.code(item.unit()),
        PlainText.of(item.unit()),
        priced.price(),
        priced.base(),
        BusinessTerms.minor(line.net()),
        item.period().map(period -> Days.of(period, invoice.zone())),
        PlainText.of(item.costCentre()),
        line.tax().category(),
        TaxTerms.percent(line.tax()));
  }

  /// Of what is invoiced before its time, that it is; on paper its section says it.
  private static Optional<String> note(LineItem item, Wording words) {
    return item.kind() == LineKind.INTERIM
        ? Optional.of(words.say("kind." + item.kind()))
        : Shares.text(item, new Figures(words));
  }

  private static LineTerms nothing(Invoice invoice, Wording words, TaxTerms tax) {
    return new LineTerms(
        1,
        words.say("lines.none"),
        "none",
        Optional.empty(),
        BigDecimal.ONE,
        Units.ONE,
        Optional.empty(),
        BigDecimal.ZERO,
        BigDecimal.ONE,
        BusinessTerms.minor(Money.zero(invoice.currency())),
        Optional.empty(),
        Optional.empty(),
        tax.category(),
        tax.percent());
  }

  /// A quantity and a price from which the net amount comes out.
  private record Priced(BigDecimal quantity, BigDecimal price, BigDecimal base) {
    /// The unit price where it gives the amount. Where it doesn't, because tiers or a part of a
    /// period were priced, the price of the whole quantity, which is exact and needs no division.
    static Priced of(LineItem item, Money net) {
      var quantity = item.quantity().abs();
      var price = item.unitPrice().map(unit -> unit.amount().abs());
      if (price.isPresent() && comesOut(quantity, price.get(), net)) {
        return new Priced(signed(quantity, net), price.get(), BigDecimal.ONE);
      }
      var base = quantity.signum() == 0 ? BigDecimal.ONE : quantity;
      return new Priced(signed(base, net), net.amount().abs(), base);
    }

    private static boolean comesOut(BigDecimal quantity, BigDecimal price, Money net) {
      var product = new Money(net.currency(), quantity.multiply(price)).rounded();
      return product.amount().compareTo(net.amount().abs()) == 0;
    }

    private static BigDecimal signed(BigDecimal quantity, Money net) {
      return net.isNegative() ? quantity.negate() : quantity;
    }
  }
}
