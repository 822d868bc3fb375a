package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;

/// Makes the documents of an invoice. Safe for many threads; the first document of a process takes
/// longer, because what draws and checks it is loaded then.
public final class InvoiceDocuments {
  /// Made when the first page is drawn, so that a server that draws none has no fonts in memory.
  private static final class Drawing {
    static final PageRenderer RENDERER = new PageRenderer();
  }

  /// A PDF/A-3 in the invoice's language, with the Factur-X of the invoice inside. A draft and a
  /// void invoice are marked as such on every page, and have nothing inside: whoever reads their
  /// XML would book it.
  ///
  /// @param usage what is listed on the page behind the invoice
  public byte[] pdf(Invoice invoice, UsageBehind usage) {
    var pages = new InvoicePages(invoice);
    var archive = new Archive(invoice, pages.name());
    return Drawing.RENDERER.drawn(
        pages.page(usage),
        document -> {
          archive.describe(document);
          if (isOwed(invoice)) {
            archive.attach(document, facturX(invoice));
          }
        });
  }

  private static boolean isOwed(Invoice invoice) {
    return switch (invoice.status()) {
      case DRAFT, VOID -> false;
      case FINALIZED, PAID, UNCOLLECTIBLE -> true;
    };
  }

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
