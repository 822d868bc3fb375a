package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Use above what is included is billed as far as the customer has agreed to it, whichever way it
/// is told: what a hold had set aside was agreed to, what goes beyond it wasn't.
class AgreedUseTest {
  private static final String CATALOG =
      """
      catalog: agreed
      currency: EUR
      meters:
        minutes: {event: call, aggregate: sum, property: minutes}
      actions:
        call: {title: Call}
      plans:
        asked:
          title: Asked
          price: "20"
          usage:
            minutes: {unit: minute, included: "100", above: on_consent, price: {each: "0.10"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("agreed", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "asked");
    return customer;
  }

  private static Node.Answer hold(String customer, String minutes) {
    var body = "{\"customer\":\"%s\",\"action\":\"call\",\"data\":{\"minutes\":%s}}";
    return node.post("/v1/holds", body.formatted(customer, minutes));
  }

  private static void capture(Node.Answer hold, String minutes) {
    var path = "/v1/holds/" + hold.text("id") + "/capture";
    expect(node.post(path, "{\"data\":{\"minutes\":" + minutes + "}}"), 201);
  }

  /// @param more members, each after a comma
  private static void agree(String customer, String more) {
    var body = "{\"action\":\"minutes\",\"granted_by\":\"Ana\"" + more + "}";
    expect(node.post("/v1/customers/" + customer + "/overage-consents", body), 201);
  }

  private static String billed(String customer) {
    till.advance(customer, "2039-02-02T00:00:01Z");
    var invoice = till.latest(customer, "finalized");
    var line = Till.lines(invoice).stream().filter(one -> one.startsWith("usage")).findFirst();
    return line.orElse("");
  }

  @Test
  void aCaptureBeyondItsHoldIsntBilledWithoutConsent() {
    var customer = begun();
    assertThat(hold(customer, "101").status()).isEqualTo(429);
    capture(expect(hold(customer, "1"), 201), "1000");
    assertThat(billed(customer)).isEmpty();
  }

  @Test
  void nothingIsBilledAboveTheCeilingThatWasAgreed() {
    var customer = begun();
    agree(customer, ",\"ceiling\":\"5\"");
    capture(expect(hold(customer, "1"), 201), "1000");
    assertThat(billed(customer)).isEqualTo("usage minutes 0.50");
  }

  @Test
  void whatWasSetAsideWasAgreed() {
    var customer = begun();
    agree(customer, "");
    var hold = expect(hold(customer, "150"), 201);
    var path = "/v1/customers/" + customer + "/overage-consents/minutes";
    expect(node.delete(path), 200);
    capture(hold, "170");
    assertThat(billed(customer)).isEqualTo("usage minutes 5.00");
  }
}
