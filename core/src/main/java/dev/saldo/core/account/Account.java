package dev.saldo.core.account;

import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.RateActs;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One customer's state, as far as the commands at hand need it.
///
/// Whoever loads it must bring: every wallet with its lots that are pending, active, or expired
/// with something held or among the lots that a named earlier charge drew on; the holds that the
/// commands name and those that are due; every budget and consent; the tallies and acts that may be
/// looked at (a tally that isn't there counts as zero); the earlier charges that the commands name,
/// with their roots; the current term, and earlier ones as far back as the oldest event at hand,
/// all of them for a change of plan; the resources that the commands name, with the counts of all
/// kinds when one is claimed, given back, or the plan changes; of meters whose average is billed,
/// the levels next to the times at which acts set some, for what use costs those next to where the
/// running period's terms begin and end, and for a change of plan those set ahead of now.
///
/// @param zone whose midnight the customer's days, weeks and months begin at
/// @param terms the current plan last; empty before the first
/// @param subscription how the plan is billed, where it is
/// @param lastAt the latest `now` that was decided at
/// @param testClock the customer's own time, in test mode
/// @param nextDueAt no later than the next thing that falls due by itself
/// @param soonestHoldExpiry no later than the first open hold that isn't due expires, if there is
///   one
public record Account(
    UUID customer,
    ZoneId zone,
    Settings settings,
    List<Term> terms,
    Optional<Subscription> subscription,
    Instant lastAt,
    Optional<Instant> testClock,
    Instant nextDueAt,
    Optional<Instant> soonestHoldExpiry,
    Map<UUID, Wallet> wallets,
    Map<UUID, HeldAct> holds,
    List<Budget> budgets,
    List<Consent> consents,
    Map<TallyKey, Tally> tallies,
    Map<String, RateActs> rateActs,
    Map<UUID, Past> pasts,
    Map<UUID, Resource> resources,
    Levels levels) {

  /// When nothing is due.
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /// A customer of whom nothing is known yet.
  public static Account begin(UUID customer, ZoneId zone, Instant now) {
    return new Account(
        customer,
        zone,
        Settings.STANDARD,
        List.of(),
        Optional.empty(),
        now,
        Optional.empty(),
        NEVER,
        Optional.empty(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Levels.NONE);
  }

  /// The time at which a command is decided: the test clock, or the later of the clock and the last
  /// decision.
  public Instant now(Instant clock) {
    return testClock.orElse(clock.isAfter(lastAt) ? clock : lastAt);
  }

  /// The plan that the customer is on.
  public Optional<Term> term() {
    return latestTerm().filter(term -> !term.ended());
  }

  /// The current term, even if its plan has ended.
  public Optional<Term> latestTerm() {
    return terms.isEmpty() ? Optional.empty() : Optional.of(terms.getLast());
  }

  /// The plan that the customer was on at a time; the first one for what lies before it.
  public Optional<Term> termAt(Instant at) {
    for (var i = terms.size() - 1; i > 0; i--) {
      if (!terms.get(i).from().isAfter(at)) {
        return Optional.of(terms.get(i)).filter(term -> !term.ended());
      }
    }
    return terms.isEmpty()
        ? Optional.empty()
        : Optional.of(terms.getFirst()).filter(term -> !term.ended());
  }

  public Tally tally(TallyKey key) {
    return tallies.getOrDefault(key, Tally.NONE);
  }

  public Optional<Wallet> wallet(String name) {
    return wallets.values().stream().filter(wallet -> wallet.name().equals(name)).findFirst();
  }
}
