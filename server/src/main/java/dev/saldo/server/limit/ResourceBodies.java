package dev.saldo.server.limit;

import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.store.limit.ResourceReads.ResourceRow;

/// The shapes of resources in bodies and answers.
public final class ResourceBodies {
  /// How many references one request names.
  static final int REFERENCES_MAX = 1_000;

  private static final Schema COUNT = Schema.integer(0, Long.MAX_VALUE);
  private static final Field CUSTOMER = Field.of("customer", Schema.text(80), "The customer.");
  private static final Field RESOURCE =
      Field.of("resource", Schema.text(255), "The kind, by its name in the catalog.");

  /// What is claimed or given back.
  static final Schema NAMED =
      Schema.named(
          "ResourcesInput",
          Schema.object(
              Field.of("customer", Schema.text(255), "The customer's id or external id."),
              RESOURCE,
              Field.of(
                  "references",
                  Schema.list(Schema.text(255), 1, REFERENCES_MAX),
                  "Your own ids of them.")));

  private static final Schema ITEM =
      Schema.object(
          Field.of("id", Schema.text(80), "Its id here."),
          Field.of("reference", Schema.text(255), "Your own id of it."),
          Field.of(
              "changed",
              Schema.flag(),
              "Whether this request claimed it or gave it back; otherwise it was so before."));

  /// What a claim answers.
  static final Schema CLAIM =
      Schema.named("ResourceClaim", Schema.object(standing("Those that were named.")));

  /// What a return answers.
  static final Schema RETURN =
      Schema.named(
          "ResourceReturn",
          Schema.object(
              standing(
                  "Those that were claimed.",
                  Field.of(
                      "absent",
                      Schema.list(Schema.text(255), REFERENCES_MAX),
                      "The references of those that weren't claimed."))));

  /// One resource.
  static final Schema ONE =
      Schema.named(
          "Resource",
          Schema.object(
              CUSTOMER,
              Field.of("id", Schema.text(80), "Its id."),
              Field.of("object", Schema.choice("resource"), "What it is."),
              RESOURCE,
              Field.of("reference", Schema.text(255), "Your own id of it."),
              Field.of("claimed_at", Schema.time(), "Since when it is claimed."),
              Field.optional("returned_at", Schema.time(), "When it was given back.")));

  private ResourceBodies() {}

  private static Field[] standing(String items, Field... more) {
    var fields =
        new Field[] {
          CUSTOMER,
          Field.of("id", Schema.text(80), "The id of the act."),
          Field.of("object", Schema.text(63), "What it is."),
          RESOURCE,
          Field.of("items", Schema.list(ITEM, REFERENCES_MAX), items),
          Field.of("used", COUNT, "How many are claimed afterwards."),
          Field.optional("limit", COUNT, "How many the plan includes; any number without."),
          Field.of("recorded_at", Schema.time(), "When it was decided.")
        };
    var all = java.util.Arrays.copyOf(fields, fields.length + more.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    return all;
  }

  static void write(JsonWriter json, String customer, ResourceRow row) {
    json.text("customer", customer);
    AnswerParts.id(json, "id", IdKind.RESOURCE, row.id());
    json.text("object", "resource")
        .text("resource", row.name())
        .text("reference", row.reference())
        .time("claimed_at", row.claimedAt())
        .optionalTime("returned_at", row.returnedAt());
  }

  /// How many of a kind are claimed, and how many the plan includes.
  static void standing(JsonWriter json, long used, ResourceLimit limit) {
    json.integer("used", used);
    if (limit instanceof ResourceLimit.AtMost(var count)) {
      json.integer("limit", count);
    }
  }
}
