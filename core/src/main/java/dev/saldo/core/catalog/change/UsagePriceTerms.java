package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Takes a price of use apart: one term for each amount, named by the value and the tier that it is
/// for, in the catalog's own words.
final class UsagePriceTerms {
  private final Terms terms;
  private final String plan;
  private final String usage;

  UsagePriceTerms(Terms terms, String plan, String usage) {
    this.terms = terms;
    this.plan = plan;
    this.usage = usage;
  }

  void add(String path, Price price) {
    add(path, List.of(), price);
  }

  private void add(String path, List<String> of, Price price) {
    switch (price) {
      case Price.Flat(var amount) ->
          amount(path + ".flat", with(of, "flat"), amount, BigDecimal.ONE);
      case Price.PerUnit(var each, var per) -> amount(path + ".each", of, each, per);
      case Price.Package(var each, var units) ->
          amount(path + ".package", with(of, "package"), each, units);
      case Price.Tiered(var mode, var tiers) ->
          tiers(path + "." + mode, mode == Price.Mode.VOLUME ? with(of, "volume") : of, tiers);
      case Price.Percentage percentage -> percentage(path, of, percentage);
      case Price.ByDimension by -> {
        new TreeMap<>(by.prices())
            .forEach((value, one) -> add(path + "[" + value + "]", with(of, value), one));
        by.other().ifPresent(other -> add(path + ".other", with(of, "other"), other));
      }
    }
  }

  private void tiers(String path, List<String> of, List<Price.Tier> tiers) {
    var above = "";
    for (var tier : tiers) {
      var name = tier.upTo().map(bound -> "≤ " + bound.toPlainString()).orElse("> " + above);
      var at = path + "[" + name + "]";
      amount(at + ".each", with(of, name), tier.each(), BigDecimal.ONE);
      tier.flat()
          .ifPresent(
              flat -> amount(at + ".flat", with(with(of, name), "flat"), flat, BigDecimal.ONE));
      above = tier.upTo().map(BigDecimal::toPlainString).orElse(above);
    }
  }

  private void percentage(String path, List<String> of, Price.Percentage percentage) {
    terms.add(
        path + ".percent",
        ChangeKind.PLAN_USAGE_PRICE,
        subjects(with(of, "percent")),
        new Figure.Percent(percentage.percent()));
    optional(path + ".min", with(of, "min"), percentage.min());
    optional(path + ".max", with(of, "max"), percentage.max());
  }

  private void optional(String path, List<String> of, Optional<Amounts> amounts) {
    amounts.ifPresent(present -> amount(path, of, present, BigDecimal.ONE));
  }

  private void amount(String path, List<String> of, Amounts amounts, BigDecimal per) {
    money(terms, path, ChangeKind.PLAN_USAGE_PRICE, subjects(of), amounts, per);
  }

  /// Adds an amount for a number of units, in each currency.
  static void money(
      Terms terms,
      String path,
      ChangeKind kind,
      List<String> subjects,
      Amounts amounts,
      BigDecimal per) {
    amounts.by().values().stream()
        .sorted(Comparator.comparing(money -> money.currency().getCurrencyCode()))
        .forEach(money ->
            terms.add(
                path + "." + money.currency().getCurrencyCode(),
                kind,
                subjects,
                per.compareTo(BigDecimal.ONE) == 0
                    ? new Figure.InMoney(money)
                    : new Figure.MoneyFor(money, per)));
  }

  private List<String> subjects(List<String> of) {
    return List.of(plan, of.isEmpty() ? usage : usage + " (" + String.join(", ", of) + ")");
  }

  private static List<String> with(List<String> of, String more) {
    var all = new ArrayList<>(of);
    all.add(more);
    return all;
  }
}
