/// Invoices over HTTP and by the clock, on a real database.
@NullMarked
package dev.saldo.server.invoice;

import org.jspecify.annotations.NullMarked;
