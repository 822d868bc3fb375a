package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Route;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A workspace with one of everything, and the ids of it.
final class World {
  private final TestNode node;
  final String key;
  private final Map<String, String> ids = new HashMap<>();

  World(TestNode node, String workspace) {
    this.node = node;
    this.key = node.key(workspace);
    assertThat(node.publish(key).status()).isEqualTo(201);
    make(
        "customer",
        "/v1/customers",
        "{\"external_id\":\"one\",\"name\":\"One\",\"catalog\":\"acme\",\"plan\":\"plus\"}");
    make("member", "/v1/customers/one/members", party("max"));
    make("cost centre", "/v1/customers/one/cost-centres", party("sales"));
    make("automation", "/v1/customers/one/automations", party("bot"));
    make("key", "/v1/api-keys", "{\"name\":\"k\",\"scopes\":[\"customers:read\"]}");
    make("session", "/v1/portal-sessions", "{\"customer\":\"one\"}");
    make("charge", "/v1/charges", "{\"customer\":\"one\",\"action\":\"call\"}");
    make("hold", "/v1/holds", "{\"customer\":\"one\",\"action\":\"call\"}");
    make("grant", "/v1/grants", "{\"customer\":\"one\",\"amount\":\"5\",\"kind\":\"promotional\"}");
    make(
        "budget",
        "/v1/budgets",
        """
        {"customer":"one","name":"All","every":"month","scope":{"kind":"customer"},
         "limit":"900","unit":"credits"}\
        """);
    var claim = "{\"customer\":\"one\",\"resource\":\"agents\",\"references\":[\"a\"]}";
    var claimed = node.post(key, "/v1/resources", claim);
    assertThat(claimed.status()).as(claimed.body()).isEqualTo(201);
    var items = (Json.Arr) Objects.requireNonNull(claimed.json().find("items"));
    var first = (Json.Obj) items.items().getFirst();
    ids.put("resource", ((Json.Text) Objects.requireNonNull(first.find("id"))).value());
    ids.put("catalog", "acme");
    var migration = node.post(key, "/v1/catalogs/acme/migrations", "{\"to\":1}");
    assertThat(migration.status()).as(migration.body()).isEqualTo(202);
    ids.put("migration", migration.text("id"));
    ids.put("subscription", subscription());
    node.wiring().billing().all(_ -> {});
    ids.put("invoice", listed("/v1/invoices?customer=one&status=finalized", "inv_[0-9A-Za-z]+"));
  }

  private String subscription() {
    return listed("/v1/subscriptions?customer=one", "sub_[0-9A-Za-z]+");
  }

  private String listed(String path, String pattern) {
    var listed = node.get(key, path).body();
    var id = Pattern.compile(pattern).matcher(listed);
    assertThat(id.find()).as(listed).isTrue();
    return id.group();
  }

  private static String party(String externalId) {
    return "{\"external_id\":\"%s\",\"name\":\"P\"}".formatted(externalId);
  }

  private void make(String thing, String path, String body) {
    var made = node.post(key, path, body);
    assertThat(made.status()).as(thing + ": " + made.body()).isEqualTo(201);
    ids.put(thing, made.text("id"));
  }

  String id(String thing) {
    String id = ids.get(thing);
    if (id == null) {
      throw new IllegalStateException("the world has no " + thing);
    }
    return id;
  }

  /// The route's address with this world's ids, the last named part that says whose or which it is
  /// replaced by another id where one is given.
  String path(Route route, Map<String, String> instead) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (String segment : route.template().substring(1).split("/", -1)) {
      String shown = segment;
      if (segment.startsWith("{")) {
        String thing = thing(route, before, segment);
        shown = instead.getOrDefault(thing, literal(thing));
      }
      path.append('/').append(shown);
      before = segment;
    }
    return path.toString();
  }

  private String literal(String thing) {
    return switch (thing) {
      case "version" -> "1";
      case "action" -> "call";
      case "slug" -> "not-found";
      case "wallet" -> "credits";
      case "what" -> "usage";
      default -> id(thing);
    };
  }

  /// What the route's query must have, with a customer where it takes one.
  static String query(Route route, String customer) {
    Map<String, String> values =
        Map.of(
            "customer", customer,
            "meter", "calls",
            "from", "2020-01-01T00:00:00Z",
            "to", "2020-02-01T00:00:00Z",
            "until", "2020-02-01T00:00:00Z");
    return route.query().stream()
        .filter(field -> field.required() || field.name().equals("customer"))
        .map(field -> field.name() + "=" + value(field, values.getOrDefault(field.name(), "")))
        .collect(Collectors.joining("&", "?", ""))
        .replaceFirst("\\?$", "");
  }

  private static String value(Field field, String value) {
    return field.schema().resolved() instanceof Schema.Day ? value.substring(0, 10) : value;
  }

  /// What a named part of the path means.
  static String thing(Route route, String before, String segment) {
    return switch (before) {
      case "customers", "test-clocks" -> "customer";
      case "members" -> "member";
      case "cost-centres" -> "cost centre";
      case "automations" -> "automation";
      case "api-keys" -> "key";
      case "portal-sessions" -> "session";
      case "catalogs" -> "catalog";
      case "versions" -> "version";
      case "migrations" -> "migration";
      case "charges", "receipts" -> "charge";
      case "holds" -> "hold";
      case "grants" -> "grant";
      case "budgets" -> "budget";
      case "resources" -> "resource";
      case "subscriptions" -> "subscription";
      case "invoices" -> "invoice";
      case "overage-consents" -> "action";
      case "problems" -> "slug";
      case "wallets" -> "wallet";
      case "exports" -> "what";
      default ->
          throw new IllegalStateException(
              "say here what " + segment + " of " + route.template() + " means");
    };
  }
}
