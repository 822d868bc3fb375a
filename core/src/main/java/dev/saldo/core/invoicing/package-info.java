/// Invoices: lines with tax and rounding, totals, numbers and states.
///
/// Owns the rounding to a currency's minor unit (once per line), taxes, totals, and what an invoice
/// may become. Doesn't own what is owed (subscription), how it is drawn on paper or as XML (the
/// server), or money received (payment).
@NullMarked
package dev.saldo.core.invoicing;

import org.jspecify.annotations.NullMarked;
