package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.change.Change;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.store.catalog.CatalogVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What catalogs look like in answers.
final class CatalogSchemas {
  private static final Schema FAULT =
      Schema.named(
          "CatalogFault",
          Schema.object(
              Field.of("line", Schema.integer(1, Integer.MAX_VALUE), "Counted from 1."),
              Field.of("column", Schema.integer(1, Integer.MAX_VALUE), "Counted from 1."),
              Field.optional("path", Schema.text(1_000), "What it concerns."),
              Field.of("message", Schema.text(5_000), "What is wrong and what is allowed."),
              Field.of(
                  "severity",
                  Schema.choice("error", "warning"),
                  "Errors refuse the catalog, warnings don't.")));

  private static final List<Field> HEAD =
      List.of(
          Field.of("name", Schema.text(63), "The catalog's name."),
          Field.of("version", Schema.integer(1, Integer.MAX_VALUE), "Counted from 1."),
          Field.of("digest", Schema.matching("[0-9a-f]{64}", 64), "The text's SHA-256."),
          Field.of("published_by", Schema.text(100), "The key that published it."),
          Field.of("published_at", Schema.time(), "When it was published."));

  static final Schema VERSION = Schema.named("CatalogVersion", Schema.object(HEAD));

  static final Schema WITH_TEXT =
      Schema.named(
          "CatalogVersionText",
          Schema.object(plus(Field.of("text", Schema.text(1_000_000), "The text as published."))));

  static final Schema PUBLISHED =
      Schema.named(
          "PublishedCatalog",
          Schema.object(
              plus(
                  Field.of(
                      "published",
                      Schema.flag(),
                      "Whether this is a new version; a text that is the current one already"
                          + " changes nothing."),
                  Field.of(
                      "warnings", Schema.list(FAULT, 1_000), "What is allowed and looks odd."))));

  static final Schema VALIDATION =
      Schema.named(
          "CatalogValidation",
          Schema.object(
              Field.of("valid", Schema.flag(), "Whether it could be published."),
              Field.optional("name", Schema.text(63), "The catalog's name."),
              Field.of("faults", Schema.list(FAULT, 1_000), "All errors and warnings.")));

  static final Schema DIFFERENCE =
      Schema.named(
          "CatalogDifference",
          Schema.object(
              Field.of("name", Schema.text(63), "The catalog's name."),
              Field.optional(
                  "against",
                  Schema.integer(1, Integer.MAX_VALUE),
                  "The current version; none where nothing is published."),
              Field.of(
                  "changes",
                  Schema.list(
                      Schema.named(
                          "CatalogChange",
                          Schema.object(
                              Field.of("path", Schema.text(1_000), "Where, as in the text."),
                              Field.of("kind", Schema.text(63), "What it is about."),
                              Field.of(
                                  "direction",
                                  new Schema.Choice(
                                      Arrays.stream(Change.Direction.values())
                                          .map(CatalogSchemas::word)
                                          .toList()),
                                  "Which way it goes."),
                              Field.of(
                                  "plans",
                                  Schema.list(Schema.text(63), 1_000),
                                  "The plans whose customers it touches."),
                              Field.of(
                                  "words",
                                  Schema.text(5_000),
                                  "What changes for whom, in the caller's language."))),
                      10_000),
                  "Every difference; none where both would decide alike.")));

  private CatalogSchemas() {}

  private static List<Field> plus(Field... more) {
    List<Field> all = new ArrayList<>(HEAD);
    all.addAll(List.of(more));
    return all;
  }

  static void head(JsonWriter json, CatalogVersion version) {
    json.text("name", version.name())
        .integer("version", version.version())
        .text("digest", version.digest())
        .text("published_by", version.publishedBy())
        .time("published_at", version.publishedAt());
  }

  static void fault(JsonWriter json, Fault fault) {
    json.integer("line", fault.place().line()).integer("column", fault.place().column());
    if (!fault.path().isEmpty()) {
      json.text("path", fault.path());
    }
    json.text("message", fault.message()).text("severity", word(fault.severity()));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
