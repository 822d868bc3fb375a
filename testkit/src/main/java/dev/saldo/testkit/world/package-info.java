/// A world in which everything goes wrong that may go wrong, repeatable from one seed.
///
/// Owns a model of customers' programs, network, nodes and store around the decision that
/// production runs, and oracles that watch the promises after every commit, written apart from the
/// code they watch. Doesn't own the decision itself: [dev.saldo.core.account.Desk] is called as the
/// server calls it.
///
/// Invariants: one thread, one source of chance and one event loop for each seed; a planted bug
/// lives here and never in the code under test.
@NullMarked
package dev.saldo.testkit.world;

import org.jspecify.annotations.NullMarked;
