/// Reading how customers stand on rates.
///
/// Doesn't own the rows, which the account package writes.
@NullMarked
package dev.saldo.store.limit;

import org.jspecify.annotations.NullMarked;
