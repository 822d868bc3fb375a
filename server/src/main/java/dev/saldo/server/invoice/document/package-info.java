/// Invoices as documents: PDF/A-3 for people, UBL and Factur-X for programs.
///
/// Owns how an invoice looks and which element of EN 16931 says what. Doesn't own any figure: all
/// of them come with the invoice (core's invoicing) and are only written down here. Nothing here is
/// loaded before the first document is asked for.
///
/// The same invoice gives the same bytes on any machine, whatever its language and zone.
@NullMarked
package dev.saldo.server.invoice.document;

import org.jspecify.annotations.NullMarked;
