package dev.saldo.server.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.TakenOff;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interim;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.store.invoice.BilledReads;
import dev.saldo.store.invoice.BilledReads.Begun;
import dev.saldo.store.invoice.DueInvoice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What interim invoices ask for of periods' use, for the invoices that carry the periods: those
/// with a number, and those that get theirs in the same run.
final class Interims {
  private final Map<Begun, Map<String, Interim.Billed>> billed;
  private final Map<Begun, Map<String, Money>> givenBack;

  private Interims(
      Map<Begun, Map<String, Interim.Billed>> billed, Map<Begun, Map<String, Money>> givenBack) {
    this.billed = billed;
    this.givenBack = givenBack;
  }

  /// @param owed what is on the drafts, by draft
  static Interims of(BilledReads reads, List<DueInvoice> drafts, Map<UUID, List<LineItem>> owed) {
    var periods = new HashSet<Begun>();
    drafts.forEach(draft ->
        draft.usage().ifPresent(usage -> periods.add(new Begun(draft.customer(), usage.from()))));
    var billed = new HashMap<Begun, Map<String, Interim.Billed>>();
    reads.interim(periods).forEach((period, one) -> billed.put(period, new TreeMap<>(one)));
    var givenBack = reads.interimGivenBack(billed.keySet());
    for (var draft : drafts) {
      draft
          .interimFrom()
          .map(from -> new Begun(draft.customer(), from))
          .ifPresent(period ->
              add(
                  billed.computeIfAbsent(period, _ -> new TreeMap<>()),
                  owed.getOrDefault(draft.id(), List.of())));
    }
    return new Interims(billed, givenBack);
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
        .map(usage -> takenOff(new Begun(draft.customer(), usage.from()), use, usage))
        .orElse(List.of());
  }

  private List<LineItem> takenOff(Begun period, List<LineItem> use, Period usage) {
    var asked = billed.getOrDefault(period, Map.of());
    return TakenOff.lines(asked, givenBack.getOrDefault(period, Map.of()), use, usage);
  }
}
