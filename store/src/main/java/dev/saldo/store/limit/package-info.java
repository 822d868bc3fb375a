/// Reading how customers stand on rates, and deleting the acts that have left every window.
///
/// Doesn't own the rows, which the account package writes.
@NullMarked
package dev.saldo.store.limit;

import org.jspecify.annotations.NullMarked;
