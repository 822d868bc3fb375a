/// Reading the journal for usage by window and dimension, and for what estimates assume.
///
/// Doesn't own the rows, which the account package writes.
@NullMarked
package dev.saldo.store.metering;

import org.jspecify.annotations.NullMarked;
