/// Reading the journal in the order in which it became visible.
///
/// Invariant: a reader that goes on where it stopped misses nothing, whatever commits meanwhile.
@NullMarked
package dev.saldo.store.change;

import org.jspecify.annotations.NullMarked;
