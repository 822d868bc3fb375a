package dev.saldo.core.rating;

import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.metering.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rate cards of every shape, and acts they can price: prices from one to twelve decimals, divisors
/// that are powers of ten and others, quantities at the edges of bands, wide and broken ones among
/// them.
final class RandomCards {
  private static final List<String> PERS =
      List.of("1", "1000", "1000000", "60", "7", "0.5", "12.345", "1000000000000");
  private static final List<String> MARKUPS =
      List.of("1", "2", "1.2", "0.000001", "3.141592653589");

  private final SplittableRandom random;
  private final boolean ordinary;

  /// Every second card is an ordinary one: prices in thousandths for whole quantities.
  RandomCards(SplittableRandom random) {
    this.random = random;
    this.ordinary = random.nextBoolean();
  }

  RateCard card() {
    var selectors = List.of("model", "region").subList(0, random.nextInt(3));
    var count = random.nextInt(1, 5);
    var components = IntStream.range(0, count).mapToObj(i -> component(i, count)).toList();
    var multipliers =
        Stream.of("batch", "night", "region")
            .limit(random.nextInt(4))
            .map(property -> multiplier(property))
            .toList();
    var banded = random.nextBoolean();
    return new RateCard(
        "card",
        Sales.CREDIT,
        selectors,
        components,
        banded ? Optional.of("q0") : Optional.empty(),
        new BigDecimal(pick(ordinary ? PERS.subList(0, 5) : PERS)),
        new BigDecimal(pick(ordinary ? MARKUPS.subList(0, 3) : MARKUPS)),
        multipliers,
        lines(selectors, count, banded));
  }

  /// An act with a line on the card, its included quantities no more than their whole.
  Map<String, Value> data(RateCard card) {
    var data = new HashMap<String, Value>(card.lines().getFirst().when().size());
    var line = pick(card.lines());
    data.put("region", Value.of("eu"));
    line.when().forEach((property, label) -> data.put(property, Value.of(label)));
    data.put("batch", Value.of(random.nextBoolean()));
    if (random.nextBoolean()) {
      data.put("night", Value.of("true"));
    }
    var included = BigDecimal.ZERO;
    for (var i = card.components().size() - 1; i > 0; i--) {
      var quantity = quantity();
      included = included.add(quantity);
      data.put("q" + i, Value.of(quantity));
    }
    var first = pick(line.bands()).upTo().orElse(quantity());
    var edge = first.add(BigDecimal.valueOf(random.nextInt(2)));
    data.put("q0", Value.of(edge.max(included)));
    return data;
  }

  static boolean matches(Map<String, String> when, Map<String, Value> data) {
    return when.entrySet().stream()
        .allMatch(condition -> {
          var value = data.get(condition.getKey());
          return value != null && value.label().equals(condition.getValue());
        });
  }

  /// Zero or more, with at most so many digits before and after the point.
  static BigDecimal decimal(SplittableRandom random, int integerDigits, int scale) {
    var digits = new StringBuilder("0");
    for (var i = 0; i < integerDigits + scale; i++) {
      digits.append(random.nextInt(10));
    }
    return new BigDecimal(new BigInteger(digits.toString()), scale);
  }

  private BigDecimal quantity() {
    return switch (ordinary ? random.nextInt(7, 12) : random.nextInt(8)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> decimal(random, 6, random.nextInt(1, 12));
      case 2 -> BigDecimal.valueOf((1L << 53) - 1);
      case 3 -> decimal(random, 20, 0);
      default -> BigDecimal.valueOf(random.nextInt(1_000_000));
    };
  }

  /// The first includes all the others, or none.
  private RateCard.Component component(int index, int count) {
    var less =
        index == 0 && random.nextBoolean()
            ? IntStream.range(1, count).mapToObj(i -> "q" + i).toList()
            : List.<String>of();
    return new RateCard.Component("c" + index, "q" + index, less);
  }

  private RateCard.Multiplier multiplier(String property) {
    var label = property.equals("region") ? "eu" : "true";
    return new RateCard.Multiplier(Map.of(property, label), decimal(random, 1, random.nextInt(4)));
  }

  private List<RateCard.Line> lines(List<String> selectors, int components, boolean banded) {
    var lines = new ArrayList<RateCard.Line>();
    for (var i = random.nextInt(1, 6); i > 0; i--) {
      var when = new HashMap<String, String>();
      for (var selector : selectors) {
        when.put(selector, pick(List.of("a", "b", "eu")));
      }
      lines.add(new RateCard.Line("line" + i, when, bands(components, banded)));
    }
    return lines;
  }

  private List<RateCard.Band> bands(int components, boolean banded) {
    var bands = new ArrayList<RateCard.Band>();
    var bound = BigDecimal.ZERO;
    for (var i = banded ? random.nextInt(3) : 0; i > 0; i--) {
      bound = bound.add(decimal(random, 5, ordinary ? 0 : random.nextInt(3))).add(BigDecimal.ONE);
      bands.add(new RateCard.Band(Optional.of(bound), prices(components)));
    }
    bands.add(new RateCard.Band(Optional.empty(), prices(components)));
    return bands;
  }

  private List<BigDecimal> prices(int components) {
    return IntStream.range(0, components)
        .mapToObj(_ -> decimal(random, random.nextInt(1, 4), random.nextInt(ordinary ? 4 : 13)))
        .toList();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
