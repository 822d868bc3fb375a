/// Customers with their members, cost centres and automations.
///
/// Owns who a customer is and how requests name it. Doesn't own what it has (wallet) nor what it
/// may do (engine, limit).
@NullMarked
package dev.saldo.server.customer;

import org.jspecify.annotations.NullMarked;
