package dev.saldo.server.invoice;

import dev.saldo.core.account.Term;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.invoice.DueInvoice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Drafts of one customer that aren't all stored yet.
///
/// @param drafts in the order in which they fall due
/// @param owed what is on them, by draft
/// @param latest the customer's latest terms, those that aren't stored among them
/// @param subscriptions how the customer's stands when each is made out, by draft
record Foreseen(
    List<DueInvoice> drafts,
    Map<UUID, List<LineItem>> owed,
    List<Term> latest,
    Map<UUID, Optional<Subscription>> subscriptions) {
  Foreseen {
    drafts = List.copyOf(drafts);
    latest = List.copyOf(latest);
  }

  /// The draft that collects at a time what comes up: that of the period it falls into.
  ///
  /// @param subscription as it stands then, whose own draft it is where no period is known yet
  Optional<UUID> collecting(Instant at, Optional<Subscription> subscription) {
    return drafts.stream()
        .filter(draft -> draft.usage().filter(usage -> usage.contains(at)).isPresent())
        .map(DueInvoice::id)
        .findFirst()
        .or(() -> subscription.map(Subscription::invoice));
  }
}
