package dev.saldo.core.invoicing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  public InvoiceParty {
    address = List.copyOf(address);
  }

  /// Whether it is the code of a country (ISO 3166-1 alpha-2).
  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /// Whether it has the prefix that EN 16931 asks of a VAT number (BR-CO-09): a country, `EL` for
  /// Greece or `XI` for Northern Ireland.
  public static boolean isVatNumber(String taxId) {
    if (taxId.length() < 3) {
      return false;
    }
    var prefix = taxId.substring(0, 2);
    return isCountry(prefix) || prefix.equals("EL") || prefix.equals("XI");
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
