/// The Java client: typed calls of the public HTTP API, nothing of the server behind it.
///
/// Owns the requests, their repetition while an outcome is unknown, and the reading of answers.
/// Doesn't own any rule of charging: what a request means is the server's.
///
/// Invariants: a refusal is a value ([Outcome.Refused]), never an exception; an exception means
/// that nothing is known of the outcome. Whatever moves credits carries a key that the caller
/// chose, and is repeated under that key alone, so that a repetition can't take effect twice.
/// Decimals are `BigDecimal` and cross the wire as strings.
@NullMarked
package dev.saldo.client;

import org.jspecify.annotations.NullMarked;
