package dev.saldo.server.subscription;

import dev.saldo.core.account.QuotedAct;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Value;
import dev.saldo.server.account.ActReader;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what a quote is to be for, beside products and metered use.
final class QuotedActions {
  private QuotedActions() {}

  /// @throws dev.saldo.server.problem.ProblemException where a property is no value, with its place
  static List<QuotedAct> read(Body body) {
    var acts = new ArrayList<QuotedAct>();
    for (var one : body.objects("actions")) {
      var pointer = "/actions/" + acts.size();
      var original =
          one.optionalObject("original")
              .map(tried ->
                  new QuotedAct.Original(tried.text("action"), data(tried, pointer + "/original")));
      acts.add(
          new QuotedAct(
              one.text("action"),
              data(one, pointer),
              one.optionalInteger("count").orElse(1),
              original));
    }
    return acts;
  }

  /// Kinds of resource that the catalog has, with how many are wanted.
  static Map<String, Long> resources(Body body, Catalog catalog) {
    var resources = new LinkedHashMap<String, Long>();
    if (body.value("resources").orElse(null) instanceof Json.Obj wanted) {
      for (var i = 0; i < wanted.size(); i++) {
        var name = wanted.names().get(i);
        if (!catalog.resources().containsKey(name)) {
          throw QuoteRoutes.unknown("/resources/" + name, "resource", name);
        }
        if (wanted.values().get(i) instanceof Json.Num(var raw)) {
          resources.put(name, Long.parseLong(raw));
        }
      }
    }
    return resources;
  }

  /// Features that the catalog has.
  static Set<String> features(Body body, Catalog catalog) {
    var features = new LinkedHashSet<String>();
    var asked = body.texts("features");
    for (var i = 0; i < asked.size(); i++) {
      if (!catalog.features().containsKey(asked.get(i))) {
        throw QuoteRoutes.unknown("/features/" + i, "feature", asked.get(i));
      }
      features.add(asked.get(i));
    }
    return features;
  }

  private static Map<String, Value> data(Body body, String pointer) {
    return body.value("data").orElse(null) instanceof Json.Obj data
        ? ActReader.values(data, pointer + "/data/")
        : Map.of();
  }
}
