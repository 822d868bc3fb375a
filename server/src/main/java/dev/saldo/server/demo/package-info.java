/// A vendor's day in small: made-up customers, a stream of realistic calls, and what there is to
/// see of it.
///
/// Owns the seeded model of the traffic, the cast that plays it (data beside this package, not
/// code), and the figures that are shown. Doesn't own the terminal nor the server; it knows the API
/// alone, through the client.
///
/// Invariants: the same seed asks for the same calls in the same order. A refusal is something to
/// show, not a fault.
@NullMarked
package dev.saldo.server.demo;

import org.jspecify.annotations.NullMarked;
