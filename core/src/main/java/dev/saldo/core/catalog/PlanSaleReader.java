package dev.saldo.core.catalog;

import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Meter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a plan costs in money.
final class PlanSaleReader {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final List<Aggregation> BILLED =
      List.of(
          Aggregation.COUNT, Aggregation.SUM, Aggregation.MAX, Aggregation.TIME_WEIGHTED_AVERAGE);

  private static final Shape USAGE =
      Shapes.table(
          "usage",
          "What use of a meter costs.",
          Shape.Key.optional(
              "title", Shapes.TITLE, "What a line says; the meter's name when left out."),
          Shape.Key.optional("unit", Shapes.TITLE, "One of what is counted; `unit` when left out."),
          Shape.Key.optional(
              "included", Shapes.AMOUNT, "How much costs nothing; nothing when left out."),
          Shape.Key.optional(
              "draws",
              Shapes.list(Shapes.LINE_NAME, 1),
              "The values of the price's dimension that the included units cover, in the order in"
                  + " which they draw on them; all alike when left out."),
          Shape.Key.optional(
              "needs",
              Shapes.someMap(Shapes.LINE_NAME, Shapes.reference(Section.PRODUCTS)),
              "The products without which a value of the dimension can't be used."),
          Shape.Key.optional(
              "per",
              Shapes.choice("day", "month", "period"),
              "What the included units are for; the billed period, a month, when left out."),
          Shape.Key.optional(
              "above",
              Shapes.choice("blocked", "billed", "on_consent"),
              "What becomes of use above them; billed when left out."),
          Shape.Key.optional(
              "price", PriceReader.SHAPE, "The price of use above them; nothing when left out."),
          Shape.Key.optional(
              "notify_at",
              Shapes.list(Shapes.PERCENT, 1),
              "The used shares of the included units, in percent, that notify."),
          Shape.Key.optional(
              "rollover",
              Rollovers.SHAPE,
              "What of the included units is carried into the next period; nothing when left out."));

  private static final Shape OVERAGE =
      Shapes.table(
          "overage_price",
          "What credits that are short cost.",
          Shape.Key.required("price", AmountsReader.SHAPE, "The price of `per` credits."),
          Shape.Key.optional("per", Shapes.POSITIVE, "How many credits; one when left out."));

  static final List<Shape.Key> KEYS =
      List.of(
          Shape.Key.optional(
              "price",
              AmountsReader.SHAPE,
              "The price of a month, in the catalog's currency or by currency; none when left out."),
          Shape.Key.optional(
              "per_seat", Shapes.FLAG, "Whether price and credits are for one seat each."),
          Shape.Key.optional("setup", AmountsReader.SHAPE, "What is paid once."),
          Shape.Key.optional(
              "annual",
              new Shape.OneOf(
                  List.of(
                      Shapes.table(
                          "annual_price",
                          "A year paid at once.",
                          Shape.Key.required(
                              "price", AmountsReader.SHAPE, "The price of the year.")),
                      Shapes.table(
                          "annual_discount",
                          "A year paid at once: twelve months, less a share.",
                          Shape.Key.required(
                              "discount",
                              new Shape.Amount(false, Optional.of(HUNDRED)),
                              "The share; \"0\" for none.")))),
              "What a year at once costs; without it the plan isn't sold by the year."),
          Shape.Key.optional(
              "minimum",
              AmountsReader.SHAPE,
              "The least that the usage of a billed period, a month, comes to."),
          Shape.Key.optional(
              "trial",
              Shapes.table(
                  "trial",
                  "The time before the first fee.",
                  Shape.Key.required("lasts", Shapes.LIFE, "How long, such as 14 days."),
                  Shape.Key.required(
                      "then",
                      Shapes.choice("ends", "converts"),
                      "Whether the plan ends, or goes on with its fee.")),
              "The time before the first fee; none when left out."),
          Shape.Key.optional(
              "usage",
              Shapes.someMap(Shapes.reference(Section.METERS), USAGE),
              "What use costs, by meter."),
          Shape.Key.optional(
              "overage_prices",
              Shapes.someMap(Shapes.ACTION_NAME, OVERAGE),
              "What credits that are short cost, by action; `other` for all that aren't named."));

  /// The name that stands for every action in `overage_prices`.
  static final String OTHER = "other";

  private final Reading reading;
  private final Map<String, Meter> meters;

  PlanSaleReader(Reading reading, Map<String, Meter> meters) {
    this.reading = reading;
    this.meters = meters;
  }

  PlanSale read(Fields plan) {
    return new PlanSale(
        AmountsReader.read(reading, plan, "price"),
        plan.flag("per_seat"),
        AmountsReader.read(reading, plan, "setup"),
        annual(plan),
        AmountsReader.read(reading, plan, "minimum"),
        trial(plan),
        usage(plan),
        overage(plan));
  }

  private Optional<PlanSale.Annual> annual(Fields plan) {
    return plan.table("annual")
        .map(table ->
            table.has("discount")
                ? new PlanSale.Annual.Discounted(table.amountOr("discount", BigDecimal.ZERO))
                : new PlanSale.Annual.Fixed(
                    AmountsReader.read(reading, table, "price")
                        .orElse(Amounts.of(reading.money(BigDecimal.ZERO)))));
  }

