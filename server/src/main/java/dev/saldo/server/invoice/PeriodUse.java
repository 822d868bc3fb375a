package dev.saldo.server.invoice;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.PeriodBill;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
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

  /// The instants next to which levels matter to a period.
  List<DueReads.Opening> bounds(DueInvoice draft, List<Term> terms) {
    var bounds = new ArrayList<DueReads.Opening>();
    draft
        .usage()
        .ifPresent(usage ->
            PeriodBill.bounds(usage, draft.whole().orElse(usage), terms, catalogs)
                .forEach((meter, ats) ->
                    ats.forEach(
                        at -> bounds.add(new DueReads.Opening(draft.customer(), meter, at)))));
    return bounds;
  }

  /// What levels come to at the edges of a period's terms, as counters.
  Map<TallyKey, Tally> edges(DueInvoice draft, List<Term> terms, Levels levels) {
    return draft
        .usage()
        .map(usage -> PeriodBill.edges(usage, draft.whole().orElse(usage), terms, levels, catalogs))
        .orElse(Map.of());
  }

  /// All that a period's use is made from.
  static Map<TallyKey, Tally> with(Map<TallyKey, Tally> counters, Map<TallyKey, Tally> levels) {
    if (levels.isEmpty()) {
      return counters;
    }
    var all = new HashMap<>(counters);
    all.putAll(levels);
    return all;
  }

  /// @param counters of the period's stretch, or more; with what levels come to at its edges
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
