package dev.saldo.core.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Prices against an oracle in ratios of whole numbers, and the quick path against the full one.
final class RatingLaws {
  private static final long SEED = 1_618_033;
  private static final int CARDS = 800;
  private static final int ACTS = 25;
  private static final int CASES = 20_000;

  @Test
  void everyCardPricesAsItsFormulaSays() {
    var quick = 0;
    for (var seed = SEED; seed < SEED + CARDS; seed++) {
      var random = new SplittableRandom(seed);
      var cards = new RandomCards(random);
      var card = cards.card();
      var compiled = new CompiledCard(card);
      var rating = Sales.rating(card);
      var action = Sales.action("act", new ActionPrice.ByRateCard(card.name()));
      for (var i = 0; i < ACTS; i++) {
        var data = cards.data(card);
        var free = i % 5 == 0 ? RandomCards.decimal(random, 1, 2) : BigDecimal.ZERO;
        var share = Fraction.ONE.minus(Fraction.of(free).min(Fraction.ONE));
        var exact = expected(card, data);

        var input = new RatingInput(data, free, Optional.empty());
        var rated = Sales.rated(rating.rate(action, input));

        assertThat(rated.price().amount())
            .as("seed %d, act %d", seed, i)
            .isEqualTo(exact.times(share).rounded());
        assertThat(rating.price(action, data).orElseThrow().amount())
            .as("quick, seed %d, act %d", seed, i)
            .isEqualTo(exact.rounded());
        quick += compiled.scaledPrice(data) >= 0 ? 1 : 0;
      }
    }
    assertThat(quick).as("acts on the quick path").isBetween(CARDS * ACTS / 4, CARDS * ACTS - 500);
  }

  /// The formula, term by term.
  private static Fraction expected(RateCard card, Map<String, Value> data) {
    var line =
        card.lines().stream()
            .filter(candidate -> RandomCards.matches(candidate.when(), data))
            .findFirst()
            .orElseThrow();
    var amount = card.bandedBy().map(property -> number(data, property)).orElse(Fraction.ZERO);
    var band =
        line.bands().stream()
            .filter(b -> b.upTo().isEmpty() || amount.atMost(Fraction.of(b.upTo().get())))
            .findFirst()
            .orElseThrow();
    var sum = Fraction.ZERO;
    for (var i = 0; i < card.components().size(); i++) {
      var component = card.components().get(i);
      var quantity = number(data, component.property());
      for (var less : component.less()) {
        quantity = quantity.minus(number(data, less));
      }
      sum = sum.plus(quantity.times(Fraction.of(band.prices().get(i))));
    }
    for (var multiplier : card.multipliers()) {
      if (RandomCards.matches(multiplier.when(), data)) {
        sum = sum.times(Fraction.of(multiplier.factor()));
      }
    }
    return sum.times(Fraction.of(card.markup())).over(Fraction.of(card.per()));
  }

  @Test
  void proportionalPricesMultiplyFirstAndDivideLast() {
    var random = new SplittableRandom(SEED);
    for (var i = 0; i < CASES; i++) {
      var price =
          new ActionPrice.Proportional(
              Sales.credits(RandomCards.decimal(random, 4, 12).toPlainString()),
              "amount",
              RandomCards.decimal(random, 4, 3).add(BigDecimal.ONE),
              maybe(random, RandomCards.decimal(random, 3, 1)),
              maybe(random, RandomCards.decimal(random, 2, 1).add(BigDecimal.ONE)));
      var quantity = RandomCards.decimal(random, random.nextInt(1, 16), random.nextInt(0, 12));
      var free = random.nextBoolean() ? BigDecimal.ZERO : RandomCards.decimal(random, 4, 2);
      var data = Map.of("amount", Value.of(quantity));
      var charged = chargedQuantity(price, Fraction.of(quantity));
      var paid = charged.minus(charged.min(Fraction.of(free)));
      var exact = paid.times(Fraction.of(price.credits().amount())).over(Fraction.of(price.per()));

      var input = new RatingInput(data, free, Optional.empty());
      var rated = Sales.rated(Sales.rating().rate(Sales.action("act", price), input));

      assertThat(rated.price().amount())
          .as("case %d: %s of %s", i, price, quantity)
          .isEqualTo(exact.rounded());
    }
  }

  private static Fraction chargedQuantity(ActionPrice.Proportional price, Fraction quantity) {
    if (quantity.atMost(Fraction.ZERO)) {
      return Fraction.ZERO;
    }
    var least = price.minimum().map(Fraction::of).map(quantity::max).orElse(quantity);
    return price.step().map(Fraction::of).map(s -> least.over(s).up().times(s)).orElse(least);
  }

  @Test
  void theOrderOfEventsDoesNotChangeWhatIsFreeInAll() {
    var action =
        Sales.action("unit", new ActionPrice.Flat(Sales.credits("0.7"), Optional.of("units")));
    for (var seed = SEED; seed < SEED + 300; seed++) {
      var random = new SplittableRandom(seed);
      var quantities = new ArrayList<BigDecimal>();
      for (var i = random.nextInt(1, 30); i > 0; i--) {
        quantities.add(RandomCards.decimal(random, 2, 3));
      }
      var total = total(action, quantities);
      Collections.shuffle(quantities, new Random(seed));

      assertThat(total(action, quantities)).as("seed %d", seed).isEqualTo(total);
    }
  }

  private static BigDecimal total(Action action, List<BigDecimal> quantities) {
    var left = new BigDecimal("100");
    var total = BigDecimal.ZERO;
    for (var quantity : quantities) {
      var data = Map.of("units", Value.of(quantity));
      var rated =
          Sales.rated(Sales.rating().rate(action, new RatingInput(data, left, Optional.empty())));
      left = left.subtract(rated.freeUnitsUsed());
      total = total.add(rated.price().amount());
    }
    return Decimals.normal(total);
  }

  private static Fraction number(Map<String, Value> data, String property) {
    if (data.get(property) instanceof Value.Number(var number)) {
      return Fraction.of(number);
    }
    throw new AssertionError(property);
  }

  private static Optional<BigDecimal> maybe(SplittableRandom random, BigDecimal value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }
}
