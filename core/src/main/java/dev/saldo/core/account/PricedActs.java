package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.FreeUnits;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.rating.Original;
import dev.saldo.core.rating.Rated;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.rating.RatingInput;
import dev.saldo.core.rating.Unratable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The acts of a quote with what they cost in credits, each rated as a charge would be.
final class PricedActs {
  private final Rating rating;
  private final List<Priced> acts;

  private PricedActs(Rating rating, List<Priced> acts) {
    this.rating = rating;
    this.acts = List.copyOf(acts);
  }

  /// One kind of act.
  ///
  /// @param rated one of them without free units; empty where the action has no price
  /// @param original what it is rated as a second try of
  record Priced(QuotedAct act, Action action, Optional<Rated> rated, Optional<Original> original) {
    boolean isIn(CreditUnit unit) {
      return rated.filter(one -> one.price().unit().equals(unit)).isPresent();
    }

    /// All of them, were nothing free.
    BigDecimal atMost() {
      return rated
          .map(one -> one.price().amount().multiply(BigDecimal.valueOf(act.count())))
          .orElse(BigDecimal.ZERO);
    }
  }

  /// What came of asking.
  sealed interface Result {
    /// Each has a price, or needs none.
    record All(PricedActs acts) implements Result {}

    /// One can't be rated on any plan.
    record Wrong(Refusal refusal) implements Result {}
  }

  static Result of(Catalog catalog, Rating rating, List<QuotedAct> asked) {
    var all = new ArrayList<Priced>();
    for (var i = 0; i < asked.size(); i++) {
      switch (new Reading(catalog, rating, "/actions/" + i).priced(asked.get(i))) {
        case One.Good(var priced) -> all.add(priced);
        case One.Bad(var refusal) -> {
          return new Result.Wrong(refusal);
        }
      }
    }
    return new Result.All(new PricedActs(rating, all));
  }

  List<Priced> all() {
    return acts;
  }

  /// What acts cost in each part of a period, and which of their units were free.
  ///
  /// @param credits by part, then by act
  /// @param free by act
  record Cost(List<List<BigDecimal>> credits, List<BigDecimal> free) {}

  /// The cost, with acts even over the parts and, within one, in the order in which they stand.
  Cost cost(List<Period> parts) {
    var left = new HashMap<String, FreeLeft>();
    var free = new ArrayList<BigDecimal>();
    acts.forEach(_ -> free.add(BigDecimal.ZERO));
    var credits = new ArrayList<List<BigDecimal>>();
    for (var part = 0; part < parts.size(); part++) {
      var row = new ArrayList<BigDecimal>();
      for (var i = 0; i < acts.size(); i++) {
        var count = acts.get(i).act().inPart(part, parts.size());
        var freeLeft = freeLeft(left, acts.get(i).action(), parts, part);
        row.add(cost(acts.get(i), count, freeLeft));
        free.set(i, free.get(i).add(freeLeft.taken()));
      }
      credits.add(row);
    }
    return new Cost(credits, free);
  }

  /// Free units of an action in the period of the calendar that is running.
  private static final class FreeLeft {
    private final Instant from;
    private BigDecimal units;
    private BigDecimal taken = BigDecimal.ZERO;

    FreeLeft(Instant from, BigDecimal units) {
      this.from = from;
      this.units = units;
    }

    void take(BigDecimal more) {
      units = units.subtract(more);
      taken = taken.add(more);
    }

    /// What was taken since it was asked last.
    BigDecimal taken() {
      var since = taken;
      taken = BigDecimal.ZERO;
      return since;
    }
  }

  private static FreeLeft freeLeft(
      Map<String, FreeLeft> left, Action action, List<Period> parts, int part) {
    if (action.free().isEmpty()) {
      return new FreeLeft(Instant.EPOCH, BigDecimal.ZERO);
    }
    FreeUnits free = action.free().get();
    var start = parts.getFirst().from();
    var from = free.reset().containing(parts.get(part).from(), ZoneOffset.UTC, start).from();
    return left.compute(
        action.name(),
        (_, before) ->
            before != null && before.from.equals(from) ? before : new FreeLeft(from, free.units()));
  }

