package dev.saldo.server.invoice.document;

import com.helger.cii.d16b.CIID16BCrossIndustryInvoiceTypeMarshaller;
import com.helger.cii.d16b.CIID16BNamespaceContext;
import java.math.BigDecimal;
import un.unece.uncefact.data.standard.crossindustryinvoice._100.CrossIndustryInvoiceType;
import un.unece.uncefact.data.standard.qualifieddatatype._100.FormattedDateTimeType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentContextParameterType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentContextType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ExchangedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.HeaderTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.NoteType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ReferencedDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeTransactionType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePaymentTermsType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementHeaderMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeTaxType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.AmountType;

/// An invoice as a Cross Industry Invoice, D16B, in the syntax of EN 16931-3-3: the XML of Factur-X
/// in its profile EN 16931.
final class CiiDocument {
  private CiiDocument() {}

  static byte[] of(BusinessTerms terms) {
    var marshaller = new CIID16BCrossIndustryInvoiceTypeMarshaller();
    marshaller.setNamespaceContext(CIID16BNamespaceContext.getInstance());
    return UblDocument.written(marshaller, document(terms));
  }

  private static CrossIndustryInvoiceType document(BusinessTerms terms) {
    var guideline = new DocumentContextParameterType();
    guideline.setID(BusinessTerms.SPECIFICATION);
    var context = new ExchangedDocumentContextType();
    context.addGuidelineSpecifiedDocumentContextParameter(guideline);
    var header = new ExchangedDocumentType();
    header.setID(terms.number());
    header.setTypeCode(terms.kind().code());
    header.setIssueDateTime(CiiParts.day(terms.issuedOn()));
    terms.note().map(CiiDocument::note).ifPresent(header::addIncludedNote);
    var transaction = new SupplyChainTradeTransactionType();
    terms.lines().stream()
        .map(CiiParts::line)
        .forEach(transaction::addIncludedSupplyChainTradeLineItem);
    transaction.setApplicableHeaderTradeAgreement(agreement(terms));
    transaction.setApplicableHeaderTradeDelivery(new HeaderTradeDeliveryType());
    transaction.setApplicableHeaderTradeSettlement(settlement(terms));
    var invoice = new CrossIndustryInvoiceType();
    invoice.setExchangedDocumentContext(context);
    invoice.setExchangedDocument(header);
    invoice.setSupplyChainTradeTransaction(transaction);
    return invoice;
  }

  private static NoteType note(String text) {
    var note = new NoteType();
    note.addContent(CiiParts.text(text));
    return note;
  }

  private static HeaderTradeAgreementType agreement(BusinessTerms terms) {
    var agreement = new HeaderTradeAgreementType();
    agreement.setSellerTradeParty(CiiParts.party(terms.seller()));
    agreement.setBuyerTradeParty(CiiParts.party(terms.buyer()));
    if (terms.purchaseOrder().isPresent()) {
      var order = new ReferencedDocumentType();
      order.setIssuerAssignedID(terms.purchaseOrder().get());
      agreement.setBuyerOrderReferencedDocument(order);
    }
    return agreement;
  }

  private static HeaderTradeSettlementType settlement(BusinessTerms terms) {
    var settlement = new HeaderTradeSettlementType();
    settlement.setInvoiceCurrencyCode(terms.currency());
    terms.taxes().stream().map(CiiDocument::tax).forEach(settlement::addApplicableTradeTax);
    terms.period().map(CiiParts::period).ifPresent(settlement::setBillingSpecifiedPeriod);
    var payment = new TradePaymentTermsType();
    payment.addDescription(CiiParts.text(terms.terms()));
    terms.dueOn().map(CiiParts::day).ifPresent(payment::setDueDateDateTime);
    settlement.addSpecifiedTradePaymentTerms(payment);
    settlement.setSpecifiedTradeSettlementHeaderMonetarySummation(totals(terms));
    if (terms.corrects().isPresent()) {
      var corrected = terms.corrects().get();
      var reference = new ReferencedDocumentType();
      reference.setIssuerAssignedID(corrected.number().toString());
      var issued = new FormattedDateTimeType();
      issued.setDateTimeString(CiiParts.basic(corrected.issuedOn())).setFormat(CiiParts.BASIC_DATE);
      reference.setFormattedIssueDateTime(issued);
      settlement.setInvoiceReferencedDocument(reference);
    }
    return settlement;
  }

  private static TradeTaxType tax(TaxTerms terms) {
    var tax = new TradeTaxType();
    tax.addCalculatedAmount(new AmountType(terms.tax()));
    tax.setTypeCode(CiiParts.VAT);
    terms.reason().ifPresent(tax::setExemptionReason);
    tax.addBasisAmount(new AmountType(terms.base()));
    tax.setCategoryCode(terms.category().code());
    terms.percent().ifPresent(tax::setRateApplicablePercent);
    return tax;
  }

  private static TradeSettlementHeaderMonetarySummationType totals(BusinessTerms terms) {
    var totals = new TradeSettlementHeaderMonetarySummationType();
    totals.addLineTotalAmount(new AmountType(terms.net()));
    totals.addTaxBasisTotalAmount(new AmountType(terms.net()));
    var tax = new AmountType(terms.tax());
    tax.setCurrencyID(terms.currency());
    totals.addTaxTotalAmount(tax);
    if (stated(terms.rounding())) {
      totals.addRoundingAmount(new AmountType(terms.rounding()));
    }
    totals.addGrandTotalAmount(new AmountType(terms.gross()));
    if (stated(terms.prepaid())) {
      totals.addTotalPrepaidAmount(new AmountType(terms.prepaid()));
    }
    totals.addDuePayableAmount(new AmountType(terms.due()));
    return totals;
  }

  private static boolean stated(BigDecimal amount) {
    return amount.signum() != 0;
  }
}
