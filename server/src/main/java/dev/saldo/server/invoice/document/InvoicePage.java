package dev.saldo.server.invoice.document;

import java.util.List;
import java.util.Optional;

/// What stands on the pages of an invoice, as finished texts in the order of reading. The template
/// only places them; nothing is decided or formatted there.
///
/// @param name what it is called where it is one of many: `Invoice INV-000042`
/// @param number empty as long as it has none
/// @param mark `Draft` or `Void`, where it is one
/// @param notices sentences below the title: what the mark means, which invoice is corrected and
///   why
/// @param headline what it comes to
/// @param amountTitle the heading of the column of amounts, with the currency
/// @param emptyText what stands there instead of lines where there are none
/// @param costCentres empty where no line has one
record InvoicePage(
    String language,
    String name,
    String title,
    Optional<String> number,
    Optional<String> mark,
    List<String> notices,
    Party seller,
    Party buyer,
    List<Fact> facts,
    Fact headline,
    Labels labels,
    String amountTitle,
    List<Section> sections,
    String emptyText,
    List<Fact> costCentres,
    List<TaxRow> taxes,
    List<Fact> totals,
    Fact total,
    Footer footer,
    Optional<Usage> usage) {
  /// A label and what belongs to it.
  record Fact(String label, String value) {}

  /// @param label what it is on this page, such as `Bill to`
  /// @param details its address and numbers, line by line
  record Party(String label, String name, List<String> details) {}

  /// The headings of columns.
  record Labels(
      String description,
      String quantity,
      String unitPrice,
      String costCentres,
      String tax,
      String taxBase,
      String taxAmount) {}

  /// Lines of one kind.
  record Section(String title, List<Row> rows) {}

  /// @param details what stands small below the title
  record Row(
      String title, List<String> details, String quantity, String unitPrice, String amount) {}

  /// @param reason why there is no tax
  record TaxRow(String name, Optional<String> reason, String base, String tax) {}

  /// What stands below every page; the page's number and the number of pages come between the three
  /// pieces of text.
  record Footer(String text, String beforePage, String betweenPages, String afterPages) {}

  /// The page behind the invoice.
  record Usage(
      String title,
      String period,
      String meter,
      String quantity,
      String events,
      List<UsageRow> rows) {}

  record UsageRow(String period, String meter, String quantity, String events) {}
}
