package dev.saldo.store.billing;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Overrides;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is taken beside a plan, as JSON. The plan alone is nothing at all.
public final class ItemsJson {
  private ItemsJson() {}

  /// Empty for one seat and nothing else.
  public static Optional<String> text(Items items) {
    return items.equals(Items.ONE) ? Optional.empty() : Optional.of(tree(items).toString());
  }

  public static Items read(Optional<String> json) {
    return json.map(text -> items(Tree.read(text))).orElse(Items.ONE);
  }

  static ObjectNode tree(Items items) {
    var tree = Tree.object();
    tree.put("seats", items.seats());
    var products = tree.putObject("products");
    items.products().forEach(products::put);
    if (!items.overrides().equals(Overrides.NONE)) {
      overrides(tree.putObject("overrides"), items.overrides());
    }
    Tree.put(tree, "commitment", items.commitment());
    return tree;
  }

  static Items items(JsonNode tree) {
    var products = new TreeMap<String, Integer>();
    tree.required("products").forEachEntry((name, count) -> products.put(name, count.intValue()));
    return new Items(
        tree.required("seats").intValue(),
        products,
        tree.optional("overrides").map(ItemsJson::overrides).orElse(Overrides.NONE),
        Tree.optional(tree, "commitment"));
  }

  private static void overrides(ObjectNode tree, Overrides overrides) {
    overrides.price().ifPresent(price -> money(tree.putObject("price"), price));
    var products = tree.putObject("products");
    overrides.products().forEach((name, price) -> money(products.putObject(name), price));
    var included = tree.putObject("included");
    overrides.included().forEach((meter, units) -> included.put(meter, units.toPlainString()));
    var quotas = tree.putObject("quotas");
    overrides.quotas().forEach((quota, limit) -> quotas.put(quota, limit.toPlainString()));
    var resources = tree.putObject("resources");
    overrides.resources().forEach(resources::put);
    Tree.put(tree, "discount", overrides.discount());
  }

  private static Overrides overrides(JsonNode tree) {
    return new Overrides(
        tree.optional("price").map(ItemsJson::money),
        map(tree.required("products"), ItemsJson::money),
        map(tree.required("included"), units -> new BigDecimal(units.stringValue())),
        map(tree.required("quotas"), limit -> new BigDecimal(limit.stringValue())),
        tree.optional("resources").map(kinds -> map(kinds, JsonNode::intValue)).orElse(Map.of()),
        Tree.optional(tree, "discount").map(BigDecimal::new));
  }

  private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    var map = new HashMap<String, T>();
    object.forEachEntry((name, node) -> map.put(name, value.apply(node)));
    return map;
  }

  private static void money(ObjectNode tree, Money money) {
    tree.put("amount", money.amount().toPlainString())
        .put("currency", money.currency().getCurrencyCode());
  }

  private static Money money(JsonNode tree) {
    var currency = java.util.Currency.getInstance(Tree.text(tree, "currency"));
    return Tree.money(currency, Tree.text(tree, "amount"));
  }
}
