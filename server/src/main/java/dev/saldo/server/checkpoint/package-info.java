/// Checkpoints over the books: signed with a key that the database doesn't have.
///
/// Owns the key, what is signed, and how a checkpoint is checked. Doesn't own the chains of wallets
/// (core's ledger) nor the rows.
///
/// Invariant: what stood in the books at a checkpoint can't be changed without it showing, not even
/// by who administers the database, as long as the key or a copy of the checkpoints is kept
/// elsewhere.
@NullMarked
package dev.saldo.server.checkpoint;

import org.jspecify.annotations.NullMarked;
