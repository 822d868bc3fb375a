package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Mode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Keys and sessions open what they say, until they are ended.
class AccessTest {
  private static TestNode node;
  private static String key;

  @BeforeAll
  static void start() {
    node = TestNode.start();
    key = node.key("access");
    node.publish(key);
    customer("one");
    customer("two");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void customer(String externalId) {
    var made =
        node.post(
            key,
            "/v1/customers",
            """
            {"external_id": "%s", "name": "C", "catalog": "acme", "plan": "plus"}\
            """
                .formatted(externalId));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
  }

  private static TestNode.Answer make(String maker, String members) {
    return node.post(maker, "/v1/api-keys", "{\"name\": \"k\", " + members + "}");
  }

  @Test
  void aSecretIsShownOnceAndKeptAsADigestOnly() {
    var made = make(key, "\"scopes\": [\"customers:read\"]");
    assertThat(made.text("secret"))
        .matches("sk_test_[0-9A-Za-z]{43}")
        .startsWith(made.text("prefix"));
    var seen = node.get(key, "/v1/api-keys/" + made.text("id"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body()).doesNotContain(made.text("secret").substring(20));
  }

  @Test
  void aRevokedKeyFailsOnTheNextRequest() {
    var made = make(key, "\"scopes\": [\"customers:read\"]");
    String secret = made.text("secret");
    assertThat(node.get(secret, "/v1/customers").status()).isEqualTo(200);
    var revoked = node.send(key, "POST", "/v1/api-keys/" + made.text("id") + "/revoke", "", "");
    assertThat(revoked.text("revoked_at")).isNotEmpty();
    assertThat(node.get(secret, "/v1/customers").status()).isEqualTo(401);
  }

  @Test
  void anotherNodeSeesARevocationWithinASecond() {
    var access = TestNode.freshDatabase();
    try (var here = TestNode.start(access);
        var there = TestNode.start(access)) {
      String maker = here.key("shared");
      var made =
          here.post(maker, "/v1/api-keys", "{\"name\": \"k\", \"scopes\": [\"customers:read\"]}");
      String secret = made.text("secret");
      assertThat(there.get(secret, "/v1/customers").status()).isEqualTo(200);
      here.send(maker, "POST", "/v1/api-keys/" + made.text("id") + "/revoke", "", "");
      long revokedNs = System.nanoTime();
      long openUntilNs = revokedNs;
      while (there.get(secret, "/v1/customers").status() == 200) {
        openUntilNs = System.nanoTime();
      }
      assertThat(openUntilNs - revokedNs).isLessThan(1_000_000_000L);
    }
  }

  @Test
  void unknownRevokedAndExpiredKeysAreToldAlike() {
    var made = make(key, "\"scopes\": [\"customers:read\"]");
    node.send(key, "POST", "/v1/api-keys/" + made.text("id") + "/revoke", "", "");
    String revoked = told(node.get(made.text("secret"), "/v1/customers"));
    String unknown = told(node.get("sk_test_" + "x".repeat(43), "/v1/customers"));
    String garbled = told(node.get("nonsense", "/v1/customers"));
    assertThat(revoked).isEqualTo(unknown).isEqualTo(garbled);
  }

  private static String told(TestNode.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsKey("www-authenticate");
    return answer.body().replace(answer.text("request_id"), "");
  }

  @Test
  void aKeyHandsOnNoMoreThanItHas() {
    String small = node.key("access", Mode.TEST, List.of("keys:write", "customers:read"));
    var refused = make(small, "\"scopes\": [\"grants:write\"]");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("insufficient_scope");
    assertThat(make(small, "\"scopes\": [\"customers:read\"]").status()).isEqualTo(201);
  }

  @Test
  void aKeyThatHasExpiredCantBeMade() {
    var refused =
        make(key, "\"scopes\": [\"customers:read\"], \"expires_at\": \"2020-01-01T00:00:00Z\"");
    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  void aKeyBoundToOneCustomerReachesNoOther() {
    String bound =
        make(key, "\"scopes\": [\"customers:read\", \"customers:write\"], \"customer\": \"one\"")
            .text("secret");
    assertThat(node.get(bound, "/v1/customers/one").status()).isEqualTo(200);
    var other = node.get(bound, "/v1/customers/two");
    var nobody = node.get(bound, "/v1/customers/nobody");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.body().replace(other.text("request_id"), ""))
        .isEqualTo(nobody.body().replace(nobody.text("request_id"), ""));
    assertThat(node.get(bound, "/v1/customers").body()).contains("\"one\"").doesNotContain("two");
    assertThat(node.get(bound, "/v1/customers/two/members").status()).isEqualTo(404);
    assertThat(
            node.post(bound, "/v1/customers", "{\"external_id\": \"x\", \"name\": \"X\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aCapIsABudgetOfTheKey() {
    var capped =
        make(
            key,
            """
            "scopes": ["charges:write"], "customer": "one",
            "monthly_cap": {"amount": "30", "unit": "credits"}\
            """);
    assertThat(capped.status()).as(capped.body()).isEqualTo(201);
    String charge = "{\"customer\": \"one\", \"action\": \"call\"}";
    assertThat(node.post(capped.text("secret"), "/v1/charges", charge).status()).isEqualTo(201);
    var refused = node.post(capped.text("secret"), "/v1/charges", charge);
    assertThat(refused.status()).as(refused.body()).isEqualTo(402);
    assertThat(refused.code()).isEqualTo("budget_exceeded");
  }

  @Test
  void aPortalSessionReadsOneCustomerAndNothingElse() {
    var begun = node.post(key, "/v1/portal-sessions", "{\"customer\": \"one\"}");
    assertThat(begun.status()).isEqualTo(201);
    String token = begun.text("token");
    assertThat(node.get(token, "/v1/customers/one").status()).isEqualTo(200);
    assertThat(node.get(token, "/v1/customers/two").status()).isEqualTo(404);
    assertThat(node.get(token, "/v1/catalogs").status()).isEqualTo(403);
    var write = node.post(token, "/v1/charges", "{\"customer\": \"one\", \"action\": \"call\"}");
    assertThat(write.status()).isEqualTo(403);

    var ended = node.send(key, "DELETE", "/v1/portal-sessions/" + begun.text("id"), "", "");
    assertThat(ended.status()).isEqualTo(204);
    assertThat(node.get(token, "/v1/customers/one").status()).isEqualTo(401);
  }

  @Test
  void aSessionLivesNoLongerThanAnHour() {
    var refused =
        node.post(
            key, "/v1/portal-sessions", "{\"customer\": \"one\", \"expires_in_seconds\": 3601}");
    assertThat(refused.status()).isEqualTo(422);
  }

  @Test
  void liveAndTestNeverMeet() {
    String live = node.key("access", Mode.LIVE, TestNode.ALL_SCOPES);
    assertThat(node.get(live, "/v1/customers/one").status()).isEqualTo(404);
    assertThat(node.get(live, "/v1/catalogs/acme").status()).isEqualTo(404);
  }

  @Test
  void aKeyInAnAddressIsRefusedAndFlagged() {
    var made = make(key, "\"scopes\": [\"customers:read\"]");
    var refused = node.get(key, "/v1/customers?external_id=" + made.text("secret"));
    assertThat(refused.code()).isEqualTo("credential_in_url");
    assertThat(node.get(key, "/v1/api-keys/" + made.text("id")).text("exposed_at")).isNotEmpty();
  }
}
