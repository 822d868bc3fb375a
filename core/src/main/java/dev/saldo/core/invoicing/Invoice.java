package dev.saldo.core.invoicing;

import dev.saldo.core.calendar.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// An invoice or a credit note, with all that stands on it.
///
/// On a credit note the amounts are what is given back, above zero, as EN 16931 wants them.
///
/// @param number there from finalization on
/// @param locale the language it is written in: English, Spanish or Brazilian Portuguese
/// @param zone the seller's, in which periods and moments are days on paper
/// @param period the time it is about; empty for what is paid once
/// @param issuedOn in the seller's zone; there from finalization on
/// @param dueOn the last day to pay
/// @param netDays the days to pay that were agreed; 0 for at once
/// @param purchaseOrder the buyer's own reference (BT-13)
/// @param corrects the invoice that a credit note gives back, or that this one replaces
/// @param reason why it does, as it was stated
/// @param lines by kind, then in the order in which they came to be
/// @param taxes one for each rate that a line has
public record Invoice(
    UUID id,
    UUID customer,
    Kind kind,
    Status status,
    Optional<InvoiceNumber> number,
    Currency currency,
    Locale locale,
    ZoneId zone,
    InvoiceParty seller,
    InvoiceParty buyer,
    Optional<Period> period,
    Instant draftedAt,
    Optional<LocalDate> issuedOn,
    Optional<LocalDate> dueOn,
    int netDays,
    Optional<String> purchaseOrder,
    Optional<Correction> corrects,
    Optional<String> reason,
    List<InvoiceLine> lines,
    List<TaxTotal> taxes,
    InvoiceTotals totals) {
  public Invoice {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }

  /// Which document it is; the codes are those of UNTDID 1001 (BT-3).
  public enum Kind {
    INVOICE("380"),
    CREDIT_NOTE("381");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /// Where it stands. A draft may still change; from `FINALIZED` on nothing of it does but its
  /// state.
  public enum Status {
    DRAFT,
    FINALIZED,
    PAID,
    VOID,
    UNCOLLECTIBLE
  }

  /// The earlier invoice that this one is about.
  ///
  /// @param invoice its id; documents of old don't say it
  public record Correction(Optional<UUID> invoice, InvoiceNumber number, LocalDate issuedOn) {}
}
