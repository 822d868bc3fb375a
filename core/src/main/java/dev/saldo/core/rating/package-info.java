/// What an act costs: quantities from an event's properties, times the catalog's prices.
///
/// Owns the arithmetic of prices: which line of a card counts, which band, what is free, how often
/// a second try is cheaper. Doesn't own the terms (catalog), how many free units a customer has
/// left and which act a second try is of (both come in from the account), item size limits (limit),
/// nor who pays (wallet).
///
/// Invariants: everything is multiplied first and divided last; a price is rounded once, HALF_UP at
/// 12 decimals; what can't be priced is answered with the property that is at fault, never with a
/// guess.
@NullMarked
package dev.saldo.core.rating;

import org.jspecify.annotations.NullMarked;
