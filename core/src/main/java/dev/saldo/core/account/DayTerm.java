package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.UsageTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which term a calendar day's use is divided with, where terms meet within it: as for the bill,
/// the first of them that counts by the day.
final class DayTerm {
  private DayTerm() {}

  /// @param terms the customer's, the current one last
  /// @param counted the term on which something is counted
  /// @param catalog its catalog; what another version has is taken to count alike
  /// @param since from when on days are billed with the period, where no earlier one has its first
  /// @return when the term begins
  static Instant from(
      List<Term> terms, Term counted, Catalog catalog, String meter, Period day, Instant since) {
    if (!counted.from().isAfter(day.from())) {
      return counted.from();
    }
    Optional<Instant> first = Optional.empty();
    for (var i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      var ends = i + 1 < terms.size() ? terms.get(i + 1).from() : Instant.MAX;
      var reachesIn = term.from().isBefore(day.until()) && ends.isAfter(day.from());
      if (reachesIn && isDaily(term, counted, catalog, meter)) {
        if (!term.from().isBefore(since)) {
          return term.from();
        }
        first = first.or(() -> Optional.of(term.from()));
      }
    }
    return first.orElse(counted.from());
  }

  private static boolean isDaily(Term term, Term counted, Catalog catalog, String meter) {
    if (term.ended() || !term.catalog().equals(counted.catalog())) {
      return !term.ended();
    }
    return catalog.plan(term.plan()).orElseThrow().sale().usage().stream()
        .filter(usage -> usage.meter().equals(meter))
        .anyMatch(usage -> usage.per() == UsageTerms.Per.DAY);
  }
}
