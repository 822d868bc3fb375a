package dev.saldo.core.rating;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Catalogs for tests of prices: one card of language models, and actions around it.
final class Sales {
  static final CreditUnit CREDIT = new CreditUnit("credit");

  private Sales() {}

  static Action action(String name, ActionPrice price) {
    return new Action(
        name,
        name,
        Optional.empty(),
        price,
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofMinutes(15),
        Optional.empty(),
        Map.of());
  }

  static Rating rating(RateCard... cards) {
    var byName = new LinkedHashMap<String, RateCard>();
    for (var card : cards) {
      byName.put(card.name(), card);
    }
    return Rating.of(
        new Catalog(
            new CatalogReference("test", 1),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            byName,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            Sale.plain(Currency.getInstance("EUR")),
            new BurnOrder(
                List.of(
                    GrantKind.PLAN, GrantKind.PURCHASED, GrantKind.PROMOTIONAL, GrantKind.TRIAL)),
            new RefundTerms.Breakage(),
            Optional.empty()));
  }

  /// Credits per million tokens, cached input apart, the whole call dearer above 200,000 prompt
  /// tokens on one model, batches at half price.
  static RateCard models() {
    return new RateCard(
        "models",
        CREDIT,
        List.of("model"),
        List.of(
            new RateCard.Component("input", "input_tokens", List.of("cached_tokens")),
            new RateCard.Component("cached input", "cached_tokens", List.of()),
            new RateCard.Component("output", "output_tokens", List.of())),
        Optional.of("input_tokens"),
        new BigDecimal("1000000"),
        BigDecimal.ONE,
        List.of(new RateCard.Multiplier(Map.of("batch", "true"), new BigDecimal("0.5"))),
        List.of(
            line("sonnet", band("200000", "3", "0.3", "15"), last("6", "0.6", "22.5")),
            line("gpt-4o", last("2.5", "1.25", "10"))));
  }

  static RateCard.Line line(String model, RateCard.Band... bands) {
    return new RateCard.Line(model, Map.of("model", model), List.of(bands));
  }

  static RateCard.Band band(String upTo, String... prices) {
    return new RateCard.Band(Optional.of(new BigDecimal(upTo)), decimals(prices));
  }

  static RateCard.Band last(String... prices) {
    return new RateCard.Band(Optional.empty(), decimals(prices));
  }

  /// Data as a test writes it: `model=sonnet input_tokens=3000 batch=true`.
  static Map<String, Value> data(String text) {
    var data = new LinkedHashMap<String, Value>();
    Stream.of(text.split(" "))
        .filter(property -> !property.isEmpty())
        .map(property -> property.split("=", 2))
        .forEach(pair -> data.put(pair[0], value(pair[1])));
    return data;
  }

  static Credits credits(String amount) {
    return Credits.of(CREDIT, amount);
  }

  static Rated rated(RatingResult result) {
    if (result instanceof Rated rated) {
      return rated;
    }
    throw new AssertionError("not rated: " + result);
  }

  static Unratable unratable(RatingResult result) {
    if (result instanceof Unratable unratable) {
      return unratable;
    }
    throw new AssertionError("rated: " + result);
  }

  private static Value value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Value.of(text.equals("true"));
    }
    return text.matches("-?[0-9]+([.][0-9]+)?") ? Value.of(new BigDecimal(text)) : Value.of(text);
  }

  private static List<BigDecimal> decimals(String... numbers) {
    return Stream.of(numbers).map(BigDecimal::new).toList();
  }
}
