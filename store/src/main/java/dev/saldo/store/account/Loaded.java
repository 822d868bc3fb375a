package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.limit.RateActs;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A locked account with all that commands on it need.
///
/// @param ranges the tallies that were looked up, now or before
/// @param otherRateActs known acts of rates that these commands don't count on
/// @param otherHolds known holds that these commands don't name
/// @param now the customer's time, at which they are decided
/// @param bound the keys among the commands' that took effect before
/// @param answers the first answers to these, by the id that they are bound to
public record Loaded(
    LockedAccount locked,
    Account account,
    Instant now,
    Map<KeyName, Bound> bound,
    Map<UUID, String> answers,
    Set<TallyProbes.Range> ranges,
    Map<String, RateActs> otherRateActs,
    Map<UUID, HeldAct> otherHolds) {}
