/// The books: balanced entries in one chain for each wallet.
///
/// Owns the entry, its two legs, and the hash that ties it to the one before. Knows only money: who
/// a lot belongs to, why an entry was made and what it is called are opaque references. Doesn't own
/// grants (wallet) nor storage.
///
/// Invariants: an entry moves a positive amount from one account to another, so that every entry,
/// and with it every set of entries, sums to zero; a chain's sequence has no gap; an entry never
/// changes. `effectiveAt` is the time in the books.
@NullMarked
package dev.saldo.core.ledger;

import org.jspecify.annotations.NullMarked;
