package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.subscription.Items;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A stretch of a customer's time on one plan of one catalog version, with one set of items, within
/// one billed period; or, once that has ended, the time without a plan after it.
///
/// @param startedAt what anniversaries are counted from: when the fee began that goes on, which for
///   a trial is its end; without a fee, when the customer first took a plan of the catalog without
///   a break
/// @param from the first instant of the stretch
/// @param grantsDue when each of the plan's credits, in the plan's order, is granted next; empty
///   for one that isn't granted again
/// @param items what is taken beside the plan
/// @param ended whether the plan has ended or is paused: then nothing of it holds
/// @param zone whose days and months its use is counted by: that of the customer when the billed
///   period began; the customer's own where none is named
public record Term(
    CatalogReference catalog,
    String plan,
    Instant startedAt,
    Instant from,
    List<Optional<Instant>> grantsDue,
    Items items,
    boolean ended,
    Optional<ZoneId> zone) {
  public Term {
    grantsDue = List.copyOf(grantsDue);
  }

  /// Whether it lies in a trial, whose fee begins later.
  boolean isTrial() {
    return startedAt.isAfter(from);
  }

  /// When it began, or what it goes on from.
  public Instant since() {
    return isTrial() ? from : startedAt;
  }

  /// One that names no zone.
  public Term(
      CatalogReference catalog,
      String plan,
      Instant startedAt,
      Instant from,
      List<Optional<Instant>> grantsDue,
      Items items,
      boolean ended) {
    this(catalog, plan, startedAt, from, grantsDue, items, ended, Optional.empty());
  }

  /// The same from an instant on: a new billed period of it.
  ///
  /// @param customerZone the customer's by now
  Term from(Instant at, ZoneId customerZone) {
    return new Term(
        catalog, plan, startedAt, at, grantsDue, items, false, Optional.of(customerZone));
  }

  /// The time after it, in which there is no plan.
  Term endedAt(Instant at) {
    return new Term(
        catalog,
        plan,
        startedAt,
        at,
        grantsDue.stream().map(_ -> Optional.<Instant>empty()).toList(),
        items,
        true,
        zone);
  }

  Term withGrantsDue(List<Optional<Instant>> due) {
    return new Term(catalog, plan, startedAt, from, due, items, ended, zone);
  }
}
