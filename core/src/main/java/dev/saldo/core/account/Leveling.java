package dev.saldo.core.account;

import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Area;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.Subscription;
import java.time.Instant;
import java.util.Optional;

/// Counts levels whose average is billed: the inner area of each term, as [Area] explains it.
///
/// A level belongs to the term in which it was set by its own time, even where it is told ahead of
/// it: what lies after the running period is counted on the term that begins there, and what a
/// change of plan overtakes is moved to the term that it begins.
final class Leveling {
  private Leveling() {}

  /// The time whose levels are counted together.
  ///
  /// @param until exclusive; the end of time for the latest
  private record Stretch(Instant from, Instant until) {}

  /// What setting a level brings about.
  ///
  /// @param key the counter of the term that it lies in; empty where it lies before the first
  /// @param levels as they are then
  record Change(Optional<TallyKey> key, Area area, Levels levels) {}

  /// When the counter begins that a level set at a time is counted on; empty before the first term.
  static Optional<Instant> from(Account account, Instant at) {
    return stretch(account, at).map(Stretch::from);
  }

  static Change change(Account account, Levels levels, Effect.LevelSet set) {
    var meter = set.meter();
    var after = levels.with(meter, set.level());
    return stretch(account, set.level().at())
        .map(in ->
            new Change(
                Optional.of(TallyKey.usage(meter, "", in.from())),
                Area.change(levels, meter, set.level(), in.from(), in.until()),
                after))
        .orElseGet(() -> new Change(Optional.empty(), Area.NONE, after));
  }

  static void set(Draft draft, Effect.LevelSet set) {
    var change = change(draft.account(), draft.levels(), set);
    change.key().ifPresent(key -> draft.area(key, change.area()));
    draft.levels(change.levels());
    draft.add(set);
  }

  /// Moves what was told ahead of its time to the term that begins now.
  static void cut(Draft draft, Term next) {
    var at = draft.now();
    var current = draft.account().latestTerm();
    var stretch = stretch(draft.account(), at).filter(one -> one.from().isBefore(at));
    if (current.isEmpty() || stretch.isEmpty()) {
      return;
    }
    for (var meter : draft.levels().meters()) {
      var ahead = draft.levels().between(meter, at, stretch.get().until());
      if (!ahead.isEmpty() && isBilled(draft, current.get(), meter)) {
        var from = stretch.get().from();
        var moved = Area.inner(ahead).plus(reached(draft, meter, from, ahead.getFirst()));
        draft.area(TallyKey.usage(meter, "", from), Area.NONE.minus(moved));
      }
      if (!ahead.isEmpty() && isBilled(draft, next, meter)) {
        draft.area(TallyKey.usage(meter, "", at), Area.inner(ahead));
      }
    }
  }

  /// From the last level of a term before now up to one after it.
  private static Area reached(Draft draft, String meter, Instant from, Level until) {
    return draft
        .levels()
        .before(meter, draft.now())
        .filter(one -> !one.at().isBefore(from))
        .map(one -> Area.under(one, one.at(), until.at()))
        .orElse(Area.NONE);
  }

  /// Whether a term bills the average of a meter; another version may take the most of the same.
  private static boolean isBilled(Draft draft, Term term, String meter) {
    return !term.ended()
        && Counting.of(draft.context.catalogs().catalog(term.catalog()), term).stream()
            .anyMatch(one -> one.meter().averages() && one.meter().name().equals(meter));
  }

  private static Optional<Stretch> stretch(Account account, Instant at) {
    var terms = account.terms();
    for (var i = terms.size() - 1; i >= 0; i--) {
      var from = terms.get(i).from();
      if (!from.isAfter(at)) {
        return Optional.of(
            i + 1 < terms.size()
                ? new Stretch(from, terms.get(i + 1).from())
                : latest(account, from, at));
      }
    }
    return Optional.empty();
  }

  private static Stretch latest(Account account, Instant from, Instant at) {
    var end =
        account
            .subscription()
            .filter(Subscription::isRunning)
            .map(Subscription::period)
            .filter(period -> period.contains(from))
            .map(period -> period.until())
            .orElse(Instant.MAX);
    return at.isBefore(end) ? new Stretch(from, end) : new Stretch(end, Instant.MAX);
  }
}
