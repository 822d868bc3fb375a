package dev.saldo.server.account;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;

/// The shapes of what grants, refunds and other movements of credits answer.
public final class MoneySchemas {
  private static final Schema ANY_AMOUNT = Schema.decimal(Schema.Sign.ANY);
  private static final Field CUSTOMER = Field.of("customer", Schema.text(80), "The customer.");
  private static final Field ID = Field.of("id", Schema.text(80), "Its id.");
  private static final Field OBJECT = Field.of("object", Schema.text(63), "What it is.");
  private static final Field CREDITS = Field.of("credits", ANY_AMOUNT, "How much.");
  private static final Field UNIT = Field.of("unit", Schema.text(63), "The unit of credits.");
  private static final Field REASON = Field.of("reason", Schema.text(500), "Why.");
  private static final Field RECORDED =
      Field.of("recorded_at", Schema.time(), "When it was decided.");

  static final Schema PAID =
      Schema.named(
          "Paid",
          Schema.object(
              Field.of("amount", ANY_AMOUNT, "How much money."),
              Field.of("currency", Schema.text(3), "ISO 4217.")));

  /// A grant within another answer.
  public static final Schema GRANT =
      Schema.named(
          "Grant",
          Schema.object(
              Field.optional("customer", Schema.text(80), "The customer."),
              ID,
              Field.optional("object", Schema.text(63), "What it is."),
              Field.of("kind", Schema.text(63), "Where the credits come from."),
              Field.of("label", Schema.text(255), "What it came from."),
              UNIT,
              Field.of("amount", ANY_AMOUNT, "How much was granted."),
              Field.of("remaining", ANY_AMOUNT, "How much is left."),
              Field.of("held", ANY_AMOUNT, "How much of it is set aside."),
              Field.of("priority", Schema.integer(0, Integer.MAX_VALUE), "Lower is used first."),
              Field.of("state", Schema.choice("pending", "active", "expired"), "How it stands."),
              Field.of("effective_at", Schema.time(), "When it takes effect."),
              Field.optional("expires_at", Schema.time(), "When it ends."),
              Field.optional("paid", PAID, "What was paid for all of it."),
              Field.optional("wallet", Schema.text(63), "The wallet it is in."),
              Field.optional("balance", AnswerSchemas.BALANCE, "The wallet afterwards."),
              Field.optional("recorded_at", Schema.time(), "When it was decided.")));

  private static final Schema RESTORED =
      Schema.object(
          Field.of("grant", Schema.text(80), "The grant."),
          Field.of("credits", ANY_AMOUNT, "How much came back to it."));

  /// A refund.
  public static final Schema REFUND =
      Schema.named(
          "Refund",
          Schema.object(
              CUSTOMER,
              ID,
              OBJECT,
              Field.of("charge", Schema.text(80), "What was given back."),
              CREDITS,
              UNIT,
              REASON,
              Field.of("restored", Schema.list(RESTORED, 1_000), "The grants restored."),
              Field.of("regranted", Schema.list(GRANT, 1_000), "New grants for expired ones."),
              Field.of("breakage", ANY_AMOUNT, "What came back to an expired grant and is gone."),
              Field.of("debt_forgiven", ANY_AMOUNT, "What of a debt fell away."),
              Field.of("overage_reversed", ANY_AMOUNT, "What of overage fell away."),
              Field.of("balance", AnswerSchemas.BALANCE, "The wallet afterwards."),
              Field.of("receipt", Schema.text(255), "Where its receipt is."),
              Field.of("occurred_at", Schema.time(), "When it happened."),
              RECORDED));

  /// A correction, a revocation, or the settling of a debt.
  public static final Schema CORRECTION =
      Schema.named(
          "Correction",
          Schema.object(
              CUSTOMER,
              ID,
              OBJECT,
              Field.optional("grant", Schema.text(80), "The grant."),
              CREDITS,
              UNIT,
              Field.optional("how", Schema.choice("pay", "write_off"), "How a debt was settled."),
              REASON,
              Field.of("balance", AnswerSchemas.BALANCE, "The wallet afterwards."),
              RECORDED));

  /// A transfer.
  public static final Schema TRANSFER =
      Schema.named(
          "Transfer",
          Schema.object(
              CUSTOMER,
              ID,
              OBJECT,
              CREDITS,
              UNIT,
              Field.of("from", AnswerSchemas.BALANCE, "The wallet it left, afterwards."),
              Field.of("to", AnswerSchemas.BALANCE, "The wallet it came to, afterwards."),
              RECORDED));

  private MoneySchemas() {}
}