  /// Acts that are free as a whole, the one that crosses the end of the free units, all others.
  private BigDecimal cost(Priced priced, long count, FreeLeft free) {
    if (priced.rated().isEmpty() || count == 0) {
      return BigDecimal.ZERO;
    }
    var one = priced.rated().get();
    var left = count;
    var cost = BigDecimal.ZERO;
    if (one.quantity().signum() > 0 && free.units.signum() > 0) {
      var whole =
          free.units.divide(one.quantity(), 0, RoundingMode.DOWN).min(BigDecimal.valueOf(left));
      free.take(whole.multiply(one.quantity()));
      left -= whole.longValueExact();
      if (left > 0 && free.units.signum() > 0) {
        cost = rated(priced, free.units).price().amount();
        free.take(free.units);
        left--;
      }
    }
    return cost.add(one.price().amount().multiply(BigDecimal.valueOf(left)));
  }

  private Rated rated(Priced priced, BigDecimal freeLeft) {
    var input = new RatingInput(priced.act().data(), freeLeft, priced.original());
    return (Rated) rating.rate(priced.action(), input);
  }

  private sealed interface One {
    record Good(Priced priced) implements One {}

    record Bad(Refusal refusal) implements One {}
  }

  /// Reads one kind of act.
  private record Reading(Catalog catalog, Rating rating, String pointer) {
    One priced(QuotedAct act) {
      var action = catalog.action(act.action());
      if (action.isEmpty()) {
        return new One.Bad(unknown(pointer, act.action()));
      }
      var tooLarge = Pricing.tooLarge(action.get(), act.data());
      if (tooLarge.isPresent()) {
        return new One.Bad(tooLarge.get());
      }
      if (!action.get().isPriced()) {
        return new One.Good(new Priced(act, action.get(), Optional.empty(), Optional.empty()));
      }
      return switch (original(act, action.get())) {
        case Tried.Wrong(var refusal) -> new One.Bad(refusal);
        case Tried.Of(var original) -> rated(act, action.get(), original);
      };
    }

    private One rated(QuotedAct act, Action action, Optional<Original> original) {
      var input = new RatingInput(act.data(), BigDecimal.ZERO, original);
      return switch (rating.rate(action, input)) {
        case Unratable(var place, var code, var words) ->
            new One.Bad(new Refusal.Unacceptable(pointer + place, code.code(), words));
        case Rated rated -> {
          var priced = new Priced(act, action, Optional.of(rated), original);
          yield Decimals.fits(priced.atMost())
              ? new One.Good(priced)
              : new One.Bad(
                  new Refusal.Unacceptable(
                      pointer + "/count", "sum_out_of_bounds", "so many cost too much to count"));
        }
      };
    }

    private sealed interface Tried {
      record Of(Optional<Original> original) implements Tried {}

      record Wrong(Refusal refusal) implements Tried {}
    }

    private Tried original(QuotedAct act, Action regenerates) {
      if (act.original().isEmpty()) {
        return new Tried.Of(Optional.empty());
      }
      var tried = act.original().get();
      var place = pointer + "/original";
      if (!(regenerates.price() instanceof ActionPrice.Regeneration)) {
        return new Tried.Wrong(
            new Refusal.Unacceptable(
                place, "not_allowed", act.action() + " isn't a second try of anything"));
      }
      var action = catalog.action(tried.action());
      if (action.isEmpty()) {
        return new Tried.Wrong(unknown(place, tried.action()));
      }
      if (!action.get().isPriced()) {
        return new Tried.Wrong(Pricing.noPrice(place + "/action", tried.action()));
      }
      return switch (rating.rate(action.get(), RatingInput.of(tried.data()))) {
        case Unratable(var at, var code, var words) ->
            new Tried.Wrong(new Refusal.Unacceptable(place + at, code.code(), words));
        case Rated rated ->
            new Tried.Of(Optional.of(new Original(action.get(), rated.price(), 0, tried.data())));
      };
    }

    private Refusal unknown(String place, String name) {
      return new Refusal.Unacceptable(
          place + "/action",
          "unknown_action",
          "the catalog has the actions " + String.join(", ", catalog.actions().keySet()),
          Map.of("kind", "action", "value", name));
    }
  }

  /// How many of each kind an amount of credits pays for alone, rounded down to whole acts; none of
  /// what costs nothing, or is priced in another unit.
  List<Quoting.Equivalent> equivalents(Credits credits) {
    var all = new ArrayList<Quoting.Equivalent>();
    for (var priced : acts) {
      if (priced.isIn(credits.unit())) {
        var each = priced.rated().orElseThrow().price();
        if (each.isPositive()) {
          var count = credits.atLeastZero().amount().divide(each.amount(), 0, RoundingMode.DOWN);
          if (Decimals.fits(count)) {
            all.add(new Quoting.Equivalent(priced.act(), priced.action(), each, credits, count));
          }
        }
      }
    }
    return all;
  }
}
