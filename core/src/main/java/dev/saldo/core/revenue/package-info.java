/// What was sold as money in the books of who sells it: deferred, earned, expired, given back.
///
/// Owns the accounts of that journal, its entries, what a lot is worth as it is used up, how a fee
/// is earned over its time, how an invoice is booked, and the reconciliation of all that with the
/// lots. Doesn't own the ledger of credits (ledger), invoices (invoicing) nor how rows are found
/// (the store).
///
/// Invariants: an entry debits one account and credits another with one amount, so that every set
/// of entries balances; what is deferred is always the sum of what the lots are still worth, to the
/// last digit; days are days in UTC, and a day that is over never changes.
@NullMarked
package dev.saldo.core.revenue;

import org.jspecify.annotations.NullMarked;
