/// A customer's credits in one unit: lots, holds, and the order in which lots are used.
///
/// Owns grants, holds, draws and what they do to balance, held and available. Every change of a lot
/// is an entry in the wallet's chain. Doesn't own prices (rating), ceilings (limit), or the
/// decision whether a charge is allowed (account).
///
/// Invariants: balance = sum of the lots' remaining = sum of the entries on lots; available =
/// balance − held; a lot never passes its floor; held never exceeds what a lot can give.
///
/// `grantedAt` is when a lot takes effect, `expiresAt` the first instant at which it is gone.
@NullMarked
package dev.saldo.core.wallet;

import org.jspecify.annotations.NullMarked;
