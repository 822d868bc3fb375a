package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.invoicing.TaxTotal;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A line of the VAT breakdown (BG-23).
///
/// @param percent empty where there is no tax to have a rate (BR-O-05)
record TaxTerms(
    TaxRate.Category category,
    Optional<BigDecimal> percent,
    BigDecimal base,
    BigDecimal tax,
    Optional<String> reason) {
  /// One for each category and percentage, as the breakdown must be: totals that differ only in
  /// their reason become one with all reasons (BR-E-01, BR-AE-01, BR-O-01). One for nothing at all
  /// where there are no lines, because a breakdown there must be (BR-CO-18).
  static List<TaxTerms> of(Invoice invoice) {
    if (invoice.taxes().isEmpty()) {
      return List.of(nothing(invoice));
    }
    var groups =
        invoice.taxes().stream()
            .collect(
                Collectors.groupingBy(
                    total -> key(total.rate()), LinkedHashMap::new, Collectors.toList()));
    var words = Wording.of(invoice.locale());
    return groups.values().stream().map(totals -> joined(totals, words)).toList();
  }

  boolean isOutOfScope() {
    return category == TaxRate.Category.OUT_OF_SCOPE;
  }

  /// The percentage with which a line of that rate is taxed; empty outside of VAT.
  static Optional<BigDecimal> percent(TaxRate rate) {
    return rate.category() == TaxRate.Category.OUT_OF_SCOPE
        ? Optional.empty()
        : Optional.of(rate.percent());
  }

  private static String key(TaxRate rate) {
    return rate.category() + " " + rate.percent().stripTrailingZeros().toPlainString();
  }

  private static TaxTerms joined(List<TaxTotal> totals, Wording words) {
    var rate = totals.getFirst().rate();
    var base = totals.stream().map(TaxTotal::base).reduce(Money::plus).orElseThrow();
    var tax = totals.stream().map(TaxTotal::tax).reduce(Money::plus).orElseThrow();
    return new TaxTerms(
        rate.category(),
        percent(rate),
        BusinessTerms.minor(base),
        BusinessTerms.minor(tax),
        reason(totals, words));
  }

  /// All reasons; where a category needs one (BR-E-10, BR-AE-10, BR-O-10) and nobody wrote any,
  /// what the category is called.
  private static Optional<String> reason(List<TaxTotal> totals, Wording words) {
    var category = totals.getFirst().rate().category();
    var reasons =
        totals.stream()
            .flatMap(total -> PlainText.of(total.rate().reason()).stream())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!category.needsReason()) {
      return Optional.empty();
    }
    return Optional.of(reasons.isEmpty() ? words.say("tax." + category) : reasons);
  }

  private static TaxTerms nothing(Invoice invoice) {
    var zero = BusinessTerms.minor(Money.zero(invoice.currency()));
    var none = TaxRate.NONE;
    return new TaxTerms(none.category(), Optional.empty(), zero, zero, none.reason());
  }
}
