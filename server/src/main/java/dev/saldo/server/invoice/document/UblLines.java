package dev.saldo.server.invoice.document;

import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CreditNoteLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.InvoiceLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemPropertyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ItemType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PriceType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.NoteType;

/// Lines of a UBL invoice or credit note, which differ in the names of two elements.
final class UblLines {
  private final UblParts parts;

  UblLines(UblParts parts) {
    this.parts = parts;
  }

  InvoiceLineType invoiced(LineTerms terms) {
    var line = new InvoiceLineType();
    line.setID(String.valueOf(terms.ordinal()));
    terms.note().map(NoteType::new).ifPresent(line::addNote);
    line.setInvoicedQuantity(terms.quantity()).setUnitCode(terms.unitCode());
    parts.money(line.setLineExtensionAmount(terms.net()));
    terms.costCentre().ifPresent(line::setAccountingCost);
    terms.period().map(UblParts::period).ifPresent(line::addInvoicePeriod);
    line.setItem(item(terms));
    line.setPrice(price(terms));
    return line;
  }

  CreditNoteLineType credited(LineTerms terms) {
    var line = new CreditNoteLineType();
    line.setID(String.valueOf(terms.ordinal()));
    terms.note().map(NoteType::new).ifPresent(line::addNote);
    line.setCreditedQuantity(terms.quantity()).setUnitCode(terms.unitCode());
    parts.money(line.setLineExtensionAmount(terms.net()));
    terms.costCentre().ifPresent(line::setAccountingCost);
    terms.period().map(UblParts::period).ifPresent(line::addInvoicePeriod);
    line.setItem(item(terms));
    line.setPrice(price(terms));
    return line;
  }

  private static ItemType item(LineTerms terms) {
    var item = new ItemType();
    item.setName(terms.name());
    var code = new ItemIdentificationType();
    code.setID(terms.code());
    item.setSellersItemIdentification(code);
    item.addClassifiedTaxCategory(UblParts.category(terms));
    if (terms.unit().isPresent()) {
      var unit = new ItemPropertyType();
      unit.setName("unit");
      unit.setValue(terms.unit().get());
      item.addAdditionalItemProperty(unit);
    }
    return item;
  }

  private PriceType price(LineTerms terms) {
    var price = new PriceType();
    parts.money(price.setPriceAmount(terms.price()));
    price.setBaseQuantity(terms.base()).setUnitCode(terms.unitCode());
    return price;
  }
}
