package dev.saldo.core.subscription;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Price;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Prices of tests, in euros.
public final class Prices {
  public static final Currency EUR = Currency.getInstance("EUR");

  private Prices() {}

  public static Money money(String amount) {
    return new Money(EUR, new BigDecimal(amount));
  }

  public static Amounts amounts(String amount) {
    return Amounts.of(money(amount));
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  public static Price each(String amount) {
    return each(amount, "1");
  }

  public static Price each(String amount, String per) {
    return new Price.PerUnit(amounts(amount), number(per));
  }

  static Price flat(String amount) {
    return new Price.Flat(amounts(amount));
  }

  public static Price packages(String amount, String of) {
    return new Price.Package(amounts(amount), number(of));
  }

  static Price percent(String percent, String min, String max) {
    return new Price.Percentage(
        number(percent), Optional.of(amounts(min)), Optional.of(amounts(max)), Set.of(EUR));
  }

  /// Tiers as bound, price, bound, price, price of the last.
  public static Price graduated(String... tiers) {
    return new Price.Tiered(Price.Mode.GRADUATED, tiers(tiers));
  }

  public static Price volume(String... tiers) {
    return new Price.Tiered(Price.Mode.VOLUME, tiers(tiers));
  }

  private static List<Price.Tier> tiers(String... texts) {
    var tiers = new ArrayList<Price.Tier>();
    for (var i = 0; i < texts.length - 1; i += 2) {
      tiers.add(
          new Price.Tier(Optional.of(number(texts[i])), amounts(texts[i + 1]), Optional.empty()));
    }
    tiers.add(new Price.Tier(Optional.empty(), amounts(texts[texts.length - 1]), Optional.empty()));
    return tiers;
  }

  /// By the value of `model`, as value, price, value, price; each for 1,000 units.
  public static Price byModel(String... prices) {
    var by = new HashMap<String, Price>();
    for (var i = 0; i < prices.length; i += 2) {
      by.put(prices[i], each(prices[i + 1], "1000"));
    }
    return new Price.ByDimension("model", Map.copyOf(by), Optional.empty());
  }
}