  private static Optional<PlanSale.Trial> trial(Fields plan) {
    return plan.table("trial")
        .map(table ->
            new PlanSale.Trial(
                table.length("lasts").orElse(Duration.ofDays(1)),
                table.textOr("then", "").equals("converts")));
  }

  private List<UsageTerms> usage(Fields plan) {
    var all = new ArrayList<UsageTerms>();
    for (var entry : plan.map("usage")) {
      var table = Fields.of(entry.value(), Faults.path(plan.path("usage"), entry.key()));
      all.add(usage(entry.key(), table));
    }
    return all;
  }

  private UsageTerms usage(String meter, Fields table) {
    var price =
        table
            .node("price")
            .map(node -> new PriceReader(reading).read(node, table.path("price")))
            .orElse(new Price.PerUnit(Amounts.of(reading.money(BigDecimal.ZERO)), BigDecimal.ONE));
    var terms =
        new UsageTerms(
            meter,
            table.textOr("title", meter),
            table.textOr("unit", "unit"),
            table.amountOr("included", BigDecimal.ZERO),
            table.texts("draws"),
            table.labels("needs"),
            per(table),
            above(table),
            price,
            PlansSection.notifyAt(reading, table),
            Rollovers.read(reading, table));
    fits(table, terms);
    rollsOver(table, terms);
    return terms;
  }

  private void fits(Fields table, UsageTerms terms) {
    var meter = meters.get(terms.meter());
    if (meter == null) {
      return;
    }
    if (!BILLED.contains(meter.aggregation())) {
      reading
          .faults()
          .error(
              table.place(),
              table.path(),
              "is billed by a meter that counts, sums, takes the most or the average over time; "
                  + Faults.echo(meter.name())
                  + " doesn't");
    }
    if (meter.isLevel() && terms.per() != UsageTerms.Per.PERIOD) {
      reading.error(table, "per", level(meter) + " is billed by the period");
    }
    if (meter.isLevel() && terms.dimension().isPresent()) {
      reading.error(table, "price", level(meter) + " has one price, whatever its dimensions");
    }
    if (terms.per() == UsageTerms.Per.DAY
        && terms.dimension().isPresent()
        && terms.included().signum() > 0) {
      reading.error(
          table, "per", "units that values of a dimension draw on are for the month or the period");
    }
    terms
        .dimension()
        .filter(dimension -> !meter.dimensions().contains(dimension))
        .ifPresent(dimension ->
            reading.error(
                table,
                "price",
                Faults.echo(dimension)
                    + " isn't a dimension of the meter"
                    + Spelling.suggestion(dimension, meter.dimensions())));
    if (!terms.draws().isEmpty() && terms.dimension().isEmpty()) {
      reading.error(table, "draws", "has no meaning: the price doesn't go by a dimension");
    }
    if (!terms.needs().isEmpty() && terms.dimension().isEmpty()) {
      reading.error(table, "needs", "has no meaning: the price doesn't go by a dimension");
    }
  }

  private static String level(Meter meter) {
    return meter.takesMost() ? "a peak" : "an average over time";
  }

  private void rollsOver(Fields table, UsageTerms terms) {
    if (terms.rollover().isEmpty()) {
      return;
    }
    var meter = meters.get(terms.meter());
    if (meter != null && meter.isLevel()) {
      reading.error(
          table, "rollover", "has no meaning: of " + level(meter) + " nothing is left over");
    } else if (terms.per() != UsageTerms.Per.PERIOD) {
      reading.error(
          table, "rollover", "has no meaning: what is included for a day or month ends with it");
    } else if (terms.included().signum() == 0) {
      reading.error(table, "rollover", "has no meaning: nothing is included");
    }
  }

  private static UsageTerms.Per per(Fields table) {
    return switch (table.textOr("per", "period")) {
      case "day" -> UsageTerms.Per.DAY;
      case "month" -> UsageTerms.Per.MONTH;
      default -> UsageTerms.Per.PERIOD;
    };
  }

  private static UsageTerms.Above above(Fields table) {
    return switch (table.textOr("above", "billed")) {
      case "blocked" -> UsageTerms.Above.BLOCKED;
      case "on_consent" -> UsageTerms.Above.ON_CONSENT;
      default -> UsageTerms.Above.BILLED;
    };
  }

  private Map<String, OveragePrice> overage(Fields plan) {
    var all = new LinkedHashMap<String, OveragePrice>();
    for (var entry : plan.map("overage_prices")) {
      var path = Faults.path(plan.path("overage_prices"), entry.key());
      var table = Fields.of(entry.value(), path);
      if (!entry.key().equals(OTHER)
          && !reading.names().in(Section.ACTIONS).contains(entry.key())) {
        reading
            .faults()
            .error(
                entry.keyPlace(),
                path,
                Faults.echo(entry.key())
                    + " isn't an action"
                    + Spelling.suggestion(entry.key(), reading.names().in(Section.ACTIONS)));
      }
      var each = AmountsReader.read(reading, table, "price");
      var per = table.amount("per").filter(value -> value.signum() > 0);
      all.put(
          entry.key(),
          new OveragePrice(
              entry.key(),
              each.orElse(Amounts.of(reading.money(BigDecimal.ZERO))),
              per.orElse(BigDecimal.ONE)));
    }
    return all;
  }
}
