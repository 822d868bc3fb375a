/// Invoices over HTTP and by the clock: finalizing them, showing them, putting them right.
///
/// Owns the order of a billing run, the routes of invoices and of who issues and receives them.
/// Doesn't own what a period comes to (core) or how it is drawn (the documents).
@NullMarked
package dev.saldo.server.invoice;

import org.jspecify.annotations.NullMarked;
