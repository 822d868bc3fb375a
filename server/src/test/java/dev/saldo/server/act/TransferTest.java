package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Credits between two wallets of a customer, over HTTP.
class TransferTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String body(String customer, String from, String to, String amount) {
    return """
    {"customer":"%s","from":"%s","to":"%s","amount":"%s"}\
    """
        .formatted(customer, from, to, amount);
  }

  @Test
  void whatMovesKeepsItsKindAndLeavesTheSumAsItWas() {
    var customer = node.customer("open");
    node.give(customer, "10");
    var moved = expect(node.post("/v1/transfers", body(customer, "main", "side", "4.5")), 201);
    assertThat(moved.text("credits")).isEqualTo("4.5");
    assertThat(moved.text("from/available")).isEqualTo("5.5");
    assertThat(moved.text("to/available")).isEqualTo("4.5");
    var wallets =
        (Json.Arr)
            expect(node.get("/v1/customers/" + customer + "/balance"), 200).member("wallets");
    assertThat(wallets.items()).hasSize(2);
    var back = expect(node.post("/v1/transfers", body(customer, "side", "main", "4.5")), 201);
    assertThat(back.text("to/available")).isEqualTo("10");
    var ledger =
        expect(node.get("/v1/customers/" + customer + "/ledger?wallet=side"), 200).member("data");
    assertThat(((Json.Arr) ledger).items()).hasSize(2);
  }

  @Test
  void aRepeatMovesNothing() {
    var customer = node.customer("open");
    node.give(customer, "10");
    var body = body(customer, "main", "side", "3");
    var first = node.post(node.test, "/v1/transfers", body, "transfer-once-" + customer);
    var second = node.post(node.test, "/v1/transfers", body, "transfer-once-" + customer);
    assertThat(expect(second, 201).text("id")).isEqualTo(expect(first, 201).text("id"));
    assertThat(node.available(customer)).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({
    "main, side, 0, 422",
    "main, side, -1, 422",
    "main, side, 1e3, 422",
    "main, side, 11, 402",
    "main, main, 1, 422",
    "nowhere, side, 1, 404",
    "main, Not A Name, 1, 422"
  })
  void aTransferThatCantBeMovesNothing(String from, String to, String amount, int status) {
    var customer = node.customer("open");
    node.give(customer, "10");
    var answer = node.post("/v1/transfers", body(customer, from, to, amount));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(node.available(customer)).isEqualTo("10");
  }

  @Test
  void whatIsOwedIsPaidBeforeAnythingLeaves() {
    var customer = node.customer("open");
    node.give(customer, "1");
    expect(
        node.post(
            "/v1/events",
            """
            {"specversion":"1.0","id":"e1","source":"s","type":"stamp","subject":"%s"}\
            """
                .formatted(customer)),
        200);
    expect(
        node.post(
            "/v1/events",
            """
            {"specversion":"1.0","id":"e2","source":"s","type":"stamp","subject":"%s"}\
            """
                .formatted(customer)),
        200);
    node.give(customer, "5");
    var refused = expect(node.post("/v1/transfers", body(customer, "main", "side", "2")), 402);
    assertThat(refused.code()).isEqualTo("debt_outstanding");
    expect(
        node.post(
            "/v1/customers/" + customer + "/debt/settle", "{\"how\":\"pay\",\"reason\":\"paid\"}"),
        201);
    expect(node.post("/v1/transfers", body(customer, "main", "side", "2")), 201);
  }
}
