package dev.saldo.server.invoice;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.PeriodBill;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.store.invoice.DueInvoice;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// What the use of a billed period comes to, from terms and counters as they are stored.
final class PeriodUse {
  /// A day that begins before a period may belong to it.
  private static final Duration DAY = Duration.ofHours(26);

  private final Catalogs catalogs;

  PeriodUse(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  /// The stretch of time whose counters may belong to a period.
  static Period stretch(Period usage) {
    return new Period(usage.from().minus(DAY), usage.until());
  }

  /// @param counters of the period's stretch, or more
  List<LineItem> lines(
      DueInvoice draft, List<Term> terms, Map<TallyKey, Tally> counters, ZoneId zone) {
    return draft
        .usage()
        .map(usage ->
            new PeriodBill.Span(
                usage, draft.whole().orElse(usage), draft.coveredUntil(), draft.currency(), zone))
        .map(span -> PeriodBill.lines(span, terms, counters, catalogs))
        .orElse(List.of());
  }
}
