package dev.saldo.store.account;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Term;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import dev.saldo.store.billing.ItemsJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads what [JsonText] wrote.
final class JsonTree {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonTree() {}

  static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  static Map<String, Value> values(JsonNode data) {
    var values = new HashMap<String, Value>();
    data.forEachEntry((name, value) -> values.put(name, value(value)));
    return values;
  }

  /// Times as [JsonText#instants] writes them; read with every account, so without a tree.
  static List<Optional<Instant>> instants(String array) {
    var items = array.substring(1, array.length() - 1);
    if (items.isEmpty()) {
      return List.of();
    }
    var instants = new ArrayList<Optional<Instant>>(2);
    for (var item : items.split(",", -1)) {
      instants.add(
          item.equals("null")
              ? Optional.empty()
              : Optional.of(Instant.parse(item.substring(1, item.length() - 1))));
    }
    return instants;
  }

  static List<BigDecimal> decimals(JsonNode array) {
    var decimals = new ArrayList<BigDecimal>(array.size());
    for (var item : array) {
      decimals.add(new BigDecimal(item.stringValue()));
    }
    return decimals;
  }

  static List<Draw> draws(JsonNode array, CreditUnit unit) {
    var draws = new ArrayList<Draw>(array.size());
    for (var item : array) {
      var grant = UUID.fromString(text(item, "grant"));
      draws.add(new Draw(grant, Credits.of(unit, text(item, "amount"))));
    }
    return draws;
  }

  static List<Tallied> tallied(JsonNode array) {
    var tallied = new ArrayList<Tallied>(array.size());
    for (var item : array) {
      var key = new TallyKey(text(item, "subject"), Instant.parse(text(item, "from")));
      tallied.add(new Tallied(key, new BigDecimal(text(item, "amount"))));
    }
    return tallied;
  }

  static Term term(JsonNode term) {
    return new Term(
        new CatalogReference(text(term, "catalog"), term.required("version").intValue()),
        text(term, "plan"),
        Instant.parse(text(term, "started_at")),
        Instant.parse(text(term, "from")),
        instants(term.required("grants_due").toString()),
        ItemsJson.read(term.optional("items").map(JsonNode::toString)),
        false,
        textIfAny(term, "zone").map(ZoneId::of));
  }

  static Attribution attribution(JsonNode attribution) {
    return new Attribution(
        party(attribution, "member"),
        party(attribution, "cost_centre"),
        party(attribution, "automation"),
        textIfAny(attribution, "api_key"),
        textIfAny(attribution, "agent_run"),
        attribution.optional("execution").map(JsonTree::execution));
  }

  static String text(JsonNode object, String name) {
    return object.required(name).stringValue();
  }

  private static Optional<String> textIfAny(JsonNode object, String name) {
    return object.optional(name).map(JsonNode::stringValue);
  }

  private static Optional<Attribution.Party> party(JsonNode attribution, String name) {
    return attribution
        .optional(name)
        .map(who ->
            new Attribution.Party(
                text(who, "reference"), textIfAny(who, "name"), textIfAny(who, "email")));
  }

  private static Attribution.Execution execution(JsonNode execution) {
    return new Attribution.Execution(
        text(execution, "id"),
        Words.constant(Attribution.Status.class, text(execution, "status")),
        textIfAny(execution, "started_at").map(Instant::parse),
        textIfAny(execution, "finished_at").map(Instant::parse));
  }

  private static Value value(JsonNode value) {
    if (value.isNumber()) {
      return Value.of(value.decimalValue());
    }
    return value.isBoolean() ? Value.of(value.booleanValue()) : Value.of(value.stringValue());
  }
}
