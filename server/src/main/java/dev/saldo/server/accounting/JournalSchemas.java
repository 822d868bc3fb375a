package dev.saldo.server.accounting;

import dev.saldo.core.revenue.MoneyAccount;
import dev.saldo.core.revenue.Occasion;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.Arrays;

/// What the journal's answer looks like.
final class JournalSchemas {
  private static final Schema MONEY = Schema.decimal(Schema.Sign.ANY);
  private static final Schema ACCOUNT =
      Schema.choice(
          Arrays.stream(MoneyAccount.values()).map(MoneyAccount::word).toArray(String[]::new));

  private static final Schema ENTRY =
      Schema.named(
          "AccountingEntry",
          Schema.object(
              Field.of("day", Schema.day(), "In UTC; the last one where days are summed up."),
              Field.of("reference", Schema.text(80), "Names the entry, always alike."),
              Field.of(
                  "what",
                  Schema.choice(
                      Arrays.stream(Occasion.values()).map(Occasion::word).toArray(String[]::new)),
                  "What it is about."),
              Field.of("memo", Schema.text(200), "The same in words."),
              Field.of("debit", ACCOUNT, "The account that is debited."),
              Field.of("credit", ACCOUNT, "The account that is credited."),
              Field.of("amount", MONEY, "Above zero."),
              Field.of("currency", Schema.text(3), "ISO 4217.")));

  private static final Schema BALANCE =
      Schema.named(
          "AccountingTotal",
          Schema.object(
              Field.of("account", ACCOUNT, "The account."),
              Field.of("currency", Schema.text(3), "ISO 4217."),
              Field.of("debit", MONEY, "All that was debited."),
              Field.of("credit", MONEY, "All that was credited.")));

  private static final Schema RECONCILIATION =
      Schema.named(
          "AccountingReconciliation",
          Schema.object(
              Field.of("currency", Schema.text(3), "ISO 4217."),
              Field.of(
                  "credits",
                  Schema.object(
                      Field.of("opening", MONEY, "What the grants were worth at the beginning."),
                      Field.of("sold", MONEY, "Added by what was sold."),
                      Field.of("rounding", MONEY, "Left by moving credits between grants."),
                      Field.of("recognised", MONEY, "Earned by use, less what was given back."),
                      Field.of("breakage", MONEY, "Earned by expiry."),
                      Field.of("refunded", MONEY, "Taken away by corrections."),
                      Field.of("closing", MONEY, "What the grants are worth at the end.")),
                  "Deferred revenue of credits."),
              Field.of(
                  "fees",
                  Schema.object(
                      Field.of("opening", MONEY, "Invoiced before, for the time after it."),
                      Field.of("invoiced", MONEY, "On the time's invoices."),
                      Field.of("recognised", MONEY, "Earned by the second."),
                      Field.of("closing", MONEY, "For the time after the end.")),
                  "Deferred fees."),
              Field.of("reconciles", Schema.flag(), "Whether both come out to the last digit.")));

  static final Schema JOURNAL =
      Schema.named(
          "AccountingJournal",
          Schema.object(
              Field.of("from", Schema.day(), "The first day, in UTC."),
              Field.of("until", Schema.day(), "The first day after."),
              Field.of("entries", Schema.list(ENTRY, 1_000_000), "By day, currency and matter."),
              Field.of("totals", Schema.list(BALANCE, 10_000), "By account and currency."),
              Field.of(
                  "reconciliations",
                  Schema.list(RECONCILIATION, 1_000),
                  "One for each currency.")));

  private JournalSchemas() {}
}
