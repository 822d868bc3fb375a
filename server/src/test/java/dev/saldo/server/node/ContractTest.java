package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.saldo.server.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API is what runs: the same routes, and answers of the shapes it says.
class ContractTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static TestNode node;
  private static World world;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    node = TestNode.start();
    world = new World(node, "contract");
    document = JSON.readTree(node.get("", "/openapi.json").body());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    Set<String> described = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    described.add(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> served = new TreeSet<>();
    node.routes().forEach(route -> served.add(route.verb() + " " + route.template()));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void answersHaveTheShapesThatAreDescribed() {
    traffic();
    Map<String, com.networknt.schema.Schema> schemas = new HashMap<>();
    Set<String> fine = new LinkedHashSet<>();
    List<String> faults = new ArrayList<>();
    for (TestNode.Exchange exchange : node.exchanges()) {
      Optional<Route> route = route(exchange);
      if (route.isEmpty() || exchange.answer().body().isEmpty()) {
        continue;
      }
      Optional<JsonNode> schema = described(route.get(), exchange.answer());
      if (schema.isEmpty()) {
        faults.add(told(exchange) + " isn't described");
        continue;
      }
      if (schema.get().isEmpty()) {
        continue;
      }
      String text = standalone(schema.get());
      var compiled = schemas.computeIfAbsent(text, SCHEMAS::getSchema);
      compiled
          .validate(exchange.answer().body(), InputFormat.JSON)
          .forEach(error -> faults.add(told(exchange) + ": " + error));
      if (exchange.answer().status() < 300) {
        fine.add(route.get().operationId());
      }
    }
    assertThat(faults).isEmpty();
    // The rest are system pages and routes that always refuse.
    assertThat(fine).hasSizeGreaterThan(40);
  }

  private static String told(TestNode.Exchange exchange) {
    return "%s %s %d %s"
        .formatted(
            exchange.method(),
            exchange.path(),
            exchange.answer().status(),
            exchange.answer().body());
  }

  /// One good request to as many routes as can have one, and bad ones to all.
  private static void traffic() {
    for (Route route : node.routes()) {
      String path = world.path(route, Map.of());
      if (route.verb() == Route.Verb.GET && !path.equals("/metrics")) {
        node.get(world.key, path + World.query(route, "one"));
        node.get(world.key, path + "?nonsense=1");
      }
      node.send("", route.verb().name(), path, "", "");
      if (route.forms().stream().anyMatch(form -> form.mediaType().equals("application/json"))) {
        node.send(world.key, route.verb().name(), path, "application/json", "{\"x\":");
        node.send(world.key, route.verb().name(), path, "application/json", "{\"x\":1}");
      }
    }
    String one = "/v1/customers/one";
    node.send(
        world.key,
        "PATCH",
        one,
        "application/json",
        "{\"name\":\"New\",\"zone\":\"Europe/Madrid\"}");
    node.send(
        world.key,
        "PATCH",
        one,
        "application/json",
        "{\"zone\":\"Mars/Olympus\",\"currency\":\"ZZZ\"}");
    for (String party : List.of("members/max", "cost-centres/sales", "automations/bot")) {
      node.send(world.key, "PATCH", one + "/" + party, "application/json", "{\"name\":\"N\"}");
      node.send(world.key, "DELETE", one + "/" + party, "", "");
    }
    node.publish(world.key);
    String yaml = "application/yaml";
    String dearer = TestNode.CATALOG.replace("10.00", "12.00");
    node.send(world.key, "POST", "/v1/catalogs/diff", yaml, dearer);
    node.send(world.key, "POST", "/v1/catalogs/validate", yaml, dearer);
    node.send(world.key, "POST", "/v1/catalogs/validate", yaml, "nothing: {}");
    node.send(world.key, "POST", "/v1/catalogs", yaml, "nothing: {}");
    node.send(world.key, "POST", "/v1/catalogs", yaml, "a: [");
    node.send(world.key, "PUT", "/v1/catalogs/acme/versions/1", yaml, dearer);
    String charge = "/v1/charges/" + world.id("charge");
    node.post(world.key, charge + "/refunds", "{\"reason\":\"test\"}");
    node.post(world.key, "/v1/holds/" + world.id("hold") + "/capture", "{}");
    node.post(world.key, "/v1/check", "{\"customer\":\"one\",\"action\":\"call\"}");
    node.post(world.key, "/v1/estimates", "{\"customer\":\"one\",\"action\":\"call\"}");
    node.send(world.key, "POST", "/v1/api-keys/" + world.id("key") + "/revoke", "", "");
    node.send(world.key, "DELETE", "/v1/portal-sessions/" + world.id("session"), "", "");
    node.send(world.key, "DELETE", "/v1/budgets/" + world.id("budget"), "", "");
    String subscription = "/v1/subscriptions/" + world.id("subscription");
    node.post(world.key, subscription + "/preview", "{\"what\":\"cancel\"}");
    node.post(world.key, subscription + "/cancel", "{}");
    node.post(world.key, subscription + "/undo", "{}");
    node.post(world.key, subscription + "/pause", "{\"refund\":true}");
    node.post(world.key, subscription + "/resume", "{}");
  }

  private static Optional<Route> route(TestNode.Exchange exchange) {
    String path = exchange.path().replaceFirst("\\?.*", "");
    return node.routes().stream()
        .filter(route -> route.verb().name().equals(exchange.method()))
        .filter(route -> Pattern.matches(route.template().replaceAll("\\{[^}]*}", "[^/]+"), path))
        .min((a, b) -> Integer.compare(braces(a), braces(b)));
  }

  private static int braces(Route route) {
    return route.template().split("\\{", -1).length;
  }

  private static Optional<JsonNode> described(Route route, TestNode.Answer answer) {
    JsonNode response =
        document
            .path("paths")
            .path(route.template())
            .path(route.verb().name().toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(answer.status()));
    if (response.isMissingNode()) {
      return Optional.empty();
    }
    String mediaType =
        answer
            .headers()
            .getOrDefault("content-type", List.of(""))
            .getFirst()
            .replaceFirst(";.*", "");
    return response.path("content").properties().stream()
        .filter(content -> content.getKey().replaceFirst(";.*", "").equals(mediaType))
        .map(content -> content.getValue().path("schema"))
        .map(schema -> schema.isMissingNode() ? JSON.createObjectNode() : schema)
        .findFirst();
  }

  /// The schema with the components that it refers to; problems may name figures besides.
  private static String standalone(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("components", document.get("components"));
    return whole.toString();
  }
}
