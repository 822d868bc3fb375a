/// Reading the journal for receipts: one line, a hold as it stands, the entries a line brought
/// about.
///
/// Owns how a thing is found by its id alone. Doesn't own the rows, which the account package
/// writes.
@NullMarked
package dev.saldo.store.receipt;

import org.jspecify.annotations.NullMarked;
