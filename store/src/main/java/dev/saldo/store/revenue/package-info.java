/// The rows that the journal in money is put together from.
///
/// Owns how what happened to lots with a cost basis, and the lines of finalized invoices, are found
/// for some days, in sums and one after the other. Doesn't own what they are worth (`core`).
///
/// Invariant: rows are read in the order of lots and invoices, so that one of each is in memory.
@NullMarked
package dev.saldo.store.revenue;

import org.jspecify.annotations.NullMarked;
