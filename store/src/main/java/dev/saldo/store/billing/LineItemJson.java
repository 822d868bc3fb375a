package dev.saldo.store.billing;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is owed, as JSON.
public final class LineItemJson {
  private LineItemJson() {}

  public static String text(LineItem item) {
    var tree = Tree.object();
    write(tree, item);
    return tree.toString();
  }

  public static LineItem read(String json) {
    return read(Tree.read(json));
  }

  static void write(ObjectNode tree, LineItem item) {
    tree.put("kind", Tree.word(item.kind()))
        .put("code", item.code())
        .put("title", item.title())
        .put("quantity", item.quantity().toPlainString());
    Tree.put(tree, "unit", item.unit());
    Tree.put(tree, "unit_price", item.unitPrice().map(Money::amount));
    if (!item.shares().isEmpty()) {
      var shares = tree.putArray("shares");
      item.shares().forEach(share -> share(shares.addObject(), share));
    }
    tree.put("amount", item.amount().amount().toPlainString())
        .put("currency", item.amount().currency().getCurrencyCode());
    item.period().ifPresent(period -> Tree.put(tree, "period", period));
    Tree.put(tree, "cost_centre", item.costCentre());
    item.evidence().ifPresent(evidence -> evidence(tree.putObject("evidence"), evidence));
  }

  private static void evidence(ObjectNode tree, LineItem.Evidence evidence) {
    tree.put("used", evidence.used().toPlainString())
        .put("included", evidence.included().toPlainString());
    if (evidence.carried().signum() != 0) {
      tree.put("carried", evidence.carried().toPlainString());
    }
    tree.put("events", evidence.events());
    if (evidence.average()) {
      tree.put("average", true);
    }
  }

  static LineItem read(JsonNode tree) {
    var currency = Currency.getInstance(Tree.text(tree, "currency"));
    return new LineItem(
        Tree.constant(LineKind.class, Tree.text(tree, "kind")),
        Tree.text(tree, "code"),
        Tree.text(tree, "title"),
        Tree.decimal(tree, "quantity"),
        Tree.optional(tree, "unit"),
        Tree.optional(tree, "unit_price").map(price -> Tree.money(currency, price)),
        tree.optional("shares").map(shares -> shares(shares, currency)).orElse(List.of()),
        Tree.money(currency, Tree.text(tree, "amount")),
        tree.optional("period").map(Tree::period),
        Tree.optional(tree, "cost_centre"),
        tree.optional("evidence").map(LineItemJson::evidence));
  }

  private static void share(ObjectNode tree, LineItem.Share share) {
    tree.put("above", share.above().toPlainString());
    Tree.put(tree, "up_to", share.upTo());
    tree.put("quantity", share.quantity().toPlainString())
        .put("price", share.price().amount().toPlainString())
        .put("flat", share.flat().amount().toPlainString())
        .put("amount", share.amount().amount().toPlainString());
  }

  private static List<LineItem.Share> shares(JsonNode array, Currency currency) {
    var shares = new ArrayList<LineItem.Share>(array.size());
    for (var one : array) {
      Optional<BigDecimal> upTo = Tree.optional(one, "up_to").map(BigDecimal::new);
      shares.add(
          new LineItem.Share(
              Tree.decimal(one, "above"),
              upTo,
              Tree.decimal(one, "quantity"),
              Tree.money(currency, Tree.text(one, "price")),
              Tree.money(currency, Tree.text(one, "flat")),
              Tree.money(currency, Tree.text(one, "amount"))));
    }
    return shares;
  }

  private static LineItem.Evidence evidence(JsonNode tree) {
    return new LineItem.Evidence(
        Tree.decimal(tree, "used"),
        Tree.decimal(tree, "included"),
        Tree.optional(tree, "carried").map(BigDecimal::new).orElse(BigDecimal.ZERO),
        tree.required("events").longValue(),
        tree.optional("average").map(JsonNode::booleanValue).orElse(false));
  }
}
