package dev.saldo.store.billing;

import dev.saldo.core.subscription.Interim;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is invoiced of a running period, within the JSON of its subscription.
final class InterimJson {
  private InterimJson() {}

  static void write(ObjectNode subscription, Interim interim) {
    var tree = subscription.putObject("interim");
    Tree.put(tree, "covered_until", interim.coveredUntil());
    var billed = tree.putObject("billed");
    interim
        .billed()
        .forEach((code, one) ->
            billed
                .putObject(code)
                .put("quantity", one.quantity().toPlainString())
                .put("amount", one.amount().amount().toPlainString()));
  }

  /// A subscription that was written down before any was invoiced in the midst of a period doesn't
  /// say how far an earlier period reached; it was up to where this one begins.
  static Interim read(JsonNode subscription, Instant startedAt) {
    var tree = subscription.optional("interim");
    if (tree.isEmpty()) {
      var from = Tree.period(subscription.required("period")).from();
      return new Interim(Optional.of(from).filter(startedAt::isBefore), Map.of());
    }
    var currency = Currency.getInstance(Tree.text(subscription, "currency"));
    var billed = new TreeMap<String, Interim.Billed>();
    tree.get()
        .required("billed")
        .forEachEntry((code, one) ->
            billed.put(
                code,
                new Interim.Billed(
                    Tree.decimal(one, "quantity"),
                    Tree.money(currency, Tree.text(one, "amount")))));
    return new Interim(Tree.optional(tree.get(), "covered_until").map(Instant::parse), billed);
  }
}
