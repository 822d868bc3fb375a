/// Reading a customer's grants.
///
/// Doesn't own the rows, which the account package writes.
@NullMarked
package dev.saldo.store.wallet;

import org.jspecify.annotations.NullMarked;
