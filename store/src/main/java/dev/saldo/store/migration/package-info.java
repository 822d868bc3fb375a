/// Customers of one catalog version that are moved to another: what was asked for, how far it is,
/// and whom it is about.
///
/// Owns the rows of `catalog_migration` and of its refusals, and how candidates are found. Doesn't
/// own what a move does to a customer: that is a command like any other.
///
/// Invariant: a customer of a migration is counted once, as moved or as refused, and once more
/// where what was arranged for it is taken back, however often the work is interrupted; what is
/// counted and how far the work is change in one transaction.
@NullMarked
package dev.saldo.store.migration;

import org.jspecify.annotations.NullMarked;
