/// The books held against each other: what every balance, tally and chain should be, recomputed
/// from the entries and the journal, and what differs.
///
/// Owns the checks and what they find. Doesn't own what they look at (account) nor how it is told
/// (server). Reads alone: nothing is ever put right here.
///
/// Invariants: all checks of a workspace see one snapshot, whatever is committed meanwhile; memory
/// doesn't grow with the number of entries; a difference names the customer, the wallet and the row
/// that differs.
@NullMarked
package dev.saldo.store.audit;

import org.jspecify.annotations.NullMarked;
