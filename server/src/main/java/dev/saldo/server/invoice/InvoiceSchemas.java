package dev.saldo.server.invoice;

import dev.saldo.server.account.ChoiceSchemas;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;

/// How invoices are described.
final class InvoiceSchemas {
  private static final Schema PERIOD = ChoiceSchemas.PERIOD;

  static final Schema PARTY =
      Schema.named(
          "InvoiceParty",
          Schema.object(
              Field.of("name", Schema.name(), "Its name."),
              Field.of("address", Schema.list(Schema.text(255), 6), "Lines of the address."),
              Field.optional("postal_code", Schema.text(20), "The postal code."),
              Field.optional("city", Schema.text(120), "The city."),
              Field.of(
                  "country", Schema.matching("[A-Z]{2}", 2), "ISO 3166-1 alpha-2, such as `ES`."),
              Field.optional("tax_id", Schema.text(40), "Such as a VAT number."),
              Field.optional("registration", Schema.text(80), "The number in a register."),
              Field.optional("email", Schema.text(255), "Where invoices go."),
              Field.optional(
                  "endpoint",
                  Schema.matching("([0-9]{4}|A[NQSU]|EM):[!-~]{1,100}", 120),
                  "The electronic address, as `scheme:value`; schemes are those of the EAS list.")));

  private static final Schema TIER =
      Schema.named(
          "InvoiceTier",
          Schema.object(
              Field.of("above", notNegative(), "Where the tier begins, exclusive."),
              Field.optional("up_to", notNegative(), "Where it ends, inclusive."),
              Field.of("quantity", notNegative(), "How many units fell into it."),
              Field.of("price", notNegative(), "Of one unit."),
              Field.of("flat", notNegative(), "What entering the tier costs."),
              Field.of("amount", notNegative(), "What it comes to.")));

  static final Schema LINE =
      Schema.named(
          "InvoiceLine",
          Schema.object(
              Field.of("ordinal", Schema.integer(1, 100_000), "Its place."),
              Field.of(
                  "kind",
                  Schema.choice(
                      "plan",
                      "product",
                      "setup",
                      "usage",
                      "overage",
                      "pack",
                      "commitment",
                      "interim",
                      "discount",
                      "adjustment",
                      "carried"),
                  "What it is for."),
              Field.of("code", Schema.text(255), "The name in the catalog."),
              Field.optional(
                  "title",
                  Schema.text(255),
                  "What a person reads; none of what is carried from invoice to invoice."),
              Field.of("quantity", signed(), "How many; below zero for what is given back."),
              Field.optional("unit", Schema.text(120), "What is counted."),
              Field.optional("unit_price", notNegative(), "Of one for the whole period."),
              Field.optional("tiers", Schema.list(TIER, 100), "How the amount came about."),
              Field.of("exact", signed(), "The amount before rounding, to 12 decimals."),
              Field.optional("period", PERIOD, "The time that it covers."),
              Field.optional("cost_centre", Schema.text(255), "Where the customer books it."),
              Field.optional("used", notNegative(), "All that was used."),
              Field.optional(
                  "events",
                  Schema.integer(0, Long.MAX_VALUE),
                  "How many events it was counted from."),
              Field.optional(
                  "average",
                  Schema.flag(),
                  "Whether what was used is the average of a level over the period; not when left"
                      + " out."),
              Field.optional("included", notNegative(), "What cost nothing of it."),
              Field.optional(
                  "carried_over",
                  notNegative(),
                  "What of that was left over from the period before; none when left out."),
              Field.of("net", signed(), "The amount without tax, rounded once."),
              Field.of("tax_category", Schema.text(40), "How it is taxed."),
              Field.of("tax_percent", notNegative(), "The rate."),
              Field.optional("tax_reason", Schema.text(255), "Why there is no tax.")));

  private static final Schema TAX =
      Schema.named(
          "InvoiceTax",
          Schema.object(
              Field.of("tax_category", Schema.text(40), "How it is taxed."),
              Field.of("tax_percent", notNegative(), "The rate."),
              Field.optional("tax_reason", Schema.text(255), "Why there is no tax."),
              Field.of("base", signed(), "The net amount of its lines."),
              Field.of("tax", signed(), "The tax on it, rounded once.")));

