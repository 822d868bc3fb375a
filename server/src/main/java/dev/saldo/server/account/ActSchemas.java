package dev.saldo.server.account;

import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The shapes of acts in bodies: what is done, for whom, and by which execution.
public final class ActSchemas {
  /// A wallet's name as requests give it. One that there isn't yet is opened, so that it is held to
  /// the form of a name.
  public static final Schema WALLET_NAME = Schema.matching("[a-z][a-z0-9_]{0,62}", 63);

  /// How many properties an act's data may have.
  public static final int PROPERTIES_MAX = 50;

  /// The data of an act.
  public static final Schema DATA =
      Schema.named("ActData", new Schema.MapOf(Schema.any(), PROPERTIES_MAX, 100));

  public static final Schema EXECUTION =
      Schema.named(
          "Execution",
          Schema.object(
              Field.of("id", Schema.text(255), "The execution's id in your system."),
              Field.optional("automation", Schema.text(255), "What ran, by id."),
              Field.optional(
                  "status",
                  Schema.choice("succeeded", "failed", "cut_off"),
                  "How it ended; `succeeded` by default. A hold doesn't look at it."),
              Field.nullable("started_at", Schema.time(), "When it began."),
              Field.nullable("finished_at", Schema.time(), "When it ended."),
              Field.optional("member", Schema.text(255), "Who started it, by id."),
              Field.optional("cost_centre", Schema.text(255), "Where it is booked, by id.")));

  private static final Field CUSTOMER =
      Field.of("customer", Schema.text(255), "The customer's id or external id.");

  private static final Field CONFIRMATION =
      Field.optional(
          Confirmations.FIELD,
          Schema.text(100),
          "The token of an earlier `confirmation_required` answer, which confirms the price.");

  /// A charge.
  public static final Schema CHARGE =
      Schema.named("ChargeInput", Schema.object(fields(CONFIRMATION)));

  /// A hold.
  public static final Schema HOLD =
      Schema.named(
          "HoldInput",
          Schema.object(
              fields(
                  CONFIRMATION,
                  Field.optional(
                      "credits",
                      Schema.amount(),
                      "How much to set aside, instead of the price of the data."),
                  Field.optional("unit", Schema.text(63), "The unit of `credits`."),
                  Field.optional(
                      "expires_in_seconds",
                      Schema.integer(1, 86_400),
                      "How long it lives; the action's own, 15 minutes as a rule, by default."))));

  /// An act that is only looked at.
  public static final Schema CHECK = Schema.named("CheckInput", Schema.object(fields()));

  /// What was really used.
  public static final Schema CAPTURE =
      Schema.named(
          "CaptureInput",
          Schema.object(
              Field.optional("data", DATA, "What was used; added to what the hold expected."),
              Field.optional(
                  "credits",
                  Schema.decimal(Schema.Sign.NOT_NEGATIVE),
                  "The price itself, instead of the price of the data."),
              Field.optional("unit", Schema.text(63), "The unit of `credits`."),
              Field.optional("member", Schema.text(255), "Who it is for, by id."),
              Field.optional("cost_centre", Schema.text(255), "Where it is booked, by id."),
              Field.optional("automation", Schema.text(255), "What acted, by id."),
              Field.optional("agent_run", Schema.text(255), "The agent's run it belongs to."),
              Field.optional("execution", EXECUTION, "The execution that used it.")));

  private ActSchemas() {}

  /// The fields that every act has, and more.
  private static List<Field> fields(Field... more) {
    var fields =
        new ArrayList<>(
            List.of(
                CUSTOMER,
                Field.of("action", Schema.text(255), "What is done, by its name in the catalog."),
                Field.optional(
                    "data",
                    DATA,
                    "What the price and the limits look at: texts, flags, and numbers as integers"
                        + " or decimal strings."),
                Field.optional(
                    "wallet",
                    WALLET_NAME,
                    "The wallet; the one of the action's unit if none. Without meaning where the"
                        + " action has no price."),
                Field.optional(
                    "replaces", Schema.text(80), "The charge that this is a second try of."),
                Field.optional("member", Schema.text(255), "Who it is for, by id."),
                Field.optional("cost_centre", Schema.text(255), "Where it is booked, by id."),
                Field.optional("automation", Schema.text(255), "What acts, by id."),
                Field.optional("agent_run", Schema.text(255), "The agent's run it belongs to."),
                Field.optional("execution", EXECUTION, "The execution that uses it.")));
    fields.addAll(Arrays.asList(more));
    return fields;
  }
}
