package dev.saldo.server.audit;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.Test;

/// What is given back of overage that was counted in two parts is in order.
class OverageAuditTest {
  private static final String CATALOG =
      """
      catalog: over
      currency: EUR
      units:
        credit:
          list_prices: {EUR: "0.10"}
      actions:
        call:
          title: Call
          price: {credits: "1", per: "1", of: seconds}
          capture_over: true
      plans:
        post:
          title: Afterwards
          overage: billed
          credits:
            - {amount: "1", resets: {every: month, from: calendar, zone: utc}}
      """;

  @Test
  void aRefundOfACaptureAboveItsHoldIsNoFinding() {
    try (var node = new Node()) {
      node.publish(CATALOG);
      for (var refund : new String[] {"", ",\"credits\":\"4\""}) {
        var customer = node.customerOf("over", "post");
        var held =
            expect(
                node.post(
                    "/v1/holds",
                    "{\"customer\":\"%s\",\"action\":\"call\",\"data\":{\"seconds\":\"5\"}}"
                        .formatted(customer)),
                201);
        var captured =
            expect(
                node.post(
                    "/v1/holds/" + held.text("id") + "/capture", "{\"data\":{\"seconds\":\"8\"}}"),
                201);
        assertThat(captured.text("funding/overage")).isEqualTo("7");
        var path = "/v1/charges/" + captured.text("id") + "/refunds";
        expect(node.post(path, "{\"reason\":\"test\"" + refund + "}"), 201);
        var twice = "SELECT count(*) FROM tally WHERE subject LIKE 'overage:%' AND consumed > 0";
        assertThat(node.tables().rows(twice)).containsExactly(refund.isEmpty() ? "0" : "1");
      }
      assertThat(node.audited()).isEmpty();
    }
  }
}
