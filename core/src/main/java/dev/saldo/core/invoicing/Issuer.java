package dev.saldo.core.invoicing;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Who issues a workspace's invoices.
///
/// @param tax of customers without a rate of their own
/// @param series of invoices; that of credit notes is the same with `CN-` before it
/// @param zone whose day an invoice is issued on
public record Issuer(InvoiceParty party, TaxRate tax, String series, ZoneId zone) {
  /// The series until another is chosen.
  public static final String SERIES = "INV";

  /// Before a workspace has said who it is.
  public static Issuer unnamed() {
    var party = InvoiceParty.named("Unnamed", Optional.empty());
    return new Issuer(party, TaxRate.NONE, SERIES, ZoneOffset.UTC);
  }

  /// The series of credit notes.
  public String creditNotes() {
    return series.length() > 9 ? "CN" : "CN-" + series;
  }
}
