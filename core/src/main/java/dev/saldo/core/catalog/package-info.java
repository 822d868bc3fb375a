/// What is sold: meters, features, rate cards, actions, plans, packs, limits, in published
/// versions.
///
/// Owns the terms of sale and the rules that make a catalog consistent. Doesn't own how a quantity
/// is priced (rating), what a customer has (wallet), nor the reading of YAML: it gets [Node]s.
///
/// Invariant: every name that stands in a [Catalog] is defined in it, every price is exact.
@NullMarked
package dev.saldo.core.catalog;

import org.jspecify.annotations.NullMarked;
