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
  private final List<List<String>> sources;
  private final Optional<ScaledCard> scaled;

  CompiledCard(RateCard card) {
    this.card = card;
    this.lines = new Lines(card);
    this.sources = card.lines().stream().map(CompiledCard::sources).toList();
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
    var bandIndex = bandIndex(line, banding);
    var prices = line.bands().get(bandIndex).prices();
    var source = sources.get(index).get(bandIndex);
    var factor = factor(properties);
    var parts = new ArrayList<RatedLine>(quantities.size());
    for (var i = 0; i < quantities.size(); i++) {
      var component = card.components().get(i).name();
      var quantity = quantities.get(i);
      parts.add(new RatedLine(component, source, quantity, prices.get(i), factor, card.per()));
    }
    return new Charge.Parts(card.unit(), parts, card.per(), one).of(one);
  }

  private List<BigDecimal> quantities(Properties properties) {
    var quantities = new ArrayList<BigDecimal>(card.components().size());
    for (var component : card.components()) {
      var property = component.property();
      var absent = card.isPartOfAnother(property) && !properties.data().containsKey(property);
      quantities.add(absent ? BigDecimal.ZERO : properties.remainder(property, component.less()));
    }
    return quantities;
  }

  private BigDecimal factor(Properties properties) {
    var factor = card.markup();
    for (var multiplier : card.multipliers()) {
      if (properties.haveAll(multiplier.when())) {
        factor = factor.multiply(multiplier.factor());
      }
    }
    return factor;
  }

  /// The first band whose bound isn't passed.
  private static int bandIndex(RateCard.Line line, BigDecimal amount) {
    for (var i = 0; i < line.bands().size(); i++) {
      var bound = line.bands().get(i).upTo();
      if (bound.isEmpty() || amount.compareTo(bound.get()) <= 0) {
        return i;
      }
    }
    throw new IllegalStateException("the bands of " + line.id() + " end");
  }

  /// How each band of a line is called on receipts: by the line alone where there is but one.
  private static List<String> sources(RateCard.Line line) {
    var sources = new ArrayList<String>(line.bands().size());
    var below = Optional.<BigDecimal>empty();
    for (var band : line.bands()) {
      var lower = below.map(bound -> line.id() + " > " + bound.toPlainString()).orElse(line.id());
      sources.add(
          band.upTo().map(bound -> line.id() + " ≤ " + bound.toPlainString()).orElse(lower));
      below = band.upTo();
    }
    return sources;
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
