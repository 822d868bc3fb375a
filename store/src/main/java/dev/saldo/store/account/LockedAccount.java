package dev.saldo.store.account;

import dev.saldo.core.account.Settings;
import dev.saldo.core.account.Term;
import dev.saldo.core.subscription.Subscription;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/// An account whose row this transaction has locked: what stands in that row.
///
/// @param version counts the decisions that changed anything of the account
/// @param place where the row lies, until this transaction changes it
/// @param lastAt the latest decision
/// @param termOrdinal the number of the current term, counted from 1; 0 before the first
/// @param term the current term
/// @param subscription how the plan is billed, where it is
/// @param holdsUntil no open hold lives longer; empty when none is open
public record LockedAccount(
    UUID customer,
    long version,
    String place,
    ZoneId zone,
    Settings settings,
    Instant lastAt,
    Optional<Instant> testClock,
    Instant nextDueAt,
    int termOrdinal,
    Optional<Term> term,
    boolean hasBudgets,
    boolean hasConsents,
    boolean hasTallies,
    boolean hasRateActs,
    Optional<Instant> holdsUntil,
    Optional<Subscription> subscription) {

  LockedAccount at(Instant time) {
    return new LockedAccount(
        customer,
        version,
        place,
        zone,
        settings,
        time,
        testClock,
        nextDueAt,
        termOrdinal,
        term,
        hasBudgets,
        hasConsents,
        hasTallies,
        hasRateActs,
        holdsUntil,
        subscription);
  }
}
