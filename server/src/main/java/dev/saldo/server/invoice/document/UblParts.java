package dev.saldo.server.invoice.document;

import com.helger.xsds.ccts.cct.schemamodule.AmountType;
import java.math.BigDecimal;
import java.util.List;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.AddressLineType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.AddressType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.BillingReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.ContactType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CountryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.CustomerPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.DocumentReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.MonetaryTotalType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.OrderReferenceType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyIdentificationType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyLegalEntityType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyTaxSchemeType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PaymentTermsType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.PeriodType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.SupplierPartyType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxCategoryType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxSchemeType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxSubtotalType;
import oasis.names.specification.ubl.schema.xsd.commonaggregatecomponents_21.TaxTotalType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.NoteType;
import oasis.names.specification.ubl.schema.xsd.commonbasiccomponents_21.TaxExemptionReasonType;

/// The parts of a UBL document that an invoice and a credit note have alike.
final class UblParts {
  private static final String VAT = "VAT";

  private final BusinessTerms terms;

  UblParts(BusinessTerms terms) {
    this.terms = terms;
  }

  SupplierPartyType seller() {
    var supplier = new SupplierPartyType();
    supplier.setParty(party(terms.seller()));
    return supplier;
  }

  CustomerPartyType buyer() {
    var customer = new CustomerPartyType();
    customer.setParty(party(terms.buyer()));
    return customer;
  }

  PaymentTermsType paymentTerms() {
    var payment = new PaymentTermsType();
    payment.addNote(new NoteType(terms.terms()));
    return payment;
  }

  List<OrderReferenceType> order() {
    return terms.purchaseOrder().stream()
        .map(order -> {
          var reference = new OrderReferenceType();
          reference.setID(order);
          return reference;
        })
        .toList();
  }

  List<BillingReferenceType> corrected() {
    return terms.corrects().stream()
        .map(corrected -> {
          var document = new DocumentReferenceType();
          document.setID(corrected.number().toString());
          document.setIssueDate(corrected.issuedOn());
          var reference = new BillingReferenceType();
          reference.setInvoiceDocumentReference(document);
          return reference;
        })
        .toList();
  }

  List<PeriodType> period() {
    return terms.period().stream().map(UblParts::period).toList();
  }

  static PeriodType period(Days days) {
    var period = new PeriodType();
    period.setStartDate(days.first());
    period.setEndDate(days.last());
    return period;
  }

  TaxTotalType taxTotal() {
    var total = new TaxTotalType();
    money(total.setTaxAmount(terms.tax()));
    terms.taxes().stream().map(this::subtotal).forEach(total::addTaxSubtotal);
    return total;
  }

  MonetaryTotalType totals() {
    var total = new MonetaryTotalType();
    money(total.setLineExtensionAmount(terms.net()));
    money(total.setTaxExclusiveAmount(terms.net()));
    money(total.setTaxInclusiveAmount(terms.gross()));
    if (terms.prepaid().signum() != 0) {
      money(total.setPrepaidAmount(terms.prepaid()));
    }
    if (terms.rounding().signum() != 0) {
      money(total.setPayableRoundingAmount(terms.rounding()));
    }
    money(total.setPayableAmount(terms.due()));
    return total;
  }

  <T extends AmountType> T money(T amount) {
    amount.setCurrencyID(terms.currency());
    return amount;
  }

  static TaxSchemeType scheme(String id) {
    var scheme = new TaxSchemeType();
    scheme.setID(id);
    return scheme;
  }

  private TaxSubtotalType subtotal(TaxTerms tax) {
    var category = new TaxCategoryType();
    category.setID(tax.category().code());
    tax.percent()
        .map(BigDecimal::stripTrailingZeros)
        .map(UblParts::plain)
        .ifPresent(category::setPercent);
    tax.reason().map(TaxExemptionReasonType::new).ifPresent(category::addTaxExemptionReason);
    category.setTaxScheme(scheme(VAT));
    var subtotal = new TaxSubtotalType();
    money(subtotal.setTaxableAmount(tax.base()));
    money(subtotal.setTaxAmount(tax.tax()));
    subtotal.setTaxCategory(category);
    return subtotal;
  }

  /// How a line is taxed.
  static TaxCategoryType category(LineTerms line) {
    var category = new TaxCategoryType();
    category.setID(line.category().code());
    line.percent()
        .map(BigDecimal::stripTrailingZeros)
        .map(UblParts::plain)
        .ifPresent(category::setPercent);
    category.setTaxScheme(scheme(VAT));
    return category;
  }

  /// Not 1E+1 for 10.
  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static PartyType party(PartyTerms terms) {
    var party = new PartyType();
    terms
        .endpoint()
        .ifPresent(
            endpoint -> party.setEndpointID(endpoint.address()).setSchemeID(endpoint.scheme()));
    terms.identifier().map(UblParts::identification).ifPresent(party::addPartyIdentification);
    party.setPostalAddress(address(terms));
    terms.vatNumber().map(number -> registered(number, VAT)).ifPresent(party::addPartyTaxScheme);
    terms.taxNumber().map(number -> registered(number, "TAX")).ifPresent(party::addPartyTaxScheme);
    var entity = new PartyLegalEntityType();
    entity.setRegistrationName(terms.name());
    terms.registration().ifPresent(entity::setCompanyID);
    party.addPartyLegalEntity(entity);
    if (terms.email().isPresent()) {
      var contact = new ContactType();
      contact.setElectronicMail(terms.email().get());
      party.setContact(contact);
    }
    return party;
  }

  private static PartyIdentificationType identification(String id) {
    var identification = new PartyIdentificationType();
    identification.setID(id);
    return identification;
  }

  private static PartyTaxSchemeType registered(String number, String scheme) {
    var registered = new PartyTaxSchemeType();
    registered.setCompanyID(number);
    registered.setTaxScheme(scheme(scheme));
    return registered;
  }

  private static AddressType address(PartyTerms terms) {
    var address = new AddressType();
    var street = terms.street();
    if (street.size() > 0) {
      address.setStreetName(street.get(0));
    }
    if (street.size() > 1) {
      address.setAdditionalStreetName(street.get(1));
    }
    if (street.size() > 2) {
      var line = new AddressLineType();
      line.setLine(street.get(2));
      address.addAddressLine(line);
    }
    terms.city().ifPresent(address::setCityName);
    terms.postalCode().ifPresent(address::setPostalZone);
    var country = new CountryType();
    country.setIdentificationCode(terms.country());
    address.setCountry(country);
    return address;
  }
}
