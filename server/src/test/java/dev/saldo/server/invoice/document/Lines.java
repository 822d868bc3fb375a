package dev.saldo.server.invoice.document;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// Lines for sample invoices.
final class Lines {
  static final Currency EUR = Currency.getInstance("EUR");

  /// January in Madrid, which begins while it is still December in UTC.
  static final Period JANUARY =
      new Period(Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-01-31T23:00:00Z"));

  private Lines() {}

  static Money eur(String amount) {
    return new Money(EUR, new BigDecimal(amount));
  }

  /// So many at one price.
  static LineItem plain(LineKind kind, String title, String quantity, String price) {
    var unitPrice = eur(price);
    return new LineItem(
        kind,
        "a-code",
        title,
        new BigDecimal(quantity),
        Optional.empty(),
        Optional.of(unitPrice),
        List.of(),
        unitPrice.times(new BigDecimal(quantity)),
        Optional.of(JANUARY),
        Optional.empty(),
        Optional.empty());
  }

  /// A whole price of which only a part is owed, as after a change in the middle of a period.
  static LineItem prorated(String title, String quantity, String price, String amount) {
    return plain(LineKind.PLAN, title, quantity, price).withAmount(eur(amount));
  }

  /// 10,000 calls of which 2,500 are free and the others fall into two tiers: 20 + 97.50.
  static LineItem tiered(String title) {
    return new LineItem(
        LineKind.USAGE,
        "api-calls",
        title,
        new BigDecimal("7500"),
        Optional.of("call"),
        Optional.empty(),
        List.of(
            share("0", Optional.of("1000"), "1000", "0.02", "0", "20"),
            share("1000", Optional.empty(), "6500", "0.015", "5", "102.5")),
        eur("122.5"),
        Optional.of(JANUARY),
        Optional.empty(),
        Optional.of(
            new LineItem.Evidence(new BigDecimal("10000"), new BigDecimal("2500"), 48_213)));
  }

  static LineItem at(LineItem item, String costCentre) {
    return new LineItem(
        item.kind(),
        item.code(),
        item.title(),
        item.quantity(),
        item.unit(),
        item.unitPrice(),
        item.shares(),
        item.amount(),
        item.period(),
        Optional.of(costCentre),
        item.evidence());
  }

  private static LineItem.Share share(
      String above,
      Optional<String> upTo,
      String quantity,
      String price,
      String flat,
      String amount) {
    return new LineItem.Share(
        new BigDecimal(above),
        upTo.map(BigDecimal::new),
        new BigDecimal(quantity),
        eur(price),
        eur(flat),
        eur(amount));
  }
}
