package dev.saldo.core.catalog;

import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the lines of one rate card.
final class RateLines {
  private static final Shape PRICES = Shapes.someMap(Shapes.NAME, Shapes.AMOUNT);
  private static final String PRICES_ABOUT = "Credits by component, for `per` units.";

  static final Shape SHAPE =
      Shapes.table(
          "rate_line",
          "The prices of one model, or of whatever chooses the lines.",
          Shape.Key.optional(
              "when",
              Shapes.LABELS,
              "A value for each property that chooses; when there is one such property, the line's"
                  + " name stands for it."),
          Shape.Key.optional("prices", PRICES, PRICES_ABOUT),
          Shape.Key.optional(
              "bands",
              Shapes.list(
                  Shapes.table(
                      "rate_band",
                      "Prices up to a bound.",
                      Shape.Key.optional(
                          "up_to", Shapes.POSITIVE, "The bound, included; the last band has none."),
                      Shape.Key.required("prices", PRICES, PRICES_ABOUT)),
                  1),
              "Instead of prices: bands by rising bound, each for the whole act."));

  private final Reading reading;
  private final RateCard card;
  private final Map<Map<String, String>, String> lineByLabels = new HashMap<>();

  /// @param card all of it but the lines
  RateLines(Reading reading, RateCard card) {
    this.reading = reading;
    this.card = card;
  }

  List<RateCard.Line> read(Fields fields) {
    var lines = new ArrayList<RateCard.Line>();
    for (var entry : fields.map("lines")) {
      var path = Faults.path(fields.path("lines"), entry.key());
      lines.add(line(entry.key(), Fields.of(entry.value(), path)));
    }
    return lines;
  }

  private RateCard.Line line(String name, Fields line) {
    var when = when(name, line);
    var twin = lineByLabels.putIfAbsent(when, name);
    if (twin != null) {
      reading.error(line, "when", "chooses the same acts as the line " + Faults.echo(twin));
    }
    if (line.has("prices") == line.has("bands")) {
      reading
          .faults()
          .error(line.place(), line.path(), "must have exactly one of `prices`, `bands`");
    }
    if (!line.has("bands")) {
      return new RateCard.Line(name, when, List.of(band(line, Optional.empty())));
    }
    if (card.bandedBy().isEmpty()) {
      reading.error(line, "bands", "needs `bands_by` on the card");
    }
    return new RateCard.Line(name, when, bands(line));
  }

  private Map<String, String> when(String name, Fields line) {
    if (!line.has("when")) {
      if (card.selectors().size() > 1) {
        reading
            .faults()
            .error(line.place(), line.path(), "lacks `when`: a value for each of " + choosers());
      }
      return card.selectors().size() == 1 ? Map.of(card.selectors().getFirst(), name) : Map.of();
    }
    var when = line.labels("when");
    for (var entry : line.map("when")) {
      if (!card.selectors().contains(entry.key())) {
        var hint = Spelling.suggestion(entry.key(), card.selectors());
        reading
            .faults()
            .error(
                entry.keyPlace(),
                Faults.path(line.path("when"), entry.key()),
                Faults.echo(entry.key()) + " isn't in `chosen_by`" + hint);
      }
    }
    for (var selector : card.selectors()) {
      if (!when.containsKey(selector) && line.table("when").isPresent()) {
        reading.error(line, "when", "lacks a value for " + Faults.echo(selector));
      }
    }
    return when;
  }

  private String choosers() {
    return "`" + String.join("`, `", card.selectors()) + "`";
  }

  private List<RateCard.Band> bands(Fields line) {
    var bands = new ArrayList<RateCard.Band>();
    var tables = line.tables("bands");
    var below = BigDecimal.ZERO;
    for (var i = 0; i < tables.size(); i++) {
      var table = tables.get(i);
      var last = i == tables.size() - 1;
      var bound = table.amount("up_to");
      if (last && table.has("up_to")) {
        reading.error(table, "up_to", "the last band has no bound, so that nothing is above it");
      } else if (!last && !table.has("up_to")) {
        reading
            .faults()
            .error(table.place(), table.path(), "lacks `up_to`; only the last band has no bound");
      } else if (bound.isPresent() && bound.get().compareTo(below) <= 0 && i > 0) {
        reading.error(
            table,
            "up_to",
            Faults.echo(bound.get().toPlainString())
                + " must be above the bound before it, "
                + below.toPlainString()
                + ", or the bands overlap");
      }
      below = bound.orElse(below).max(below);
      bands.add(band(table, bound));
    }
    return bands;
  }

  private RateCard.Band band(Fields table, Optional<BigDecimal> bound) {
    var prices = new HashMap<String, BigDecimal>();
    for (var entry : table.map("prices")) {
      var path = Faults.path(table.path("prices"), entry.key());
      if (card.components().stream().noneMatch(part -> part.name().equals(entry.key()))) {
        unknownComponent(entry, path);
      }
      var price = Fields.amount(entry.value());
      price.ifPresent(amount -> prices.put(entry.key(), amount));
      price.ifPresent(amount -> isKept(amount, entry.value().place(), path));
    }
    for (var component : card.components()) {
      if (table.table("prices").isPresent()
          && table.map("prices").stream()
              .noneMatch(entry -> entry.key().equals(component.name()))) {
        reading.error(table, "prices", "lacks a price for " + Faults.echo(component.name()));
      }
    }
    return new RateCard.Band(
        bound,
        card.components().stream()
            .map(component -> prices.getOrDefault(component.name(), BigDecimal.ZERO))
            .toList());
  }

  private void unknownComponent(Node.Entry entry, String path) {
    var known = card.components().stream().map(RateCard.Component::name).toList();
    var hint = Spelling.suggestion(entry.key(), known);
    reading
        .faults()
        .error(
            entry.keyPlace(),
            path,
            Faults.echo(entry.key()) + " isn't a component of the card" + hint);
  }

  /// Refuses a price of which one unit can't be charged exactly: its decimals end, but after the
  /// twelfth. A price whose decimals don't end (11 for 60) is exact as long as it is multiplied
  /// before it is divided, and is let through.
  private void isKept(BigDecimal price, Node.Place place, String path) {
    var factors = new ArrayList<BigDecimal>(List.of(BigDecimal.ONE));
    card.multipliers().forEach(multiplier -> factors.add(multiplier.factor()));
    for (var factor : factors) {
      var perUnits = price.multiply(card.markup()).multiply(factor);
      var unit = ending(perUnits, card.per());
      if (unit.isPresent() && Decimals.normal(unit.get()).scale() > Decimals.SCALE_MAX) {
        reading
            .faults()
            .error(
                place,
                path,
                "makes one unit cost "
                    + unit.get().stripTrailingZeros().toPlainString()
                    + " credits, which needs more than "
                    + Decimals.SCALE_MAX
                    + " decimals");
        return;
      }
    }
  }

  /// The quotient when its decimals end; a divisor that has been reported as not above zero has
  /// none.
  private static Optional<BigDecimal> ending(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() <= 0) {
      return Optional.empty();
    }
    var odd = divisor.unscaledValue();
    for (var prime : List.of(2L, 5L)) {
      var factor = BigInteger.valueOf(prime);
      while (odd.mod(factor).signum() == 0) {
        odd = odd.divide(factor);
      }
    }
    return dividend.unscaledValue().mod(odd).signum() == 0
        ? Optional.of(dividend.divide(divisor))
        : Optional.empty();
  }
}
