package dev.saldo.core.catalog;

import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import java.util.LinkedHashSet;
import java.util.SequencedMap;

/// Reads what quotas and rate limits count.
final class LimitsSections {
  static final Shape QUOTAS =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "quota",
              "Something counted against the quotas of plans.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required(
                  "meter",
                  Shapes.reference(Section.METERS),
                  "The meter that counts; its aggregate is count or sum."),
              Shape.Key.required("resets", Resets.SHAPE, "When it begins anew.")));

  static final Shape RATE_LIMITS =
      Shapes.map(
          Shapes.NAME,
          Shapes.table(
              "rate_limit",
              "Something whose acts are counted against the rate limits of plans.",
              Shape.Key.required("title", Shapes.TITLE, "What a person reads."),
              Shape.Key.required(
                  "counts",
                  Shapes.list(Shapes.EVENT_TYPE, 1),
                  "The actions, or the types of metered events, that count as one act each.")));

  private LimitsSections() {}

  static SequencedMap<String, Quota> quotas(Reading reading, SequencedMap<String, Meter> meters) {
    return reading.each(Section.QUOTAS, (name, fields) -> quota(reading, meters, name, fields));
  }

  private static Quota quota(
      Reading reading, SequencedMap<String, Meter> meters, String name, Fields fields) {
    var meter = meters.get(fields.textOr("meter", ""));
    if (meter != null
        && meter.aggregation() != Aggregation.COUNT
        && meter.aggregation() != Aggregation.SUM) {
      reading.error(
          fields,
          "meter",
          "a quota needs a meter that counts or sums; " + Faults.echo(meter.name()) + " doesn't");
    }
    return new Quota(
        name, fields.textOr("title", ""), fields.textOr("meter", ""), Resets.read(fields));
  }

  static SequencedMap<String, Rate> rates(Reading reading, SequencedMap<String, Meter> meters) {
    var types = new LinkedHashSet<>(reading.names().in(Section.ACTIONS));
    meters.values().forEach(meter -> types.addAll(meter.eventTypes()));
    return reading.each(
        Section.RATE_LIMITS,
        (name, fields) -> {
          for (var item : fields.list("counts")) {
            var type = Fields.text(item).orElse("");
            if (item instanceof Node.Scalar && !types.contains(type)) {
              reading
                  .faults()
                  .error(
                      item.place(),
                      fields.path("counts"),
                      Faults.echo(type)
                          + " is neither an action nor the event of a meter"
                          + Spelling.suggestion(type, types));
            }
          }
          return new Rate(
              name, fields.textOr("title", ""), new LinkedHashSet<>(fields.texts("counts")));
        });
  }
}
