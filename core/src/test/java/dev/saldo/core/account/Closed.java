package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Prices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The billed periods of a scene that have ended, with the lines of use that their invoices have.
record Closed(Period part, List<LineItem> lines) {
  /// In the order of time, as they come to now.
  static List<Closed> of(Scene scene) {
    var usages = new ArrayList<Effect.UsagePeriod>();
    for (var effect : scene.effects) {
      if (effect instanceof Effect.InvoiceDue due) {
        due.usage().ifPresent(usages::add);
      }
    }
    usages.sort(Comparator.comparing(usage -> usage.part().from()));
    var closed = new ArrayList<Closed>();
    Optional<Instant> covered = Optional.empty();
    for (var usage : usages) {
      var span =
          new PeriodBill.Span(
              usage.part(), usage.whole(), covered, Prices.EUR, scene.account.zone());
      var lines =
          PeriodBill.lines(span, scene.account.terms(), scene.account.tallies(), scene.catalogs());
      closed.add(
          new Closed(
              usage.part(), lines.stream().filter(line -> line.kind() == LineKind.USAGE).toList()));
      covered = Optional.of(usage.part().until());
    }
    return closed;
  }
}
