package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Json;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Resources and entitlements over HTTP.
class ResourceTest {
  private static final String CATALOG =
      """
      catalog: agents
      currency: EUR
      upgrade_url: https://example.com/more
      meters: {asks: {event: ask, aggregate: count}}
      features: {chat: Chat, voice: Voice}
      actions: {ask: {title: Question}}
      quotas: {asks: {title: Questions, meter: asks, resets: {every: month}}}
      rate_limits: {asks: {title: Asking, counts: [ask]}}
      resources: {agents: Agents, contacts: Contacts}
      plans:
        small:
          title: Small
          unlocks: [chat]
          quotas: {asks: "10"}
          rate_limits: {asks: {minute: 5}}
          resources: {agents: 2, contacts: 1000}
        large: {title: Large, unlocks: [chat, voice], resources: {agents: 5, contacts: unlimited}}
      """;

  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
    node.publish(CATALOG);
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(node.audited()).isEmpty();
    } finally {
      node.close();
    }
  }

  private static String body(String customer, String resource, String... references) {
    var list =
        java.util.Arrays.stream(references)
            .map(reference -> '"' + reference + '"')
            .collect(Collectors.joining(","));
    return "{\"customer\":\"%s\",\"resource\":\"%s\",\"references\":[%s]}"
        .formatted(customer, resource, list);
  }

  private static Node.Answer claim(String customer, String resource, String... references) {
    return node.post("/v1/resources", body(customer, resource, references));
  }

  @Test
  void aClaimAboveTheCountIsRefusedWithItsFigures() {
    var customer = node.customerOf("agents", "small");
    var claim = expect(claim(customer, "agents", "a", "b"), 201);
    assertThat(claim.text("object")).isEqualTo("resource_claim");
    assertThat(claim.text("items/0/id")).startsWith("rsc_");
    assertThat(claim.text("items/1/reference")).isEqualTo("b");
    assertThat(claim.text("used")).isEqualTo("2");
    assertThat(claim.text("limit")).isEqualTo("2");
    var refused = expect(claim(customer, "agents", "c"), 403);
    assertThat(refused.code()).isEqualTo("resource_limit_reached");
    assertThat(refused.text("level")).isEqualTo("resource");
    assertThat(refused.text("resource")).isEqualTo("agents");
    assertThat(refused.text("limit")).isEqualTo("2");
    assertThat(refused.text("used")).isEqualTo("2");
    assertThat(refused.text("asked")).isEqualTo("1");
    assertThat(refused.text("upgrade_url")).isEqualTo("https://example.com/more");
    var again = expect(claim(customer, "agents", "a"), 201);
    assertThat(again.text("items/0/changed")).isEqualTo("false");
    assertThat(again.text("items/0/id")).isEqualTo(claim.text("items/0/id"));
    assertThat(expect(claim(customer, "bots", "a"), 422).code()).isEqualTo("reference_unknown");
  }

  @Test
  void aPlaceIsFreeAgainWhenOneIsGivenBack() {
    var customer = node.customerOf("agents", "small");
    var claim = expect(claim(customer, "agents", "a", "b"), 201);
    var path = "/v1/resources/" + claim.text("items/0/id");
    var back = expect(node.delete(path), 200);
    assertThat(back.text("items/0/changed")).isEqualTo("true");
    assertThat(back.text("used")).isEqualTo("1");
    assertThat(expect(node.delete(path), 200).text("items/0/changed")).isEqualTo("false");
    expect(claim(customer, "agents", "c"), 201);
    var some = expect(node.post("/v1/resources/return", body(customer, "agents", "b", "x")), 200);
    assertThat(some.text("items/0/reference")).isEqualTo("b");
    assertThat(some.text("absent/0")).isEqualTo("x");
    assertThat(some.text("used")).isEqualTo("1");
  }

  @Test
  void aKeyClaimsOnce() {
    var customer = node.customerOf("agents", "small");
    var key = node.nextKey();
    var claim = body(customer, "agents", "a");
    var first = expect(node.post(node.test, "/v1/resources", claim, key), 201);
    expect(node.delete("/v1/resources/" + first.text("items/0/id")), 200);
    var again = expect(node.post(node.test, "/v1/resources", claim, key), 201);
    assertThat(again.header("idempotent-replayed")).contains("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(expect(list(customer, ""), 200).member("data"))
        .isEqualTo(new Json.Arr(java.util.List.of()));
  }

  private static Node.Answer list(String customer, String more) {
    return node.get("/v1/resources?customer=" + customer + more);
  }

  @Test
  void aListGoesPageByPageInTheOrderOfClaims() {
    var customer = node.customerOf("agents", "large");
    var many = IntStream.range(0, 1_000).mapToObj(i -> "c" + i).toArray(String[]::new);
    expect(claim(customer, "contacts", many), 201);
    expect(claim(customer, "agents", "a"), 201);
    expect(node.post("/v1/resources/return", body(customer, "contacts", "c0")), 200);
    var first = expect(list(customer, "&resource=contacts&limit=3"), 200);
    assertThat(first.text("data/0/reference")).isEqualTo("c1");
    assertThat(first.text("data/2/reference")).isEqualTo("c3");
    var next = first.text("next_cursor");
    var second = expect(list(customer, "&resource=contacts&limit=3&cursor=" + next), 200);
    assertThat(second.text("data/0/reference")).isEqualTo("c4");
    var all = expect(list(customer, "&state=all&limit=1"), 200);
    assertThat(all.text("data/0/reference")).isEqualTo("c0");
    assertThat(all.text("data/0/returned_at")).isNotEmpty();
    var agents = expect(list(customer, "&resource=agents"), 200);
    assertThat(agents.text("data/0/resource")).isEqualTo("agents");
    var tooMany = IntStream.range(0, 1_001).mapToObj(i -> "c" + i).toArray(String[]::new);
    assertThat(expect(claim(customer, "contacts", tooMany), 422).code())
        .isEqualTo("too_many_items");
  }

  private static Node.Answer plan(String customer, String plan, String more) {
    return node.put(
        "/v1/customers/" + customer + "/plan", "{\"plan\":\"" + plan + "\"" + more + "}");
  }

  @Test
  void aDowngradeBelowUseNamesWhatStandsInItsWay() {
    var customer = node.customerOf("agents", "large");
    expect(claim(customer, "agents", "a", "b", "c"), 201);
    var refused = expect(plan(customer, "small", ""), 409);
    assertThat(refused.code()).isEqualTo("downgrade_below_use");
    assertThat(refused.text("resources/0/resource")).isEqualTo("agents");
    assertThat(refused.text("resources/0/used")).isEqualTo("3");
    assertThat(refused.text("resources/0/limit")).isEqualTo("2");
    assertThat(refused.text("detail")).contains("agents 3/2");
    assertThat(entitlements(customer).text("plan")).isEqualTo("large");
    assertThat(expect(plan(customer, "small", ",\"grace\":\"some days\""), 422).status())
        .isEqualTo(422);
    expect(plan(customer, "small", ",\"grace\":\"366 days\""), 422);
    var changed = expect(plan(customer, "small", ",\"grace\":\"14 days\""), 200);
    assertThat(changed.text("above/0/used")).isEqualTo("3");
    assertThat(changed.text("grace_until")).isNotEmpty();
    var standing = entitlements(customer);
    assertThat(standing.text("resources/0/used")).isEqualTo("3");
    assertThat(standing.text("resources/0/limit")).isEqualTo("2");
    assertThat(standing.text("resources/0/grace_until")).isEqualTo(changed.text("grace_until"));
    expect(claim(customer, "agents", "d"), 403);
    expect(node.post("/v1/resources/return", body(customer, "agents", "a")), 200);
    assertThat(entitlements(customer).text("resources/0/grace_until")).isEmpty();
  }

  private static Node.Answer entitlements(String customer) {
    return expect(node.get("/v1/customers/" + customer + "/entitlements"), 200);
  }

  @Test
  void entitlementsTellOfAllThatACatalogKnows() {
    var customer = node.customerOf("agents", "small");
    expect(claim(customer, "agents", "a"), 201);
    expect(node.post("/v1/charges", "{\"customer\":\"" + customer + "\",\"action\":\"ask\"}"), 201);
    var told = entitlements(customer);
    assertThat(told.text("catalog")).isEqualTo("agents@1");
    assertThat(told.text("plan")).isEqualTo("small");
    assertThat(told.text("plan_title")).isEqualTo("Small");
    assertThat(told.text("features/0/name")).isEqualTo("chat");
    assertThat(told.text("features/0/on")).isEqualTo("true");
    assertThat(told.text("features/1/title")).isEqualTo("Voice");
    assertThat(told.text("features/1/on")).isEqualTo("false");
    assertThat(told.text("resources/0/title")).isEqualTo("Agents");
    assertThat(told.text("resources/0/used")).isEqualTo("1");
    assertThat(told.text("resources/0/limit")).isEqualTo("2");
    assertThat(told.text("resources/1/used")).isEqualTo("0");
    assertThat(told.text("quotas/0/used")).isEqualTo("1");
    assertThat(told.text("quotas/0/limit")).isEqualTo("10");
    assertThat(told.text("quotas/0/resets_at")).isNotEmpty();
    assertThat(told.text("rates/0/max")).isEqualTo("5");
    assertThat(told.text("rates/0/window_seconds")).isEqualTo("60");
    var large = entitlements(node.customerOf("agents", "large"));
    assertThat(large.text("resources/1/name")).isEqualTo("contacts");
    assertThat(large.text("resources/1/limit")).isEmpty();
    assertThat(large.text("quotas/0/limit")).isEmpty();
  }

  @Test
  void aKeyNeedsTheScope() {
    var customer = node.customerOf("agents", "small");
    var reader = node.keyWith(Scope.RESOURCES_READ);
    assertThat(node.post(reader, "/v1/resources", body(customer, "agents", "a")).code())
        .isEqualTo("insufficient_scope");
    expect(node.get(reader, "/v1/resources?customer=" + customer), 200);
  }
}