  static final Schema TOTALS =
      Schema.named(
          "InvoiceTotals",
          Schema.object(
              Field.of("net", signed(), "The sum of the lines."),
              Field.of("tax", signed(), "The sum of the taxes."),
              Field.of("rounding", signed(), "What makes prices with tax come out."),
              Field.of("gross", signed(), "Net, tax and rounding."),
              Field.of("prepaid", signed(), "Paid before."),
              Field.of("due", signed(), "Left to pay.")));

  private static final Schema CORRECTS =
      Schema.named(
          "InvoiceCorrection",
          Schema.object(
              Field.optional("id", Schema.text(80), "The id of the invoice it is about."),
              Field.of("number", Schema.text(40), "Its number."),
              Field.of("issued_on", Schema.day(), "When that was issued.")));

  /// Drafts have the first members alone.
  static final Schema INVOICE =
      Schema.named(
          "Invoice",
          Schema.object(
              Field.of("id", Schema.text(80), "Its id."),
              Field.of("object", Schema.choice("invoice", "credit_note"), "Which document it is."),
              Field.of("customer", Schema.text(80), "Whose it is."),
              Field.of(
                  "status",
                  Schema.choice("draft", "empty", "finalized", "paid", "void", "uncollectible"),
                  "Where it stands; `empty` is a draft that came to nothing, which has no number"
                      + " and isn't listed."),
              Field.optional("number", Schema.text(40), "There once it is finalized."),
              Field.of("currency", Schema.text(3), "Of every amount."),
              Field.optional("locale", Schema.text(20), "The language it is written in."),
              Field.optional("seller", PARTY, "Who issues it."),
              Field.optional("buyer", PARTY, "Whom it is made out to."),
              Field.optional("period", PERIOD, "The time that it is about."),
              Field.of("drafted_at", Schema.time(), "When the draft was begun."),
              Field.optional("finalize_at", Schema.time(), "When a draft will be finalized."),
              Field.optional("finalized_at", Schema.time(), "When it was."),
              Field.optional("issued_on", Schema.day(), "The day in the seller's zone."),
              Field.optional("due_on", Schema.day(), "The last day to pay."),
              Field.optional("net_days", Schema.integer(0, 365), "The days to pay."),
              Field.optional("purchase_order", Schema.text(120), "The buyer's reference."),
              Field.optional(
                  "corrects",
                  CORRECTS,
                  "The invoice that a credit note gives back, or that this one replaces."),
              Field.optional("reason", Schema.name(), "Why it does, as it was stated."),
              Field.optional("lines", Schema.list(LINE, 100_000), "By kind."),
              Field.optional("taxes", Schema.list(TAX, 20), "One for each rate."),
              Field.optional("totals", TOTALS, "The sums."),
              Field.optional(
                  "digest", Schema.text(64), "SHA-256 of all that stands on it, in hexadecimal.")));

  /// A document that isn't made out yet.
  static final Schema PREVIEWED =
      Schema.named(
          "PreviewedInvoice",
          Schema.object(
              Field.of(
                  "finalize_at",
                  Schema.time(),
                  "When it would get its number; what is used until then is added."),
              Field.of("object", Schema.choice("invoice", "credit_note"), "Which document it is."),
              Field.of("currency", Schema.text(3), "Of every amount."),
              Field.optional("period", PERIOD, "The time whose use it carries."),
              Field.of("net_days", Schema.integer(0, 365), "The days to pay."),
              Field.of("lines", Schema.list(LINE, 100_000), "By kind."),
              Field.of("taxes", Schema.list(TAX, 20), "One for each rate."),
              Field.of("totals", TOTALS, "What is asked for, or given back.")));

  private InvoiceSchemas() {}

  private static Schema notNegative() {
    return Schema.decimal(Schema.Sign.NOT_NEGATIVE);
  }

  private static Schema signed() {
    return Schema.decimal(Schema.Sign.ANY);
  }
}
