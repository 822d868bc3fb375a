package dev.saldo.core.rating;

import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.rating.Unratable.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rate card prepared for pricing: its lines by label, and its prices in scaled `long`s where
/// they fit.
///
/// Two paths give the same price: [#charge] in unbounded decimals, with every part; [#scaledPrice]
/// in `long`s, which gives up wherever a number is too wide or a property isn't as it should be.
final class CompiledCard {
  private final RateCard card;
  private final Lines lines;
  private final Optional<ScaledCard> scaled;

  CompiledCard(RateCard card) {
    this.card = card;
    this.lines = new Lines(card);
    this.scaled = ScaledCard.of(card);
  }

  CreditUnit unit() {
    return card.unit();
  }

  /// The price of one act in credits × 10^12, or -1 where only [#charge] can tell.
  long scaledPrice(Map<String, Value> data) {
    if (scaled.isEmpty()) {
      return ScaledCard.NONE;
    }
    var line = lines.find(data);
    return line < 0 ? ScaledCard.NONE : scaled.get().price(line, data);
  }

  /// The parts of one act, which is one unit.
  Charge charge(Properties properties, Charge.Units one) {
    for (var selector : card.selectors()) {
      properties.label(selector);
    }
    var quantities = quantities(properties);
    var banding = card.bandedBy().map(properties::quantity).orElse(BigDecimal.ZERO);
    var fault = properties.fault();
    if (fault.isPresent()) {
      return new Charge.Faulty(fault.get());
    }
    var index = lines.find(properties.data());
    if (index < 0) {
      return new Charge.Faulty(noLine(properties));
    }
    var line = card.lines().get(index);
    var band = band(line, banding);
    var source = source(line, band);
    var factor = factor(properties);
    var parts = new ArrayList<RatedLine>(quantities.size());
    for (var i = 0; i < quantities.size(); i++) {
      var component = card.components().get(i).name();
      var price = band.prices().get(i);
      parts.add(new RatedLine(component, source, quantities.get(i), price, factor, card.per()));
    }
    return new Charge.Parts(card.unit(), parts, card.per(), one).of(one);
  }

  private List<BigDecimal> quantities(Properties properties) {
    return card.components().stream()
        .map(component -> properties.remainder(component.property(), component.less()))
        .toList();
  }

  private BigDecimal factor(Properties properties) {
    var factor = card.markup();
    for (var multiplier : card.multipliers()) {
      if (multiplier.when().entrySet().stream()
          .allMatch(condition -> properties.has(condition.getKey(), condition.getValue()))) {
        factor = factor.multiply(multiplier.factor());
      }
    }
    return factor;
  }

  private static RateCard.Band band(RateCard.Line line, BigDecimal amount) {
    return line.bands().stream()
        .filter(band -> band.upTo().map(bound -> amount.compareTo(bound) <= 0).orElse(true))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the bands of " + line.id() + " end"));
  }

  private static String source(RateCard.Line line, RateCard.Band band) {
    var last = line.bands().getLast();
    if (line.bands().size() == 1) {
      return line.id();
    }
    return band == last
        ? line.id() + " > " + bound(line.bands().get(line.bands().size() - 2))
        : line.id() + " ≤ " + bound(band);
  }

  private static String bound(RateCard.Band band) {
    return band.upTo().map(BigDecimal::toPlainString).orElse("");
  }

  private Unratable noLine(Properties properties) {
    var asked = card.selectors().stream().map(properties::label).toList();
    var known =
        card.lines().stream()
            .map(line -> card.selectors().stream().map(line.when()::get).toList())
            .map(labels -> String.join(" ", labels))
            .distinct()
            .toList();
    var words =
        "%s has no price for %s; it has prices for %s"
            .formatted(card.name(), String.join(" ", asked), String.join(", ", known));
    return card.selectors().isEmpty()
        ? new Unratable("/data", Code.NO_LINE, words)
        : Unratable.property(card.selectors().getFirst(), Code.NO_LINE, words);
  }
}
