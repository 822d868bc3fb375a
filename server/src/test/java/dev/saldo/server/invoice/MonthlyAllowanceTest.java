package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is included for each calendar month begins anew on the 1st in the customer's zone, whatever
/// is billed together.
class MonthlyAllowanceTest {
  private static final String CATALOG =
      """
      catalog: monthly
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
          annual: {price: "200"}
          usage:
            calls: {title: Calls, unit: call, included: "10", per: month, price: {each: "0.5"}}
            chats: {title: Chats, unit: chat, included: "2", per: month, above: blocked}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("monthly", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun(String interval) {
    var body =
        "{\"external_id\":\"%s\",\"name\":\"A\",\"zone\":\"Europe/Madrid\"}"
            .formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    till.advance(customer, "2039-01-14T23:00:00Z");
    var order =
        "{\"customer\":\"%s\",\"catalog\":\"monthly\",\"plan\":\"pro\",\"interval\":\"%s\"}"
            .formatted(customer, interval);
    expect(node.post("/v1/subscriptions", order), 201);
    return customer;
  }

  private static Node.Answer chat(String customer) {
    return node.post(
        "/v1/charges", "{\"customer\":\"%s\",\"action\":\"chat\"}".formatted(customer));
  }

  @Test
  void aYearPaidAtOnceHasEachMonthsAllowance() {
    var customer = begun("year");
    expect(chat(customer), 201);
    expect(chat(customer), 201);
    assertThat(expect(chat(customer), 429).text("resets_at")).isEqualTo("2039-01-31T23:00:00Z");
    till.use(customer, "call", 8, "2039-01-31T22:59:59Z");
    till.use(customer, "call", 12, "2039-01-31T23:00:00Z");
    expect(chat(customer), 201);
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    // The billed period has 14 of 28 days of February.
    assertThat(limits.text("usage/0/included")).isEqualTo("5");
    assertThat(limits.text("usage/0/used")).isEqualTo("12");
    assertThat(limits.text("usage/0/resets_at")).isEqualTo("2039-02-14T23:00:00Z");
    till.use(customer, "call", 5, "2039-12-10T00:00:00Z");
    till.use(customer, "call", 9, "2040-01-05T00:00:00Z");
    till.advance(customer, "2040-01-16T00:00:00Z");
    // January's 10 × 17/31 are 6, February's 10 × 14/28 are 5: 2 + 7 above. December's 5 are
    // included.
    var invoices = till.byStatus(customer, "finalized");
    assertThat(invoices.stream().map(Till::lines))
        .containsExactly(
            List.of("plan pro 200.00", "usage calls 2.00"),
            List.of("usage calls 4.50"),
            List.of("plan pro 200.00"));
    assertThat(invoices.get(1).text("lines/0/used")).isEqualTo("20");
    assertThat(invoices.get(1).text("lines/0/included")).isEqualTo("11");
  }

  @Test
  void aMonthThatTwoPeriodsShareIsCutBetweenThem() {
    var customer = begun("month");
    till.use(customer, "call", 7, "2039-01-20T00:00:00Z");
    till.use(customer, "call", 6, "2039-02-14T22:00:00Z");
    till.use(customer, "call", 6, "2039-02-14T23:00:00Z");
    till.advance(customer, "2039-02-15T12:00:00Z");
    // Late, of the time before the cut.
    till.use(customer, "call", 1, "2039-02-14T22:59:59Z");
    till.advance(customer, "2039-02-16T00:00:01Z");
    // 6 of January and 5 of February are included: 1 + 2 above.
    assertThat(lines(till.latest(customer, "finalized"))).contains("usage calls 1.50");
    till.advance(customer, "2039-03-16T00:00:01Z");
    // 5 of February: 1 above.
    assertThat(lines(till.latest(customer, "finalized"))).contains("usage calls 0.50");
  }
}
