/// The journal in money over HTTP.
///
/// Owns the route, what its entries are called in three languages, and how entries are summed up.
/// Doesn't own what is booked (`core`).
@NullMarked
package dev.saldo.server.accounting;

import org.jspecify.annotations.NullMarked;
