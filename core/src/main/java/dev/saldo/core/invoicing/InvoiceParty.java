package dev.saldo.core.invoicing;

import java.util.List;
import java.util.Optional;

/// Who issues or receives an invoice, as it was at the time.
///
/// @param name at most 255 characters
/// @param address its lines, without postal code, city and country
/// @param country ISO 3166-1 alpha-2, or [#NOWHERE]
/// @param taxId such as a VAT number, with its country's prefix
/// @param registration the number in a register of companies
/// @param endpoint the electronic address (BT-34, BT-49), as `scheme:value` such as
///   `0088:4000001000005`; the e-mail address serves where there is none
public record InvoiceParty(
    String name,
    List<String> address,
    Optional<String> postalCode,
    Optional<String> city,
    String country,
    Optional<String> taxId,
    Optional<String> registration,
    Optional<String> email,
    Optional<String> endpoint) {
  /// CLDR's code of an unknown country, which ISO 3166-1 leaves to its users.
  public static final String NOWHERE = "ZZ";

  public InvoiceParty {
    address = List.copyOf(address);
  }

  /// A party of whom nothing else was stated.
  public static InvoiceParty named(String name, Optional<String> email) {
    return new InvoiceParty(
        name,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        NOWHERE,
        Optional.empty(),
        Optional.empty(),
        email,
        Optional.empty());
  }
}
