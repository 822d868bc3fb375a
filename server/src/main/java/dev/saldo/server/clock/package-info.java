/// Whether the node's clock may be believed when it goes ahead.
///
/// Owns the bound on how far it may, against the latest time that the database has seen, and the
/// alarm beyond it. Doesn't own a clock that falls back (the engine refuses it), and never touches
/// test clocks, which aren't the node's.
@NullMarked
package dev.saldo.server.clock;

import org.jspecify.annotations.NullMarked;
