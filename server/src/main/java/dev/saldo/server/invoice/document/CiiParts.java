package dev.saldo.server.invoice.document;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.DocumentLineDocumentType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LegalOrganizationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeAgreementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeDeliveryType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.LineTradeSettlementType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.NoteType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.ProductCharacteristicType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SpecifiedPeriodType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.SupplyChainTradeLineItemType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TaxRegistrationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAccountingAccountType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeAddressType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeContactType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePartyType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradePriceType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeProductType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeSettlementLineMonetarySummationType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.TradeTaxType;
import un.unece.uncefact.data.standard.reusableaggregatebusinessinformationentity._100.UniversalCommunicationType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.AmountType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.DateTimeType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.IDType;
import un.unece.uncefact.data.standard.unqualifieddatatype._100.TextType;

/// Lines, parties and days of a Cross Industry Invoice.
final class CiiParts {
  static final String VAT = "VAT";

  /// The format `yyyyMMdd` in UNTDID 2379.
  static final String BASIC_DATE = "102";

  private CiiParts() {}

  static SupplyChainTradeLineItemType line(LineTerms terms) {
    var document = new DocumentLineDocumentType();
    document.setLineID(String.valueOf(terms.ordinal()));
    terms.note().map(CiiParts::note).ifPresent(document::addIncludedNote);
    var price = new TradePriceType();
    price.addChargeAmount(new AmountType(terms.price()));
    price.setBasisQuantity(terms.base()).setUnitCode(terms.unitCode());
    var agreement = new LineTradeAgreementType();
    agreement.setNetPriceProductTradePrice(price);
    var delivery = new LineTradeDeliveryType();
    delivery.setBilledQuantity(terms.quantity()).setUnitCode(terms.unitCode());
    var line = new SupplyChainTradeLineItemType();
    line.setAssociatedDocumentLineDocument(document);
    line.setSpecifiedTradeProduct(product(terms));
    line.setSpecifiedLineTradeAgreement(agreement);
    line.setSpecifiedLineTradeDelivery(delivery);
    line.setSpecifiedLineTradeSettlement(settlement(terms));
    return line;
  }

  private static TradeProductType product(LineTerms terms) {
    var product = new TradeProductType();
    product.setSellerAssignedID(terms.code());
    product.addName(text(terms.name()));
    if (terms.unit().isPresent()) {
      var unit = new ProductCharacteristicType();
      unit.addDescription(text("unit"));
      unit.addValue(text(terms.unit().get()));
      product.addApplicableProductCharacteristic(unit);
    }
    return product;
  }

  private static LineTradeSettlementType settlement(LineTerms terms) {
    var tax = new TradeTaxType();
    tax.setTypeCode(VAT);
    tax.setCategoryCode(terms.category().code());
    terms.percent().ifPresent(tax::setRateApplicablePercent);
    var sum = new TradeSettlementLineMonetarySummationType();
    sum.addLineTotalAmount(new AmountType(terms.net()));
    var settlement = new LineTradeSettlementType();
    settlement.addApplicableTradeTax(tax);
    terms.period().map(CiiParts::period).ifPresent(settlement::setBillingSpecifiedPeriod);
    settlement.setSpecifiedTradeSettlementLineMonetarySummation(sum);
    if (terms.costCentre().isPresent()) {
      var account = new TradeAccountingAccountType();
      account.setID(terms.costCentre().get());
      settlement.addReceivableSpecifiedTradeAccountingAccount(account);
    }
    return settlement;
  }

  static TradePartyType party(PartyTerms terms) {
    var party = new TradePartyType();
    terms.identifier().map(IDType::new).ifPresent(party::addID);
    party.setName(terms.name());
    if (terms.registration().isPresent()) {
      var organization = new LegalOrganizationType();
      organization.setID(terms.registration().get());
      party.setSpecifiedLegalOrganization(organization);
    }
    if (terms.email().isPresent()) {
      var contact = new TradeContactType();
      contact.setEmailURIUniversalCommunication(address(terms.email().get(), ""));
      party.addDefinedTradeContact(contact);
    }
    party.setPostalTradeAddress(address(terms));
    terms
        .endpoint()
        .map(endpoint -> address(endpoint.address(), endpoint.scheme()))
        .ifPresent(party::addURIUniversalCommunication);
    terms
        .vatNumber()
        .map(number -> registered(number, "VA"))
        .ifPresent(party::addSpecifiedTaxRegistration);
    terms
        .taxNumber()
        .map(number -> registered(number, "FC"))
        .ifPresent(party::addSpecifiedTaxRegistration);
    return party;
  }

  private static TradeAddressType address(PartyTerms terms) {
    var address = new TradeAddressType();
    var street = terms.street();
    terms.postalCode().ifPresent(address::setPostcodeCode);
    if (street.size() > 0) {
      address.setLineOne(street.get(0));
    }
    if (street.size() > 1) {
      address.setLineTwo(street.get(1));
    }
    if (street.size() > 2) {
      address.setLineThree(street.get(2));
    }
    terms.city().ifPresent(address::setCityName);
    address.setCountryID(terms.country());
    return address;
  }

  /// @param scheme empty where the place says which it is
  private static UniversalCommunicationType address(String address, String scheme) {
    var communication = new UniversalCommunicationType();
    var id = communication.setURIID(address);
    if (!scheme.isEmpty()) {
      id.setSchemeID(scheme);
    }
    return communication;
  }

  private static TaxRegistrationType registered(String number, String scheme) {
    var registration = new TaxRegistrationType();
    registration.setID(number).setSchemeID(scheme);
    return registration;
  }

  static SpecifiedPeriodType period(Days days) {
    var period = new SpecifiedPeriodType();
    period.setStartDateTime(day(days.first()));
    period.setEndDateTime(day(days.last()));
    return period;
  }

  static DateTimeType day(LocalDate date) {
    var day = new DateTimeType();
    day.setDateTimeString(basic(date)).setFormat(BASIC_DATE);
    return day;
  }

  static String basic(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }

  static TextType text(String text) {
    return new TextType(text);
  }

  private static NoteType note(String text) {
    var note = new NoteType();
    note.addContent(text(text));
    return note;
  }
}
