/// What a new version of a catalog would change, and for the customers of which plans.
///
/// Owns the comparison of two catalogs term by term. Doesn't own the words for it, which are the
/// server's in three languages, nor prices for a customer's own usage under the new version, which
/// are a backtest's.
///
/// Invariant: two catalogs that would decide anything differently differ in at least one term.
@NullMarked
package dev.saldo.core.catalog.change;

import org.jspecify.annotations.NullMarked;
