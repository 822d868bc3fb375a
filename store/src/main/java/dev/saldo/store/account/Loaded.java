package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command.KeyName;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A locked account with all that commands on it need.
///
/// @param now the customer's time, at which they are decided
/// @param bound the keys among the commands' that took effect before
/// @param answers the first answers to these, by the id that they are bound to
public record Loaded(
    LockedAccount locked,
    Account account,
    Instant now,
    Map<KeyName, Bound> bound,
    Map<UUID, String> answers) {}
