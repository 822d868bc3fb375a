/// A customer's account as rows: locked, loaded as far as commands need it, and written back.
///
/// Owns the tables of accounts, wallets, grants, holds, budgets, tallies, the journal and the
/// books. Doesn't own what the rows mean (`dev.saldo.core.account`), when a transaction begins and
/// ends (`dev.saldo.server.engine`), or the customer's descriptive data.
///
/// Invariants: whoever writes a customer's rows holds the lock on its row in `account`; every
/// statement is about one workspace, which the transaction has named; a statement works on whole
/// sets of customers; loading what was written gives the same account. Times are kept to the
/// microsecond, amounts to twelve decimals.
@NullMarked
package dev.saldo.store.account;

import org.jspecify.annotations.NullMarked;
