package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Lines of use are divided among the customer's cost centres, where the catalog says so, on the
/// invoice and wherever it is read.
class CostCentresTest {
  private static final String CATALOG =
      """
      catalog: centres
      currency: EUR
      units:
        credit: {list_prices: {EUR: "0.05"}}
      meters:
        calls: {event: call, aggregate: sum, property: calls}
      actions:
        call: {title: Call}
        chat: {title: Chat, price: "1"}
      plans:
        pro:
          title: Pro
          price: "20"
          usage:
            calls: {title: Calls, unit: call, included: "100", price: {each: "0.05"}}
        credits:
          title: Credits
          price: "20"
          credits:
            - amount: "10"
              resets: {every: month}
          overage: billed
          overage_prices: {chat: {price: "0.05"}}
      billing: {group_by: cost_centre}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("centres", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static void tell(String customer, String centre, int calls, String time) {
    var data = "{\"calls\":" + calls + "}";
    var event = Till.event(node.nextKey(), customer, "call", time, data);
    if (!centre.isEmpty()) {
      event = event.replace("\"subject\"", "\"cost_centre\":\"" + centre + "\",\"subject\"");
    }
    till.batch(List.of(event));
  }

  private static String begun() {
    return begun("pro");
  }

  private static String begun(String plan) {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, plan);
    till.advance(customer, "2039-01-20T00:00:00Z");
    return customer;
  }

  /// As kind, cost centre, used and net; of use with what is above what is included.
  private static List<String> divided(Node.Answer invoice) {
    var divided = new ArrayList<String>();
    for (var i = 0; !Till.line(invoice, i).isEmpty(); i++) {
      var at = "lines/" + i + "/";
      if (List.of("calls", "chat").contains(invoice.text(at + "code"))) {
        var kind = invoice.text(at + "kind");
        var above = !kind.equals("adjustment") ? " " + invoice.text(at + "quantity") : "";
        divided.add(
            "%s '%s' %s%s %s"
                .formatted(
                    kind,
                    invoice.text(at + "cost_centre"),
                    invoice.text(at + "used"),
                    above,
                    invoice.text(at + "net")));
      }
    }
    return divided;
  }

  @Test
  void eachCostCentreHasALineOfItsShare() {
    var customer = begun();
    tell(customer, "sales", 100, "2039-01-10T00:00:00Z");
    tell(customer, "support", 100, "2039-01-11T00:00:00Z");
    tell(customer, "sales", 33, "2039-01-12T00:00:00Z");
    tell(customer, "", 67, "2039-01-13T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var invoice = till.latest(customer, "finalized");
    // 200 above 100 are 10.00, of which 133, 100 and 67 of 300.
    assertThat(divided(invoice))
        .containsExactly(
            "usage 'sales' 133 88.67 4.44",
            "usage 'support' 100 66.67 3.33",
            "usage '' 67 44.66 2.23");
    var paper = "/v1/invoices/" + invoice.text("id");
    assertThat(expect(node.get(paper + "/pdf"), 200).bytes()).isNotEmpty();
    assertThat(expect(node.get(paper + "/ubl"), 200).body())
        .contains("<cbc:AccountingCost>sales</cbc:AccountingCost>")
        .contains("<cbc:AccountingCost>support</cbc:AccountingCost>");
    assertThat(expect(node.get(paper + "/factur-x"), 200).body())
        .contains("<ram:ReceivableSpecifiedTradeAccountingAccount>");
    // Told late: each cost centre's line is put right for itself.
    tell(customer, "support", 60, "2039-01-15T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    // 260 above are 13.00: of 360, 133, 160 and 67.
    assertThat(divided(till.latest(customer, "finalized")))
        .containsExactlyInAnyOrder(
            "adjustment 'sales' 133 0.36",
            "adjustment 'support' 160 2.45",
            "adjustment '' 67 0.19");
  }

  private static Node.Answer charge(String customer, String centre) {
    var body = "{\"customer\":\"%s\",\"action\":\"chat\",\"cost_centre\":\"%s\"}";
    return expect(node.post("/v1/charges", body.formatted(customer, centre)), 201);
  }

  @Test
  void creditsThatRanShortAreDividedToo() {
    var customer = begun("credits");
    for (var i = 0; i < 10; i++) {
      charge(customer, "sales");
    }
    // The plan's 10 credits are gone: from here on each costs 0.05.
    for (var i = 0; i < 7; i++) {
      charge(customer, "support");
    }
    for (var i = 0; i < 3; i++) {
      charge(customer, "sales");
    }
    var hold =
        expect(
            node.post(
                "/v1/holds",
                "{\"customer\":\"%s\",\"action\":\"chat\",\"cost_centre\":\"legal\"}"
                    .formatted(customer)),
            201);
    expect(node.post("/v1/holds/" + hold.text("id") + "/capture", "{}"), 201);
    var given = charge(customer, "support").text("id");
    expect(node.post("/v1/charges/" + given + "/refunds", "{\"reason\":\"wrong\"}"), 201);
    till.advance(customer, "2039-02-02T00:00:01Z");
    // 11 short are 0.55.
    assertThat(divided(till.latest(customer, "finalized")))
        .containsExactly(
            "overage 'legal' 1 1 0.05", "overage 'sales' 3 3 0.15", "overage 'support' 7 7 0.35");
    assertThat(node.audited()).isEmpty();
  }

  @Test
  void whoNamesNoCostCentreHasOneLine() {
    var customer = begun();
    tell(customer, "", 300, "2039-01-13T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(divided(till.latest(customer, "finalized")))
        .containsExactly("usage '' 300 200 10.00");
  }
}
