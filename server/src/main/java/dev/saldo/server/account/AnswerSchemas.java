package dev.saldo.server.account;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shapes of what acts answer.
public final class AnswerSchemas {
  private static final Schema ANY_AMOUNT = Schema.decimal(Schema.Sign.ANY);

  /// How a wallet stands after an act.
  public static final Schema BALANCE =
      Schema.named(
          "Balance",
          Schema.object(
              Field.of("wallet", Schema.text(63), "The wallet's name."),
              Field.of("balance", ANY_AMOUNT, "What is left of all grants."),
              Field.of("held", ANY_AMOUNT, "What open holds have set aside."),
              Field.of("available", ANY_AMOUNT, "Balance less held."),
              Field.of("debt", ANY_AMOUNT, "What unfunded use owes.")));

  private static final Schema LINE =
      Schema.named(
          "PriceLine",
          Schema.object(
              Field.of("component", Schema.text(255), "The part of the price."),
              Field.of("source", Schema.text(255), "Where the price stands in the catalog."),
              Field.of("quantity", ANY_AMOUNT, "What is charged."),
              Field.of("unit_price", ANY_AMOUNT, "Credits for `per` units."),
              Field.of("factor", ANY_AMOUNT, "Markup and multipliers."),
              Field.of("per", ANY_AMOUNT, "How many units the unit price is for."),
              Field.of("credits", ANY_AMOUNT, "The line's amount, rounded for reading.")));

  private static final Schema DRAW =
      Schema.named(
          "GrantUse",
          Schema.object(
              Field.of("grant", Schema.text(80), "The grant."),
              Field.of("credits", ANY_AMOUNT, "How much of it.")));

  private static final Schema FUNDING =
      Schema.named(
          "Funding",
          Schema.object(
              Field.of("grants", Schema.list(DRAW, 1_000), "The grants used, in burn order."),
              Field.of("overage", ANY_AMOUNT, "What is billed beyond the credits."),
              Field.of("unfunded", ANY_AMOUNT, "Use that nothing covers: a debt.")));

  private static final Schema CONSULTED =
      Schema.named(
          "ConsultedLimit",
          Schema.object(
              Field.of("level", Schema.text(63), "`quota`, `rate`, `budget`, `free` or `overage`."),
              Field.of("name", Schema.text(255), "Its name."),
              Field.optional("limit", ANY_AMOUNT, "The ceiling."),
              Field.optional("used", ANY_AMOUNT, "Consumed and held, after the act."),
              Field.of("unit", Schema.text(63), "What is counted."),
              Field.optional("resets_at", Schema.time(), "When it begins anew.")));

  private static final Schema PARTY =
      Schema.named(
          "Party",
          Schema.object(
              Field.of("id", Schema.text(255), "The id."),
              Field.optional("name", Schema.text(255), "The name at the time."),
              Field.optional("email", Schema.text(255), "The e-mail address at the time.")));

  /// A charge, which may be the capture of a hold.
  public static final Schema CHARGE =
      Schema.named(
          "Charge",
          Schema.object(
              booked(
                  Field.optional("hold", Schema.text(80), "The hold that was captured."),
                  Field.optional("held", ANY_AMOUNT, "What the hold had set aside."),
                  Field.optional("released", ANY_AMOUNT, "What of that was given back."))));

  /// A hold.
  public static final Schema HOLD =
      Schema.named(
          "Hold",
          Schema.object(
              booked(
                  Field.of(
                      "state",
                      Schema.choice("open", "captured", "released", "expired"),
                      "How it stands."),
                  Field.of("expires_at", Schema.time(), "When it ends by itself."),
                  Field.optional("captured_by", Schema.text(80), "The charge that ended it."))));

  /// The end or a longer life of a hold.
  public static final Schema HOLD_CHANGE =
      Schema.named(
          "HoldChange",
          Schema.object(
              Field.of("customer", Schema.text(80), "The customer."),
              Field.of("id", Schema.text(80), "The hold."),
              Field.of("object", Schema.choice("hold"), "What it is."),
              Field.of("state", Schema.choice("open", "released"), "How it stands."),
              Field.optional("released", ANY_AMOUNT, "What was given back."),
              Field.optional("unit", Schema.text(63), "The unit of credits."),
              Field.optional("expires_at", Schema.time(), "When it ends by itself."),
              Field.optional("balance", BALANCE, "The wallet afterwards."),
              Field.of("recorded_at", Schema.time(), "When it was decided.")));

  /// A charge that was only looked at.
  public static final Schema CHECKED = Schema.named("CheckedCharge", Schema.object(story()));

  private AnswerSchemas() {}

  private static List<Field> booked(Field... more) {
    var fields =
        new ArrayList<>(
            List.of(
                Field.of("customer", Schema.text(80), "The customer."),
                Field.of("id", Schema.text(80), "Its id."),
                Field.of("object", Schema.text(63), "What it is.")));
    fields.addAll(story());
    fields.add(Field.of("receipt", Schema.text(255), "Where its receipt is."));
    fields.add(Field.of("occurred_at", Schema.time(), "When it happened."));
    fields.add(Field.of("recorded_at", Schema.time(), "When it was decided."));
    fields.addAll(Arrays.asList(more));
    return fields;
  }

  private static List<Field> story() {
    return new ArrayList<>(
        List.of(
            Field.of("action", Schema.text(255), "What was done."),
            Field.of("title", Schema.text(255), "The action as it was called."),
            Field.optional("credits", ANY_AMOUNT, "The price, where the action has one."),
            Field.optional("unit", Schema.text(63), "The unit of credits."),
            Field.optional("lines", Schema.list(LINE, 1_000), "How the price came about."),
            Field.optional("funding", FUNDING, "What covers it."),
            Field.optional("balance", BALANCE, "The wallet afterwards."),
            Field.of("catalog", Schema.text(255), "The catalog's version."),
            Field.of("plan", Schema.text(255), "The plan."),
            Field.of("plan_title", Schema.text(255), "The plan as it was called."),
            Field.optional(
                "consulted", Schema.list(CONSULTED, 1_000), "The limits that were looked at."),
            Field.optional("member", PARTY, "Who it was for."),
            Field.optional("cost_centre", PARTY, "Where it is booked."),
            Field.optional("automation", PARTY, "What acted."),
            Field.optional("api_key", Schema.text(80), "The key that asked."),
            Field.optional("agent_run", Schema.text(255), "The agent's run."),
            Field.optional("execution", ActSchemas.EXECUTION, "The execution."),
            Field.optional("replaces", Schema.text(80), "The first try.")));
  }
}
