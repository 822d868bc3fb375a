package dev.saldo.core.account;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.rating.Original;
import dev.saldo.core.rating.Rated;
import dev.saldo.core.rating.RatingInput;
import dev.saldo.core.rating.Unratable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What an act costs on the customer's plan, and the terms it was priced by.
///
/// @param at the time whose periods count
/// @param rated how the price came about; empty for an action without a price
/// @param freeKey where its free units are tallied
/// @param root the charge that it is a second try of, at the beginning of the line
record Pricing(
    Command.Act act,
    Action action,
    Catalog catalog,
    Plan plan,
    Term term,
    Instant at,
    Optional<Rated> rated,
    Optional<TallyKey> freeKey,
    Optional<Past> root) {

  /// The terms of an act, or the reason why it can't be done.
  sealed interface Result {
    /// It can: at a price, or without one where the action has none.
    record Priced(Pricing pricing) implements Result {}

    /// It can't.
    record Refused(Refusal refusal) implements Result {}
  }

  boolean isPriced() {
    return rated.isPresent();
  }

  /// The price of an act that has one.
  Credits price() {
    return rated.orElseThrow().price();
  }

  /// The free units that it uses.
  BigDecimal freeUnits() {
    return rated.map(Rated::freeUnitsUsed).orElse(BigDecimal.ZERO);
  }

  /// The same act at a price that the caller states.
  Pricing at(Credits stated) {
    var priced = new Rated(stated, List.of(), BigDecimal.ONE, BigDecimal.ZERO);
    return new Pricing(
        act, action, catalog, plan, term, at, Optional.of(priced), Optional.empty(), root);
  }

  Optional<UUID> rootId() {
    return root.map(Past::id);
  }

  /// Prices an act by the plan that the customer was on at `at`: size, then feature, then price.
  static Result of(Draft draft, Command.Act act, Instant at) {
    var term = draft.account().termAt(at);
    if (term.isEmpty()) {
      return new Result.Refused(new Refusal.NotSubscribed());
    }
    return of(draft, act, at, term.get(), BigDecimal.ZERO, true);
  }

  /// Prices what already happened: neither its size nor a missing feature undoes it.
  static Result ofWhatHappened(Draft draft, Command.Act act, Instant at) {
    var term = draft.account().termAt(at);
    return term.isEmpty()
        ? new Result.Refused(new Refusal.NotSubscribed())
        : of(draft, act, at, term.get(), BigDecimal.ZERO, false);
  }

  /// Prices an act by a term's plan.
  ///
  /// @param freeSetAside free units that a hold has set aside for this act
  /// @param asking whether the act is still to come: then size and features are examined first
  static Result of(
      Draft draft,
      Command.Act act,
      Instant at,
      Term term,
      BigDecimal freeSetAside,
      boolean asking) {
    var catalog = draft.context.catalogs().catalog(term.catalog());
    var plan = catalog.plan(term.plan()).orElseThrow();
    var action = catalog.action(act.action());
    if (action.isEmpty()) {
      return new Result.Refused(unknownAction(catalog, act.action()));
    }
    var refusal = tooLarge(action.get(), act.data());
    if (asking && refusal.isPresent()) {
      return new Result.Refused(refusal.get());
    }
    return switch (root(draft, catalog, action.get(), act)) {
      case Root.Wrong(var wrong) -> new Result.Refused(wrong);
      case Root.Found(var root) -> {
        var locked = locked(catalog, plan, term, action.get(), root);
        if (asking && locked.isPresent()) {
          yield new Result.Refused(locked.get());
        }
        var unpriced =
            new Pricing(
                act,
                action.get(),
                catalog,
                plan,
                term,
                at,
                Optional.empty(),
                Optional.empty(),
                root);
        yield action.get().isPriced()
            ? rate(draft, unpriced, freeSetAside)
            : new Result.Priced(unpriced);
      }
    };
  }

  private static Result rate(Draft draft, Pricing unpriced, BigDecimal freeSetAside) {
    var action = unpriced.action;
    var account = draft.account();
    var freeKey =
        action
            .free()
            .map(free ->
                TallyKey.free(
                    action.name(),
                    free.reset()
                        .containing(unpriced.at, account.zone(), unpriced.term.startedAt())
                        .from()));
    var freeLeft =
        freeKey
            .map(key -> action.free().orElseThrow().units().subtract(draft.tally(key).used()))
            .orElse(BigDecimal.ZERO)
            .add(freeSetAside)
            .max(BigDecimal.ZERO);
    var original = unpriced.root.map(past -> original(unpriced.catalog, past));
    var rating = draft.context.catalogs().rating(unpriced.term.catalog());
    return switch (rating.rate(action, new RatingInput(unpriced.act.data(), freeLeft, original))) {
      case Rated rated ->
          new Result.Priced(
              new Pricing(
                  unpriced.act,
                  action,
                  unpriced.catalog,
                  unpriced.plan,
                  unpriced.term,
                  unpriced.at,
                  Optional.of(rated),
                  freeKey,
                  unpriced.root));
      case Unratable(var pointer, var code, var words) ->
          new Result.Refused(new Refusal.Unacceptable(pointer, code.code(), words));
    };
  }

  private static Original original(Catalog catalog, Past past) {
    return new Original(
        catalog.action(past.action()).orElseThrow(),
        past.cost(),
        past.regenerations(),
        past.data());
  }

  /// What an act is a second try of, if it is one.
  private sealed interface Root {
    /// Nothing, or the root.
    record Found(Optional<Past> root) implements Root {}

    /// It names something that it can't be a second try of.
    record Wrong(Refusal refusal) implements Root {}
  }

  private static Root root(Draft draft, Catalog catalog, Action action, Command.Act act) {
    var regenerates = action.price() instanceof ActionPrice.Regeneration;
    if (act.replaces().isEmpty()) {
      return regenerates
          ? new Root.Wrong(
              new Refusal.Unacceptable(
                  "/replaces", "missing", action.name() + " must name the charge it replaces"))
          : new Root.Found(Optional.empty());
    }
    if (!regenerates) {
      return new Root.Wrong(
          new Refusal.Unacceptable(
              "/replaces", "not_allowed", action.name() + " doesn't replace another charge"));
    }
    var root = act.replaces().flatMap(draft::past);
    root = root.flatMap(past -> past.root().isEmpty() ? Optional.of(past) : rootOf(draft, past));
    return root.filter(past -> catalog.action(past.action()).isPresent()).isPresent()
        ? new Root.Found(root)
        : new Root.Wrong(new Refusal.NotFound("charge", "/replaces"));
  }

  private static Optional<Past> rootOf(Draft draft, Past past) {
    return past.root().flatMap(draft::past);
  }

  static Optional<Refusal> tooLarge(Action action, Map<String, Value> data) {
    return action
        .sizeLimit()
        .flatMap(limit ->
            data.get(limit.property()) instanceof Value.Number(var size)
                    && size.compareTo(limit.max()) > 0
                ? Optional.of(new Refusal.ItemTooLarge(limit.property(), size, limit.max()))
                : Optional.empty());
  }

  private static Optional<Refusal> locked(
      Catalog catalog, Plan plan, Term term, Action action, Optional<Past> root) {
    var original = root.flatMap(past -> catalog.action(past.action())).flatMap(Action::feature);
    return action
        .feature()
        .filter(feature -> !Entitled.has(catalog, plan, term, feature))
        .or(() -> original.filter(feature -> !Entitled.has(catalog, plan, term, feature)))
        .map(feature -> notIncluded(catalog, plan, feature));
  }

  static Refusal notIncluded(Catalog catalog, Plan plan, String feature) {
    var unlocking =
        catalog.plans().values().stream()
            .filter(other -> other.features().contains(feature))
            .map(Plan::name)
            .toList();
    return new Refusal.FeatureNotIncluded(feature, Optional.of(plan.name()), unlocking);
  }

  /// What a price stated for an action without one is answered.
  static Refusal noPrice(String pointer, String action) {
    return new Refusal.Unacceptable(pointer, "not_allowed", action + " has no price in credits");
  }

  private static Refusal unknownAction(Catalog catalog, String name) {
    return new Refusal.Unacceptable(
        "/action",
        "unknown_action",
        "catalog "
            + catalog.reference()
            + " has no action "
            + name
            + "; it has "
            + String.join(", ", catalog.actions().keySet()));
  }
}
