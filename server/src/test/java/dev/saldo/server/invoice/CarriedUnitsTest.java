package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Included units that a period leaves serve the next one: in what is refused, in what is billed
/// and on the line that says so.
class CarriedUnitsTest {
  private static final String CATALOG =
      """
      catalog: carrying
      currency: EUR
      meters:
        calls: {event: call, aggregate: count}
        chats: {event: chat, aggregate: count}
      actions:
        chat: {title: Chat}
      plans:
        pro:
          title: Pro
          price: "20"
          usage:
            calls:
              title: Calls
              unit: call
              included: "100"
              rollover: {percent: "50"}
              price: {each: "0.5"}
            chats:
              title: Chats
              unit: chat
              included: "4"
              rollover: {percent: "50", periods: 1}
              above: blocked
        plus:
          title: Plus
          price: "40"
          usage:
            calls: {title: Calls, unit: call, included: "200", price: {each: "0.5"}, rollover: {percent: "100"}}
            chats: {title: Chats, unit: chat, included: "8", above: blocked}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("carrying", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "pro");
    return customer;
  }

  private static Node.Answer chat(String customer) {
    return node.post(
        "/v1/charges", "{\"customer\":\"%s\",\"action\":\"chat\"}".formatted(customer));
  }

  private static Node.Answer limits(String customer) {
    return expect(node.get("/v1/customers/" + customer + "/limits"), 200);
  }

  @Test
  void whatAMonthLeftIsUsedFirstInTheNextAndShownOnItsLine() {
    var customer = begun();
    till.use(customer, "call", 40, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-01T00:00:01Z");
    assertThat(limits(customer).text("usage/0/carried_over")).isEqualTo("30");
    assertThat(limits(customer).text("usage/0/left")).isEqualTo("130");
    // Told late: it is January's, and February keeps what it has.
    till.use(customer, "call", 70, "2039-01-31T00:00:00Z");
    assertThat(limits(customer).text("usage/0/carried_over")).isEqualTo("30");
    till.use(customer, "call", 150, "2039-02-10T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    var february = till.latest(customer, "finalized");
    assertThat(lines(february)).contains("usage calls 10.00");
    assertThat(february.text("lines/1/used")).isEqualTo("150");
    assertThat(february.text("lines/1/included")).isEqualTo("130");
    assertThat(february.text("lines/1/carried_over")).isEqualTo("30");
    assertThat(lines(till.byStatus(customer, "finalized").get(1))).contains("usage calls 5.00");
    assertThat(limits(customer).body()).doesNotContain("carried_over");
  }

  @Test
  void useIsRefusedAboveBothAndOnlySoManyPeriodsCarry() {
    var customer = begun();
    expect(chat(customer), 201);
    till.advance(customer, "2039-02-01T00:00:01Z");
    // Half of 3 that were left.
    assertThat(limits(customer).text("usage/1/carried_over")).isEqualTo("1.5");
    for (var i = 0; i < 5; i++) {
      expect(chat(customer), 201);
    }
    assertThat(expect(chat(customer), 429).text("limit")).isEqualTo("5.5");
    till.advance(customer, "2039-03-01T00:00:01Z");
    till.advance(customer, "2039-04-01T00:00:01Z");
    assertThat(limits(customer).text("usage/1/left")).isEqualTo("4");
  }

  @Test
  void aChangeWithinThePeriodKeepsWhatWasCarriedAndBothPlansLeave() {
    var customer = begun();
    till.advance(customer, "2039-02-01T00:00:01Z");
    till.use(customer, "call", 20, "2039-02-05T00:00:00Z");
    till.advance(customer, "2039-02-15T00:00:00Z");
    till.plan(customer, "plus");
    assertThat(limits(customer).text("usage/0/carried_over")).isEqualTo("30");
    till.use(customer, "call", 90, "2039-02-20T00:00:00Z");
    till.advance(customer, "2039-03-01T00:00:01Z");
    // 100 × 14/28 + 200 × 14/28 are 150; of the 110 used, 50 were carried.
    assertThat(limits(customer).text("usage/0/carried_over")).isEqualTo("90");
    till.use(customer, "call", 300, "2039-03-20T00:00:00Z");
    till.advance(customer, "2039-04-02T00:00:01Z");
    var march = till.latest(customer, "finalized");
    assertThat(lines(march)).contains("usage calls 5.00");
    assertThat(march.text("lines/1/carried_over")).isEqualTo("90");
  }

  @Test
  void renewalsNobodyLookedAtCarryAsIfSomebodyHad() {
    var customer = begun();
    till.advance(customer, "2039-02-01T00:00:01Z");
    till.use(customer, "call", 120, "2039-02-05T00:00:00Z");
    till.advance(customer, "2039-02-15T00:00:00Z");
    till.plan(customer, "plus");
    till.advance(customer, "2039-06-15T00:00:00Z");
    assertThat(limits(customer).text("usage/0/carried_over")).isEqualTo("200");
  }
}
