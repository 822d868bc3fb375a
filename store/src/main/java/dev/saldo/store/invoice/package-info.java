/// Invoices in PostgreSQL: what is due, what it is made of, and what was finalized.
///
/// Owns the rows of `invoice`, `owed`, `invoice_line`, `invoice_series`, `issuer` and
/// `billing_profile`, and the order in which an invoice is finalized: under its customer's lock,
/// with a number that is given in the same transaction. Doesn't own drafts, which begin in the step
/// that brings them about (account), nor what an invoice comes to (core).
@NullMarked
package dev.saldo.store.invoice;

import org.jspecify.annotations.NullMarked;
