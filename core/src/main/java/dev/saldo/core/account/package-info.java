/// One customer's state, the commands on it, and what they bring about.
///
/// Owns the decision: a [Command] on an [Account] becomes an accepted change or a [Refusal], in one
/// step over wallet, budgets, quotas and rates, with everything that is due by then posted first.
/// Doesn't own locks, storage, ids or the clock: they come in.
///
/// Invariants: a refusal changes nothing; a command with the same key takes effect once; the same
/// state, command, catalog and `now` always decide alike.
///
/// `occurredAt` is when something happened in the world, `now` when it is decided; a customer's
/// `now` never goes back.
@NullMarked
package dev.saldo.core.account;

import org.jspecify.annotations.NullMarked;
