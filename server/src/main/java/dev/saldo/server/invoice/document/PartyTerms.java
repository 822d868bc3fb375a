package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.InvoiceParty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A party in the terms of EN 16931 (BG-4, BG-7).
///
/// @param identifier BT-29, BT-46
/// @param registration BT-30, BT-47
/// @param vatNumber with its country's prefix (BT-31, BT-48)
/// @param taxNumber one that isn't a VAT number of that form (BT-32); never there for a buyer, who
///   has no such term
/// @param street at most three lines, as there are terms for them
record PartyTerms(
    String name,
    Optional<String> identifier,
    Optional<String> registration,
    Optional<String> vatNumber,
    Optional<String> taxNumber,
    List<String> street,
    Optional<String> postalCode,
    Optional<String> city,
    String country,
    Optional<String> email,
    Optional<Endpoint> endpoint) {
  private static final int STREET_LINES = 3;

  /// An electronic address: its scheme, of the list EAS, and the address in it.
  record Endpoint(String scheme, String address) {}

  /// @param outOfScope no VAT number may stand on an invoice outside of VAT (BR-O-02)
  static PartyTerms seller(InvoiceParty party, boolean outOfScope) {
    var taxId = PlainText.of(party.taxId());
    var registration = PlainText.of(party.registration());
    var vatNumber = outOfScope ? Optional.<String>empty() : taxId.filter(InvoiceParty::isVatNumber);
    var taxNumber = vatNumber.isPresent() ? Optional.<String>empty() : taxId;
    // BR-CO-26: a seller has at least one number or name by which it is known.
    var known = registration.isPresent() || vatNumber.isPresent();
    var identifier =
        known ? Optional.<String>empty() : taxId.or(() -> Optional.of(PlainText.of(party.name())));
    return of(party, identifier, registration, vatNumber, taxNumber);
  }

  static PartyTerms buyer(InvoiceParty party, boolean outOfScope) {
    var taxId = PlainText.of(party.taxId());
    var vatNumber = outOfScope ? Optional.<String>empty() : taxId.filter(InvoiceParty::isVatNumber);
    var identifier = vatNumber.isPresent() ? Optional.<String>empty() : taxId;
    return of(party, identifier, PlainText.of(party.registration()), vatNumber, Optional.empty());
  }

  private static PartyTerms of(
      InvoiceParty party,
      Optional<String> identifier,
      Optional<String> registration,
      Optional<String> vatNumber,
      Optional<String> taxNumber) {
    return new PartyTerms(
        PlainText.of(party.name()),
        identifier,
        registration,
        vatNumber,
        taxNumber,
        street(party.address()),
        PlainText.of(party.postalCode()),
        PlainText.of(party.city()),
        party.country(),
        PlainText.of(party.email()),
        endpoint(party));
  }

  /// Lines beyond the third share its place.
  private static List<String> street(List<String> address) {
    var lines = address.stream().map(PlainText::of).filter(line -> !line.isEmpty()).toList();
    if (lines.size() <= STREET_LINES) {
      return lines;
    }
    var street = new ArrayList<>(lines.subList(0, STREET_LINES - 1));
    street.add(String.join(", ", lines.subList(STREET_LINES - 1, lines.size())));
    return List.copyOf(street);
  }

  /// Its own address, or else the one for e-mail, whose scheme is `EM`.
  private static Optional<Endpoint> endpoint(InvoiceParty party) {
    return Stream.concat(
            PlainText.of(party.endpoint()).flatMap(PartyTerms::endpoint).stream(),
            PlainText.of(party.email()).map(email -> new Endpoint("EM", email)).stream())
        .findFirst();
  }

  private static Optional<Endpoint> endpoint(String text) {
    var colon = text.indexOf(':');
    return colon < 1 || colon == text.length() - 1
        ? Optional.empty()
        : Optional.of(new Endpoint(text.substring(0, colon), text.substring(colon + 1)));
  }
}
