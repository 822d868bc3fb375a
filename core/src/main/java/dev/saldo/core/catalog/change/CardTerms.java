package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.money.Credits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes one rate card apart.
final class CardTerms {
  private final Terms terms;
  private final RateCard card;
  private final String path;

  CardTerms(Terms terms, RateCard card) {
    this.terms = terms;
    this.card = card;
    this.path = "rate_cards." + card.name();
  }

  void add() {
    terms.addThing(path, ChangeKind.RATE_CARD, List.of(card.name()), this::parts);
  }

  private void parts() {
    terms.add(path + ".rule", ChangeKind.CARD_RULE, List.of(card.name()), rule());
    terms.add(
        path + ".markup",
        ChangeKind.CARD_MARKUP,
        List.of(card.name()),
        new Figure.Number(card.markup()));
    for (var multiplier : card.multipliers()) {
      var condition = labels(multiplier.when());
      terms.add(
          path + ".multipliers[" + condition + "]",
          ChangeKind.CARD_MULTIPLIER,
          List.of(card.name(), condition),
          new Figure.Number(multiplier.factor()));
    }
    card.lines().forEach(this::line);
  }

  /// What chooses and what is counted, without any price.
  private Figure rule() {
    var rule = new ArrayList<String>();
    rule.add(card.unit().code());
    card.selectors().forEach(selector -> rule.add("by " + selector));
    for (var component : card.components()) {
      var less = component.less().isEmpty() ? "" : " - " + String.join(" - ", component.less());
      rule.add(component.name() + " = " + component.property() + less);
    }
    card.bandedBy().ifPresent(property -> rule.add("bands by " + property));
    return new Figure.Names(rule);
  }

  private void line(RateCard.Line line) {
    var linePath = path + ".lines." + line.id();
    var subjects = List.of(card.name(), line.id());
    terms.addThing(
        linePath,
        ChangeKind.CARD_LINE,
        subjects,
        () -> {
          terms.add(
              linePath + ".when",
              ChangeKind.CARD_LINE_LABELS,
              subjects,
              CatalogTerms.names(labels(line.when())));
          line.bands().forEach(band -> band(linePath, line, band));
        });
  }

  private void band(String linePath, RateCard.Line line, RateCard.Band band) {
    var bound = band.upTo().map(upTo -> "≤ " + upTo.toPlainString()).orElse("∞");
    for (var i = 0; i < card.components().size(); i++) {
      var component = card.components().get(i);
      var price = new Credits(card.unit(), band.prices().get(i));
      terms.add(
          linePath + "[" + bound + "].prices." + component.name(),
          ChangeKind.CARD_PRICE,
          List.of(card.name(), line.id(), component.name(), bound),
          new Figure.Rate(price, card.per(), component.property()));
    }
  }

  private static String labels(Map<String, String> labels) {
    var told = new ArrayList<String>();
    new TreeMap<>(labels).forEach((property, label) -> told.add(property + "=" + label));
    return String.join(", ", told);
  }
}
