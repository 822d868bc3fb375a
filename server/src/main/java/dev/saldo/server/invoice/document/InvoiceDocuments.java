package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;

/// Makes the documents of an invoice. Safe for many threads; the first document of a process takes
/// longer, because what draws and checks it is loaded then.
public final class InvoiceDocuments {
  /// UBL 2.1, conformant to EN 16931: an `Invoice`, or a `CreditNote`. A void invoice is given as
  /// it was issued.
  ///
  /// @throws IllegalArgumentException for an invoice without number or date, such as a draft
  public byte[] ubl(Invoice invoice) {
    return UblDocument.of(BusinessTerms.of(invoice));
  }

  /// The XML of Factur-X 1.0 in its profile EN 16931 (UN/CEFACT CII D16B). A void invoice is given
  /// as it was issued.
  ///
  /// @throws IllegalArgumentException for an invoice without number or date, such as a draft
  public byte[] facturX(Invoice invoice) {
    return CiiDocument.of(BusinessTerms.of(invoice));
  }
}
