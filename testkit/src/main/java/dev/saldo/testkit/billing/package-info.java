/// Billing runs under attack: many subscriptions whose invoices are due, runs that are killed, and
/// what must stand in the tables afterwards.
@NullMarked
package dev.saldo.testkit.billing;

import org.jspecify.annotations.NullMarked;
