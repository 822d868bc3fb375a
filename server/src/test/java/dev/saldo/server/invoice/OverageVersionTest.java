package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What an act costs in credits, and what credits cost that were used beyond those there are, is
/// what the version says under which the customer is, whatever is published since.
class OverageVersionTest {
  private static final String CATALOG =
      """
      catalog: pinned
      currency: EUR
      units: {credit: {}}
      actions:
        note: {title: Note, price: "%s"}
      plans:
        basic:
          title: Basic
          price: "20"
          credits: [{amount: "10", resets: {every: month, from: calendar, zone: utc}}]
          overage: billed
          overage_prices: {note: {price: "%s"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("pinned", CATALOG.formatted("2", "0.10"));
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static Node.Answer note(String customer) {
    return expect(
        node.post("/v1/charges", "{\"customer\":\"" + customer + "\",\"action\":\"note\"}"), 201);
  }

  @Test
  void creditsAndOverageKeepTheirVersionThroughAnother() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    for (var i = 0; i < 10; i++) {
      assertThat(note(customer).text("amount/amount")).isIn("2", "");
    }
    till.advance(customer, "2039-02-02T00:00:01Z");
    var january = till.latest(customer, "finalized");
    // Ten acts of two credits, and ten credits beyond the ten that there were, at 0.10.
    assertThat(lines(january)).containsExactly("plan basic 20.00", "overage note 1.00");

    node.publish(CATALOG.formatted("5", "0.70"));
    var path = "/v1/invoices/" + january.text("id");
    assertThat(expect(node.get(path), 200).bytes()).isEqualTo(january.bytes());

    // An event that comes late, of the time before, and acts of the time after.
    till.use(customer, "note", 1, "2039-01-20T00:00:00Z");
    note(customer);
    till.advance(customer, "2039-03-02T00:00:01Z");
    var february = till.latest(customer, "finalized");
    assertThat(node.tables().rows(spent(customer))).containsExactly("24");
    assertThat(lines(february)).containsExactly("plan basic 20.00");
    assertThat(expect(node.get(path), 200).bytes()).isEqualTo(january.bytes());

    var fresh = till.at("2039-01-01T00:00:00Z");
    till.plan(fresh, "basic");
    for (var i = 0; i < 3; i++) {
      note(fresh);
    }
    till.advance(fresh, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(fresh, "finalized")))
        .isEqualTo(List.of("plan basic 20.00", "overage note 3.50"));
  }

  /// Credits that went out of the customer's books.
  private static String spent(String customer) {
    return """
    SELECT trim_scale(sum(e.amount)) FROM ledger_entry e JOIN command c
        ON c.workspace_id = e.workspace_id AND c.customer_id = e.customer_id AND c.id = e.cause
     WHERE e.customer_id = '%s' AND c.kind IN ('charge', 'usage')
    """
        .formatted(Till.uuid(IdKind.CUSTOMER, customer));
  }
}
