package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.FreeUnits;
import java.math.BigDecimal;
import java.util.List;

/// Takes one action apart.
final class ActionTerms {
  private final Catalog catalog;
  private final Terms terms;
  private final Action action;
  private final String path;
  private final List<String> subject;

  ActionTerms(Catalog catalog, Terms terms, Action action) {
    this.catalog = catalog;
    this.terms = terms;
    this.action = action;
    this.path = "actions." + action.name();
    this.subject = List.of(action.title());
  }

  void add() {
    terms.addThing(
        path,
        ChangeKind.ACTION,
        subject,
        () -> {
          terms.add(
              path + ".title",
              ChangeKind.ACTION_TITLE,
              List.of(action.name()),
              CatalogTerms.names(action.title()));
          price();
          uses();
          holds();
        });
  }

  private void price() {
    var at = path + ".price";
    switch (action.price()) {
      case ActionPrice.None _ -> {}
      case ActionPrice.Flat(var credits, var property) ->
          terms.add(
              at,
              ChangeKind.ACTION_PRICE,
              subject,
              new Figure.Rate(credits, BigDecimal.ONE, property.orElse("")));
      case ActionPrice.Proportional price -> {
        var rate = new Figure.Rate(price.credits(), price.per(), price.property());
        terms.add(at, ChangeKind.ACTION_PRICE, subject, rate);
        terms.add(
            at + ".minimum",
            ChangeKind.ACTION_MINIMUM,
            subject,
            price.minimum().map(Figure.Number::new));
        terms.add(
            at + ".step", ChangeKind.ACTION_STEP, subject, price.step().map(Figure.Number::new));
      }
      case ActionPrice.ByRateCard(var card) ->
          terms.add(at, ChangeKind.ACTION_PRICE, subject, CatalogTerms.names(card));
      case ActionPrice.Regeneration(var credits, var times) -> {
        terms.add(at, ChangeKind.ACTION_PRICE, subject, new Figure.InCredits(credits));
        terms.add(
            at + ".times",
            ChangeKind.ACTION_TIMES,
            subject,
            new Figure.Number(BigDecimal.valueOf(times)));
      }
    }
  }

  private void uses() {
    terms.add(
        path + ".needs",
        ChangeKind.ACTION_FEATURE,
        subject,
        action.feature().map(name -> CatalogTerms.names(title(name))));
    action.free().ifPresent(this::free);
    action
        .sizeLimit()
        .ifPresent(limit ->
            terms.add(
                path + ".size_limit[" + limit.property() + "]",
                ChangeKind.ACTION_SIZE,
                List.of(action.title(), limit.property()),
                new Figure.Number(limit.max())));
  }

  private void free(FreeUnits free) {
    var resets = new Figure.Reset(free.reset());
    terms.addThing(
        path + ".free",
        ChangeKind.ACTION_FREE,
        subject,
        new Figure.Number(free.units()),
        () -> terms.add(path + ".free.resets", ChangeKind.ACTION_FREE_RESET, subject, resets));
  }

  private void holds() {
    terms.add(
        path + ".capture_over",
        ChangeKind.ACTION_CAPTURE_OVER,
        subject,
        Figure.Choices.of(action.captureOver() ? "yes" : "no"));
    terms.add(
        path + ".hold_for", ChangeKind.ACTION_HOLD, subject, new Figure.Span(action.holdFor()));
    terms.add(
        path + ".confirm_above",
        ChangeKind.ACTION_CONFIRM,
        subject,
        action.confirmAbove().map(Figure.Number::new));
    action
        .estimate()
        .forEach((property, amount) ->
            terms.add(
                path + ".estimate." + property,
                ChangeKind.ACTION_ESTIMATE,
                List.of(action.title(), property),
                new Figure.Number(amount)));
  }

  private String title(String feature) {
    var known = catalog.features().get(feature);
    return known == null ? feature : known.title();
  }
}
