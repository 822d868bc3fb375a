package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Acts without a price over HTTP, for customers of a catalog that knows no credits at all.
class UnpricedTest {
  private static final String CATALOG =
      """
      catalog: counted
      currency: EUR
      meters:
        signatures: {event: sign, aggregate: count}
        tokens: {event: ask, aggregate: sum, property: tokens}
      features: {signing: Signing}
      actions:
        sign: {title: Signature, needs: signing}
        ask: {title: Question, size_limit: {property: tokens, max: "1000"}}
      quotas:
        signatures: {title: Signatures, meter: signatures, resets: {every: month}}
        tokens: {title: Tokens, meter: tokens, resets: {every: month}}
      rate_limits:
        asking: {title: Questions, counts: [ask]}
      plans:
        free: {title: Free, quotas: {tokens: "100"}}
        slow:
          title: Slow
          unlocks: [signing]
          quotas: {signatures: {limit: "1", above: throttle, throttle: {minute: 2, day: 9}}}
        pro:
          title: Pro
          unlocks: [signing]
          quotas: {signatures: "2", tokens: "5000"}
          rate_limits: {asking: {minute: 3}}
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

  private static String body(String customer, String rest) {
    return "{\"customer\":\"%s\",%s}".formatted(customer, rest);
  }

  private static Node.Answer sign(String customer) {
    return node.post("/v1/charges", body(customer, "\"action\":\"sign\""));
  }

  @Test
  void aChargeIsCountedAndNamesNoCredits() {
    var customer = node.customerOf("counted", "pro");
    var checked = expect(node.post("/v1/check", body(customer, "\"action\":\"sign\"")), 200);
    assertThat(checked.text("allowed")).isEqualTo("true");
    var charge = expect(sign(customer), 201);
    assertThat(charge.json().names())
        .contains("title", "consulted", "receipt")
        .doesNotContain("credits", "unit", "funding", "balance", "lines");
    assertThat(charge.text("consulted/0/used")).isEqualTo("1");
    expect(sign(customer), 201);
    var refused = expect(sign(customer), 429);
    assertThat(refused.code()).isEqualTo("quota_exceeded");
    assertThat(refused.text("used")).isEqualTo("2");
    assertThat(expect(node.get("/v1/customers/" + customer + "/balance"), 200).body())
        .contains("\"wallets\":[]");
    expect(node.get("/v1/customers/" + customer + "/ledger"), 404);
    assertThat(expect(node.get("/v1/charges/" + charge.text("id")), 200).body())
        .isEqualTo(charge.body());
    var refund = "/v1/charges/" + charge.text("id") + "/refunds";
    assertThat(node.post(refund, "{\"reason\":\"none\"}").code()).isEqualTo("not_found");
  }

  @Test
  void aboveAQuotaThatThrottlesActsAreSlow() {
    var customer = node.customerOf("counted", "slow");
    for (var i = 0; i < 3; i++) {
      expect(sign(customer), 201);
    }
    var refused = expect(sign(customer), 429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(refused.text("max")).isEqualTo("2");
    assertThat(refused.header("retry-after")).isPresent();
    assertThat(refused.header("ratelimit-policy")).contains("\"signatures\";q=2;w=60");
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.text("quotas/0/used")).isEqualTo("3");
    assertThat(limits.text("quotas/0/throttle/1/window_seconds")).isEqualTo("86400");
    var clock = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(clock, "{\"to\":\"" + Instant.now().plusSeconds(90) + "\"}"), 200);
    expect(sign(customer), 201);
  }

  @Test
  void sizeAndFeatureAndRateRefuse() {
    var free = node.customerOf("counted", "free");
    assertThat(expect(sign(free), 403).code()).isEqualTo("feature_not_included");
    var pro = node.customerOf("counted", "pro");
    var large = body(pro, "\"action\":\"ask\",\"data\":{\"tokens\":1001}");
    assertThat(expect(node.post("/v1/charges", large), 422).code()).isEqualTo("item_too_large");
    var ask = body(pro, "\"action\":\"ask\",\"data\":{\"tokens\":1}");
    for (var i = 0; i < 3; i++) {
      expect(node.post("/v1/charges", ask), 201);
    }
    assertThat(expect(node.post("/v1/charges", ask), 429).code()).isEqualTo("rate_limited");
  }

  @Test
  void aReceiptSaysInWordsThatThereIsNoPrice() {
    var customer = node.customerOf("counted", "pro");
    var path = expect(sign(customer), 201).text("receipt");
    assertThat(expect(node.get(path), 200).text("words/0")).endsWith("It has no price in credits.");
    for (var language : new String[] {"es", "pt-BR"}) {
      var told =
          node.send(
              node.request(node.test, path)
                  .header("Accept-Language", language)
                  .method("GET", HttpRequest.BodyPublishers.noBody()));
      assertThat(told.text("words/0")).endsWith(words(language));
    }
  }

  private static String words(String language) {
    return language.equals("es") ? "en créditos." : "em créditos.";
  }

  @Test
  void aHoldKeepsItsShareUntilItsCapture() {
    var customer = node.customerOf("counted", "free");
    var wanted = body(customer, "\"action\":\"ask\",\"data\":{\"tokens\":80}");
    var hold = expect(node.post("/v1/holds", wanted), 201);
    assertThat(hold.json().names()).doesNotContain("credits", "balance");
    assertThat(expect(node.post("/v1/charges", wanted), 429).code()).isEqualTo("quota_exceeded");
    var path = "/v1/holds/" + hold.text("id");
    assertThat(node.post(path + "/capture", "{\"credits\":\"1\",\"unit\":\"credit\"}").status())
        .isEqualTo(422);
    var charge = expect(node.post(path + "/capture", "{\"data\":{\"tokens\":20}}"), 201);
    assertThat(charge.text("consulted/0/used")).isEqualTo("20");
    assertThat(expect(node.get(path), 200).text("state")).isEqualTo("captured");
    assertThat(expect(node.get(charge.text("receipt")), 200).text("words/0")).contains("set aside");
    var second = expect(node.post("/v1/holds", wanted), 201);
    var released = expect(node.post("/v1/holds/" + second.text("id") + "/release", "{}"), 200);
    assertThat(released.json().names()).doesNotContain("released", "balance");
    expect(node.post("/v1/charges", wanted), 201);
    var stated = body(customer, "\"action\":\"ask\",\"credits\":\"1\",\"unit\":\"credit\"");
    assertThat(node.post("/v1/holds", stated).code()).isEqualTo("validation_failed");
  }

  @Test
  void aHoldEndsByItself() {
    var customer = node.customerOf("counted", "free");
    var wanted = body(customer, "\"action\":\"ask\",\"data\":{\"tokens\":80}");
    expect(node.post("/v1/holds", wanted), 201);
    var now = Instant.now().plusSeconds(3600);
    var clock = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(clock, "{\"to\":\"" + now + "\"}"), 200);
    expect(node.post("/v1/charges", wanted), 201);
  }

  @Test
  void anEventCountsAboveTheQuota() {
    var customer = node.customerOf("counted", "free");
    var event =
        """
        {"specversion":"1.0","source":"shop","id":"%s","type":"ask","subject":"%s",
         "time":"%s","data":{"tokens":90}}
        """;
    for (var id : new String[] {"one", "two"}) {
      var sent =
          node.send(
              node.request(node.test, "/v1/events")
                  .header("Content-Type", "application/cloudevents+json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          event.formatted(id + customer, customer, Instant.now()))));
      assertThat(sent.status()).as(sent.body()).isLessThan(300);
    }
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.body()).contains("\"used\":\"180\"");
  }

  @Test
  void anEstimateOfWhatHasNoPriceIsRefused() {
    var customer = node.customerOf("counted", "free");
    var refused = node.post("/v1/estimates", body(customer, "\"action\":\"ask\""));
    assertThat(expect(refused, 409).text("state")).isEqualTo("unpriced");
  }

  @Test
  void aCatalogThatCountsCreditsNeedsAUnit() {
    var refused =
        node.send(
            node.request(node.test, "/v1/catalogs")
                .header("Content-Type", "application/yaml")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        CATALOG.replace("{title: Question,", "{title: Question, price: \"1\","))));
    assertThat(expect(refused, 422).body()).contains("actions.ask.price", "no `units`");
  }
}
