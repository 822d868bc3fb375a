package dev.saldo.server.invoice.document;

import com.helger.diagnostics.error.list.ErrorList;
import com.helger.jaxb.GenericJAXBMarshaller;
import com.helger.ubl21.UBL21Marshaller;
import dev.saldo.core.invoicing.Invoice;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.NoteType;
import oasis.names.specification.ubl.schema.xsd.creditnote_21.CreditNoteType;
import oasis.names.specification.ubl.schema.xsd.invoice_21.InvoiceType;

/// An invoice as UBL 2.1: `Invoice` or `CreditNote`, in the syntax of EN 16931-3-2.
final class UblDocument {
  private UblDocument() {}

  static byte[] of(BusinessTerms terms) {
    return terms.kind() == Invoice.Kind.CREDIT_NOTE
        ? written(UBL21Marshaller.creditNote(), creditNote(terms))
        : written(UBL21Marshaller.invoice(), invoice(terms));
  }

  private static InvoiceType invoice(BusinessTerms terms) {
    var parts = new UblParts(terms);
    var lines = new UblLines(parts);
    var invoice = new InvoiceType();
    invoice.setCustomizationID(BusinessTerms.SPECIFICATION);
    invoice.setID(terms.number());
    invoice.setIssueDate(terms.issuedOn());
    terms.dueOn().ifPresent(invoice::setDueDate);
    invoice.setInvoiceTypeCode(terms.kind().code());
    terms.note().map(NoteType::new).ifPresent(invoice::addNote);
    invoice.setDocumentCurrencyCode(terms.currency());
    parts.period().forEach(invoice::addInvoicePeriod);
    parts.order().forEach(invoice::setOrderReference);
    parts.corrected().forEach(invoice::addBillingReference);
    invoice.setAccountingSupplierParty(parts.seller());
    invoice.setAccountingCustomerParty(parts.buyer());
    invoice.addPaymentTerms(parts.paymentTerms());
    invoice.addTaxTotal(parts.taxTotal());
    invoice.setLegalMonetaryTotal(parts.totals());
    terms.lines().stream().map(lines::invoiced).forEach(invoice::addInvoiceLine);
    return invoice;
  }

  private static CreditNoteType creditNote(BusinessTerms terms) {
    var parts = new UblParts(terms);
    var lines = new UblLines(parts);
    var note = new CreditNoteType();
    note.setCustomizationID(BusinessTerms.SPECIFICATION);
    note.setID(terms.number());
    note.setIssueDate(terms.issuedOn());
    note.setCreditNoteTypeCode(terms.kind().code());
    terms.note().map(NoteType::new).ifPresent(note::addNote);
    note.setDocumentCurrencyCode(terms.currency());
    parts.period().forEach(note::addInvoicePeriod);
    parts.order().forEach(note::setOrderReference);
    parts.corrected().forEach(note::addBillingReference);
    note.setAccountingSupplierParty(parts.seller());
    note.setAccountingCustomerParty(parts.buyer());
    note.addPaymentTerms(parts.paymentTerms());
    note.addTaxTotal(parts.taxTotal());
    note.setLegalMonetaryTotal(parts.totals());
    terms.lines().stream().map(lines::credited).forEach(note::addCreditNoteLine);
    return note;
  }

  /// The document's bytes; they keep the schema, or there are none.
  static <T> byte[] written(GenericJAXBMarshaller<T> marshaller, T document) {
    var faults = new ErrorList();
    marshaller.setFormattedOutput(true).setCollectErrors(faults);
    var bytes = marshaller.getAsBytes(document);
    if (bytes == null) {
      throw new IllegalStateException("a document against its schema: " + faults);
    }
    return bytes;
  }
}
