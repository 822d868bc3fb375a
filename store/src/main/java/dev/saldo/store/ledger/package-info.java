/// Reading the entries of wallets.
///
/// Doesn't own the rows, which the account package writes.
@NullMarked
package dev.saldo.store.ledger;

import org.jspecify.annotations.NullMarked;
