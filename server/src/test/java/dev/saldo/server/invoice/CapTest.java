package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The most that a customer lets its use cost in a billed period.
class CapTest {
  private static final String CATALOG =
      """
      catalog: capped
      currency: EUR
      units:
        credit: {list_prices: {EUR: "0.50"}}
      meters:
        queries: {event: query, aggregate: count}
        calls: {event: call, aggregate: sum, property: calls}
      actions:
        query: {title: Query}
        call: {title: Calls}
        report: {title: Report, price: {each: "1", of: pages}}
      plans:
        basic:
          title: Basic
          price: "20"
          overage: billed
          overage_prices:
            report: {price: "1", per: "3"}
          usage:
            queries:
              title: Queries
              unit: query
              included: "2"
              price:
                graduated:
                  - {up_to: "3", each: "0.50"}
                  - {each: "0.25"}
            calls:
              title: Calls
              unit: call
              included: "10"
              per: day
              price: {each: "0.10"}
        pro:
          title: Pro
          price: "40"
          overage: billed
          overage_prices:
            other: {price: "0.20"}
          usage:
            queries:
              title: Queries
              unit: query
              included: "2"
              price: {each: "0.10"}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("capped", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String onBasic() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    return customer;
  }

  private static Node.Answer settings(String customer, String body) {
    return node.put("/v1/customers/" + customer + "/settings", body);
  }

  private static void cap(String customer, String amount) {
    expect(
        settings(
            customer, "{\"spending_cap\":{\"amount\":\"" + amount + "\",\"currency\":\"EUR\"}}"),
        200);
  }

  private static Node.Answer act(String customer, String action, String data) {
    return node.post(
        "/v1/charges",
        "{\"customer\":\"%s\",\"action\":\"%s\",\"data\":%s}".formatted(customer, action, data));
  }

  private static String spending(String customer) {
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    return limits.text("spending/used")
        + " of "
        + limits.text("spending/cap")
        + ", left "
        + limits.text("spending/left");
  }

  @Test
  void useIsRefusedAboveTheCapWithItsFigures() {
    var customer = onBasic();
    cap(customer, "1.60");
    for (var i = 0; i < 5; i++) {
      expect(act(customer, "query", "{}"), 201);
    }
    assertThat(spending(customer)).isEqualTo("1.5 of 1.6, left 0.1");
    var refused = expect(act(customer, "query", "{}"), 402);
    assertThat(refused.code()).isEqualTo("spending_cap_reached");
    assertThat(refused.text("level")).isEqualTo("spending_cap");
    assertThat(refused.text("cap")).isEqualTo("1.6");
    assertThat(refused.text("used")).isEqualTo("1.5");
    assertThat(refused.text("left")).isEqualTo("0.1");
    assertThat(refused.text("needed")).isEqualTo("0.25");
    assertThat(refused.text("currency")).isEqualTo("EUR");
    assertThat(refused.text("resets_at")).isEqualTo("2039-02-01T00:00:00Z");
    // What costs nothing passes: ten calls a day are included.
    expect(act(customer, "call", "{\"calls\":10}"), 201);
    expect(act(customer, "call", "{\"calls\":1}"), 201);
    assertThat(expect(act(customer, "call", "{\"calls\":1}"), 402).code())
        .isEqualTo("spending_cap_reached");
    till.advance(customer, "2039-01-02T00:00:00Z");
    expect(act(customer, "call", "{\"calls\":10}"), 201);
    till.advance(customer, "2039-02-01T00:00:00Z");
    assertThat(spending(customer)).isEqualTo("0 of 1.6, left 1.6");
    expect(act(customer, "query", "{}"), 201);
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "usage queries 1.50", "usage calls 0.10");
  }

  @Test
  void aCapBelowWhatIsUsedRefusesTheNextAndIsTakenAwayAgain() {
    var customer = onBasic();
    for (var i = 0; i < 4; i++) {
      expect(act(customer, "query", "{}"), 201);
    }
    cap(customer, "0.75");
    assertThat(spending(customer)).isEqualTo("1 of 0.75, left 0");
    expect(act(customer, "query", "{}"), 402);
    expect(settings(customer, "{\"spending_cap\":null}"), 200);
    assertThat(node.get("/v1/customers/" + customer + "/limits").body()).doesNotContain("spending");
    expect(act(customer, "query", "{}"), 201);
    cap(customer, "0");
    expect(act(customer, "query", "{}"), 402);
  }

  @Test
  void overageIsCappedWithUseAndRefundsGiveBack() {
    var customer = onBasic();
    node.give(customer, "3");
    cap(customer, "2.50");
    expect(act(customer, "query", "{}"), 201);
    expect(act(customer, "query", "{}"), 201);
    expect(act(customer, "query", "{}"), 201);
    var charge = expect(act(customer, "report", "{\"pages\":9}"), 201);
    assertThat(charge.text("funding/overage")).isEqualTo("6");
    assertThat(spending(customer)).isEqualTo("2.5 of 2.5, left 0");
    var refused = expect(act(customer, "report", "{\"pages\":1}"), 402);
    assertThat(refused.code()).isEqualTo("spending_cap_reached");
    assertThat(refused.text("needed")).isEqualTo("0.333333333333");
    var refund = "/v1/charges/" + charge.text("id") + "/refunds";
    expect(node.post(refund, "{\"credits\":\"3\",\"reason\":\"late\"}"), 201);
    assertThat(spending(customer)).isEqualTo("1.5 of 2.5, left 1");
    expect(act(customer, "report", "{\"pages\":3}"), 201);
    assertThat(expect(act(customer, "query", "{}"), 402).code()).isEqualTo("spending_cap_reached");
  }

  @Test
  void anOpenHoldCountsAndIsCapturedWhateverTheCap() {
    var customer = onBasic();
    node.give(customer, "1");
    cap(customer, "3");
    var hold =
        expect(
            node.post(
                "/v1/holds",
                "{\"customer\":\"%s\",\"action\":\"report\",\"data\":{\"pages\":7}}"
                    .formatted(customer)),
            201);
    assertThat(spending(customer)).isEqualTo("2 of 3, left 1");
    expect(act(customer, "report", "{\"pages\":3}"), 201);
    expect(act(customer, "report", "{\"pages\":1}"), 402);
    cap(customer, "1");
    expect(node.post("/v1/holds/" + hold.text("id") + "/capture", "{}"), 201);
    assertThat(spending(customer)).isEqualTo("3 of 1, left 0");
  }

  @Test
  void whatIsReportedIsBilledAboveTheCapAndCreditsBeyondItAreADebt() {
    var customer = onBasic();
    cap(customer, "1");
    till.use(customer, "query", 5, "2039-01-05T00:00:00Z");
    assertThat(spending(customer)).isEqualTo("1.5 of 1, left 0");
    node.give(customer, "1");
    cap(customer, "2.50");
    till.batch(List.of(till.event(customer, "report", "2039-01-05T00:00:00Z", "{\"pages\":6}")));
    assertThat(spending(customer)).isEqualTo("2.5 of 2.5, left 0");
    assertThat(expect(act(customer, "report", "{\"pages\":1}"), 402).code())
        .isEqualTo("debt_outstanding");
    var debt = expect(node.get("/v1/customers/" + customer + "/balance"), 200);
    assertThat(debt.body()).contains("\"debt\":\"2\"");
  }

  @Test
  void theCapHoldsThroughAChangeOfPlan() {
    var customer = onBasic();
    for (var i = 0; i < 4; i++) {
      expect(act(customer, "query", "{}"), 201);
    }
    till.advance(customer, "2039-01-16T12:00:00Z");
    till.plan(customer, "pro");
    cap(customer, "1.35");
    for (var i = 0; i < 3; i++) {
      expect(act(customer, "query", "{}"), 201);
    }
    assertThat(spending(customer)).isEqualTo("1.3 of 1.35, left 0.05");
    assertThat(expect(act(customer, "query", "{}"), 402).text("needed")).isEqualTo("0.1");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).contains("usage queries 1.30");
  }

  @Test
  void ofManyAtOnceAsManyPassAsTheCapAllows() {
    var customer = onBasic();
    expect(act(customer, "query", "{}"), 201);
    expect(act(customer, "query", "{}"), 201);
    cap(customer, "3");
    var all = new ArrayList<CompletableFuture<Node.Answer>>();
    for (var i = 0; i < 60; i++) {
      all.add(
          node.later(
              node.test,
              "/v1/charges",
              "{\"customer\":\"%s\",\"action\":\"query\"}".formatted(customer),
              node.nextKey()));
    }
    var passed = all.stream().map(CompletableFuture::join).filter(one -> one.status() == 201);
    assertThat(passed.count()).isEqualTo(9);
    assertThat(spending(customer)).isEqualTo("3 of 3, left 0");
  }

  @Test
  void aCapThatMakesNoSenseIsRefused() {
    var customer = onBasic();
    for (var entry :
        List.of(
            List.of("{\"amount\":\"-1\",\"currency\":\"EUR\"}", "amount_negative", "amount"),
            List.of("{\"amount\":\"1.005\",\"currency\":\"EUR\"}", "amount_precision", "amount"),
            List.of("{\"amount\":\"1\",\"currency\":\"USD\"}", "currency_mismatch", "currency"),
            List.of("{\"amount\":\"1\",\"currency\":\"XQX\"}", "currency_unknown", "currency"),
            List.of("{\"amount\":\"1\",\"currency\":\"eur\"}", "text_invalid", "currency"),
            List.of("{\"amount\":\"1\"}", "field_required", "currency"),
            List.of("{\"amount\":\"x\",\"currency\":\"EUR\"}", "amount_invalid", "amount"),
            List.of(
                "{\"amount\":\"1\",\"currency\":\"EUR\",\"every\":\"day\"}",
                "unknown_field",
                "every"))) {
      var refused = settings(customer, "{\"spending_cap\":" + entry.get(0) + "}");
      assertThat(refused.status()).as(entry.get(0)).isEqualTo(422);
      assertThat(refused.body()).contains("\"" + entry.get(1) + "\"");
      assertThat(refused.body()).contains("\"/spending_cap/" + entry.get(2) + "\"");
    }
    expect(settings(customer, "{\"spending_caps\":{}}"), 422);
    var set = expect(settings(customer, "{}"), 200);
    assertThat(set.body()).doesNotContain("spending_cap");
  }

  @Test
  void inAPauseTheCapStaysInTheMoneyThatIsBilled() {
    var customer = onBasic();
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id");
    expect(node.post(path + "/pause", "{}"), 200);
    var dollars = "{\"spending_cap\":{\"amount\":\"10\",\"currency\":\"USD\"}}";
    assertThat(expect(settings(customer, dollars), 422).body()).contains("currency_mismatch");
    cap(customer, "10");
    expect(node.post(path + "/resume", "{}"), 200);
    expect(act(customer, "query", "{}"), 201);
    assertThat(spending(customer)).isEqualTo("0 of 10, left 10");
    // After an end the next subscription has to be in the cap's money.
    expect(node.post(path + "/cancel", "{\"when\":\"now\"}"), 200);
    expect(settings(customer, dollars), 200);
  }

  @Test
  void aSubscriptionBeginsInTheMoneyOfTheCap() {
    var customer = till.at("2039-01-01T00:00:00Z");
    expect(settings(customer, "{\"spending_cap\":{\"amount\":\"9\",\"currency\":\"USD\"}}"), 200);
    var path = "/v1/customers/" + customer + "/subscription";
    var euros =
        node.put(
            "/v1/customers/" + customer + "/plan", "{\"catalog\":\"capped\",\"plan\":\"basic\"}");
    assertThat(expect(euros, 422).body()).contains("currency_mismatch");
    assertThat(node.get(path).status()).isEqualTo(404);
    cap(customer, "9");
    till.plan(customer, "basic");
  }

  @Test
  void aRefusalIsToldInThreeLanguages() {
    var customer = onBasic();
    cap(customer, "0");
    expect(act(customer, "query", "{}"), 201);
    expect(act(customer, "query", "{}"), 201);
    for (var told :
        List.of(
            List.of("en", "Your spending cap is reached"),
            List.of("es", "Se alcanzó su tope de gasto"),
            List.of("pt-BR", "O seu teto de gastos foi atingido"))) {
      var answer =
          node.send(
              node.request(node.test, "/v1/charges")
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", node.nextKey())
                  .header("Accept-Language", told.get(0))
                  .POST(
                      java.net.http.HttpRequest.BodyPublishers.ofString(
                          "{\"customer\":\"%s\",\"action\":\"query\"}".formatted(customer))));
      assertThat(answer.body()).contains(told.get(1));
    }
  }
}
