/// How far the clock of the nodes has come, as the database remembers it.
///
/// Owns the latest time at which a node was at work, and what people have approved beyond it.
/// Doesn't own what is done about a clock that has jumped, which is the server's.
@NullMarked
package dev.saldo.store.clock;

import org.jspecify.annotations.NullMarked;
