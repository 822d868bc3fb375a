package dev.saldo.server.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.TakenOff;
import dev.saldo.core.subscription.Interim;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What interim invoices ask for of periods' use, for the invoices that carry the periods: those
/// with a number, and those that get theirs in the same run.
final class Interims {
  private final Map<DueReads.Begun, Map<String, Interim.Billed>> billed;

  private Interims(Map<DueReads.Begun, Map<String, Interim.Billed>> billed) {
    this.billed = billed;
  }

  /// @param owed what is on the drafts, by draft
  static Interims of(DueReads reads, List<DueInvoice> drafts, Map<UUID, List<LineItem>> owed) {
    var periods = new HashSet<DueReads.Begun>();
    drafts.forEach(draft ->
        draft
            .usage()
            .ifPresent(usage -> periods.add(new DueReads.Begun(draft.customer(), usage.from()))));
    var billed = new HashMap<DueReads.Begun, Map<String, Interim.Billed>>();
    reads.interim(periods).forEach((period, one) -> billed.put(period, new TreeMap<>(one)));
    for (var draft : drafts) {
      draft
          .interimFrom()
          .map(from -> new DueReads.Begun(draft.customer(), from))
          .ifPresent(period ->
              add(
                  billed.computeIfAbsent(period, _ -> new TreeMap<>()),
                  owed.getOrDefault(draft.id(), List.of())));
    }
    return new Interims(billed);
  }

  private static void add(Map<String, Interim.Billed> billed, List<LineItem> items) {
    for (var item : items) {
      if (item.kind() == LineKind.INTERIM) {
        var one = new Interim.Billed(item.quantity(), item.amount());
        billed.merge(item.code(), one, Interim.Billed::plus);
      }
    }
  }

  /// What is taken off a draft for them.
  ///
  /// @param use the lines of its period's use
  List<LineItem> takenOff(DueInvoice draft, List<LineItem> use) {
    return draft
        .usage()
        .map(usage -> TakenOff.lines(of(draft.customer(), usage), use, usage))
        .orElse(List.of());
  }

  private Map<String, Interim.Billed> of(UUID customer, Period usage) {
    return billed.getOrDefault(new DueReads.Begun(customer, usage.from()), Map.of());
  }
}
