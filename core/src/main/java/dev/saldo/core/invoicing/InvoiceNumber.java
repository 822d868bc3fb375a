package dev.saldo.core.invoicing;

import java.util.Locale;

/// A number of a series without gaps.
///
/// @param series 1 to 12 of `A-Z`, `0-9`, `-`
/// @param sequence from 1
public record InvoiceNumber(String series, long sequence) {
  public InvoiceNumber {
    if (!series.matches("[A-Z0-9-]{1,12}") || sequence < 1) {
      throw new IllegalArgumentException("an invoice number " + series + " " + sequence);
    }
  }

  /// As it stands on paper: `INV-000042`, with the same digits whatever the machine's language.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s-%06d", series, sequence);
  }
}
