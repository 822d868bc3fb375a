package dev.saldo.server.customer;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.customer.Customer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/// What a customer looks like in requests and answers, and the checks that a schema can't make.
final class CustomerSchemas {
  /// Visible ASCII without what would need escaping in an address; never like an id of ours.
  static final Schema EXTERNAL_ID = Schema.matching("(?!cus_)[A-Za-z0-9._:@+-]+", 255);

  static final Schema EMAIL = Schema.matching("[^@\\s]{1,64}@[^@\\s]{1,189}", 254);
  private static final Schema LOCALE =
      Schema.matching("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", 16);
  private static final Schema METADATA = Schema.map(Schema.text(500), 50);
  private static final Schema CURRENCY = Schema.matching("[A-Z]{3}", 3);
  private static final Schema ZONE = Schema.text(64);

  static final Schema INPUT =
      Schema.named(
          "CustomerInput",
          Schema.object(
              Field.of(
                  "external_id",
                  EXTERNAL_ID,
                  "Your own id for it: unique in the workspace, and for good."),
              Field.of("name", Schema.name(), "What people call it."),
              Field.nullable("email", EMAIL, "Where bills and warnings go."),
              Field.optional("locale", LOCALE, "The language it reads, `en` by default."),
              Field.optional("currency", CURRENCY, "ISO 4217, `USD` by default."),
              Field.optional(
                  "zone",
                  ZONE,
                  "The IANA time zone at whose midnight its days begin, `UTC` by default."),
              Field.optional("metadata", METADATA, "Your own notes."),
              Field.optional("catalog", Schema.text(63), "The catalog of the plan."),
              Field.optional("plan", Schema.text(63), "The plan to begin with.")));

  static final Schema CHANGE =
      Schema.named(
          "CustomerChange",
          Schema.object(
              Field.optional("name", Schema.name(), "What people call it."),
              Field.nullable("email", EMAIL, "Where bills and warnings go."),
              Field.optional("locale", LOCALE, "The language it reads."),
              Field.optional("currency", CURRENCY, "ISO 4217."),
              Field.optional("zone", ZONE, "The IANA time zone at whose midnight its days begin."),
              Field.optional("metadata", METADATA, "Your own notes, replaced as a whole.")));

  private static final Schema PLAN =
      Schema.named(
          "CustomerPlan",
          Schema.object(
              Field.of("catalog", Schema.text(63), "The catalog."),
              Field.of("version", Schema.integer(1, Integer.MAX_VALUE), "Its version."),
              Field.of("plan", Schema.text(63), "The plan.")));

  static final Schema SHOWN =
      Schema.named(
          "Customer",
          Schema.object(
              Field.of("id", Schema.id("cus"), "Its id."),
              Field.of("external_id", Schema.text(255), "Your own id for it."),
              Field.of("name", Schema.name(), "What people call it."),
              Field.optional("email", Schema.text(254), "Where bills and warnings go."),
              Field.of("locale", LOCALE, "The language it reads."),
              Field.of("currency", CURRENCY, "ISO 4217."),
              Field.of("zone", ZONE, "The time zone at whose midnight its days begin."),
              Field.of("metadata", METADATA, "Your own notes."),
              Field.optional("plan", PLAN, "The plan that it is on."),
              Field.optional("test_clock", Schema.time(), "Its own time, in test mode."),
              Field.of("created_at", Schema.time(), "When it was put in."),
              Field.of("updated_at", Schema.time(), "When it was last changed.")));

  private CustomerSchemas() {}

  static void write(JsonWriter json, Customer customer) {
    json.text("id", PublicId.of(IdKind.CUSTOMER, customer.id()))
        .text("external_id", customer.externalId())
        .text("name", customer.name())
        .optionalText("email", customer.email())
        .text("locale", customer.locale())
        .text("currency", customer.currency())
        .text("zone", customer.zone())
        .raw("metadata", customer.metadata().getBytes(StandardCharsets.UTF_8));
    customer
        .plan()
        .ifPresent(plan ->
            json.object(
                "plan",
                inner ->
                    inner
                        .text("catalog", plan.catalog())
                        .integer("version", plan.version())
                        .text("plan", plan.plan())));
    json.optionalTime("test_clock", customer.testClock())
        .time("created_at", customer.createdAt())
        .time("updated_at", customer.updatedAt());
  }

  /// Refuses a currency that isn't in use and a zone that isn't one.
  static void check(Body body) {
    List<Fault> faults = new ArrayList<>();
    body.optionalText("currency")
        .filter(code -> !isCurrency(code))
        .ifPresent(code ->
            faults.add(
                new Fault(
                    "/currency",
                    ProblemType.CURRENCY_UNKNOWN,
                    Map.of("currency", new Figure.Text(code)))));
    body.optionalText("zone")
        .filter(zone -> !ZoneId.getAvailableZoneIds().contains(zone))
        .ifPresent(zone ->
            faults.add(
                new Fault(
                    "/zone",
                    ProblemType.REFERENCE_UNKNOWN,
                    Map.of("kind", new Figure.Text("zone"), "value", new Figure.Text(zone)))));
    if (!faults.isEmpty()) {
      throw Problem.ofFaults(faults).toException();
    }
  }

  private static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> known.getCurrencyCode().equals(code));
  }

  /// The metadata as JSON; none is `{}`.
  static String metadata(Body body) {
    Json json = body.value("metadata").orElse(Json.Obj.EMPTY);
    return new String(JsonWriter.of(json), StandardCharsets.UTF_8);
  }
}
