/// Customers, and whom acts of theirs are attributed to: members, cost centres, automations.
///
/// Owns the rows of `customer` and `party`, and puts in a new customer's row of `account`. Doesn't
/// own what is in the account (that room's own), except its zone, which it changes under the
/// account's lock.
@NullMarked
package dev.saldo.store.customer;

import org.jspecify.annotations.NullMarked;
