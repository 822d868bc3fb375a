/// Limits over HTTP: budgets, and how a customer stands on quotas, rates and budgets.
///
/// Owns those routes. Doesn't own who is refused by which limit (`core`).
@NullMarked
package dev.saldo.server.limit;

import org.jspecify.annotations.NullMarked;
