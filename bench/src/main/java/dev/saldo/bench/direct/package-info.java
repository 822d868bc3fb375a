/// The engine under load without HTTP: every charge is priced by a rate card, booked in the ledger,
/// guarded by an idempotency key and kept with the answer its receipt is read from.
///
/// Owns the rows of the customers that are charged, made in bulk by SQL as the tables' owner, since
/// making a hundred thousand of them one by one would be a load of its own.
@NullMarked
package dev.saldo.bench.direct;

import org.jspecify.annotations.NullMarked;
