package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.server.invoice.document.InvoicePage.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A party as it stands on the page.
final class PartyBlock {
  private final Wording words;

  PartyBlock(Wording words) {
    this.words = words;
  }

  Party of(String label, InvoiceParty party) {
    return new Party(words.say(label), PlainText.of(party.name()), details(party));
  }

  private List<String> details(InvoiceParty party) {
    var details = new ArrayList<String>();
    party.address().stream().map(PlainText::of).forEach(details::add);
    details.add(
        Stream.of(PlainText.of(party.postalCode()), PlainText.of(party.city()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" ")));
    details.add(country(party.country()));
    PlainText.of(party.taxId()).map(id -> words.say("tax-id", id)).ifPresent(details::add);
    PlainText.of(party.registration())
        .map(number -> words.say("registration", number))
        .ifPresent(details::add);
    PlainText.of(party.email()).ifPresent(details::add);
    details.removeIf(String::isEmpty);
    return details;
  }

  /// The country's name in the document's language. These names are the JDK's; few of them ever
  /// change, and nobody can keep 250 by hand. An unknown country has no line: its name would be
  /// "Unknown Region".
  private String country(String code) {
    if (code.equals(InvoiceParty.NOWHERE)) {
      return "";
    }
    return Locale.of("", code).getDisplayCountry(Locale.forLanguageTag(words.tag()));
  }
}
