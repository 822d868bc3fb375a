/// How subscriptions and what is owed are written down as JSON.
///
/// Owns the form of these columns and of the documents of invoices. Doesn't own the rows they stand
/// in: those of an account (account), those of invoices (invoice).
@NullMarked
package dev.saldo.store.billing;

import org.jspecify.annotations.NullMarked;
