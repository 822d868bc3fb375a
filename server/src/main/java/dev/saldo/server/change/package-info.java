/// The feed of changes: what became of accounts, in the order in which it became visible.
///
/// Owns the route and its cursor. Doesn't own what a change says (receipt).
@NullMarked
package dev.saldo.server.change;

import org.jspecify.annotations.NullMarked;
