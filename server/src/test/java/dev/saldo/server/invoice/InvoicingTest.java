package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.line;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From a subscription to its invoices, on test clocks.
class InvoicingTest {
  private static final String CATALOG =
      """
      catalog: sold
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
        calls: {event: call, aggregate: sum, property: calls}
        storage: {event: stored, aggregate: max, property: gigabytes}
        tokens: {event: completion, aggregate: sum, property: tokens, dimensions: [model]}
      plans:
        free: {title: Free, price: "0", usage: {queries: {included: "5", above: blocked}}}
        basic:
          title: Basic
          price: "19.99"
          usage:
            queries:
              title: Queries
              unit: query
              included: "500"
              price:
                graduated:
                  - {up_to: "1000", each: "0.02"}
                  - {up_to: "10000", each: "0.015"}
                  - {each: "0.01"}
            calls:
              title: API calls
              unit: call
              included: "100"
              per: day
              price:
                graduated:
                  - {up_to: "1000", each: "0.003"}
                  - {each: "0.0025"}
        pro:
          title: Pro
          price: "49.99"
          usage:
            queries:
              title: Queries
              unit: query
              included: "5000"
              price:
                graduated:
                  - {up_to: "1000", each: "0.02"}
                  - {up_to: "10000", each: "0.015"}
                  - {each: "0.01"}
            storage:
              title: Storage
              unit: GB
              included: "50"
              price:
                graduated:
                  - {up_to: "10", each: "0.10"}
                  - {up_to: "100", each: "0.08"}
                  - {up_to: "1000", each: "0.06"}
                  - {each: "0.04"}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("sold", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  @Test
  void aPeriodsUseIsBilledWithTheNextPeriodsFee() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "pro");
    var first = till.invoices(customer);
    assertThat(first).hasSize(2);
    till.advance(customer, "2039-01-02T00:00:00Z");
    assertThat(line(till.only(customer, "paid"), 0)).isEmpty();
    var fee = till.only(customer, "finalized");
    assertThat(line(fee, 0)).isEqualTo("plan pro 49.99");
    assertThat(fee.text("number")).startsWith("INV-");
    till.use(customer, "query", 12_500, "2039-01-15T00:00:00Z");
    till.stored(customer, "1260", "2039-01-20T00:00:00Z");
    till.advance(customer, "2039-02-03T00:00:00Z");
    var second = till.latest(customer, "finalized");
    assertThat(lines(second))
        .containsExactly("plan pro 49.99", "usage queries 117.50", "usage storage 70.60");
    assertThat(second.text("totals/gross")).isEqualTo("238.09");
    assertThat(second.text("lines/1/tiers/0/quantity")).isEqualTo("1000");
    assertThat(second.text("lines/1/tiers/1/quantity")).isEqualTo("6500");
    assertThat(second.text("period/from")).isEqualTo("2039-01-01T00:00:00Z");
  }

  @Test
  void aChangeInTheMiddleIsProratedToTheSecond() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.advance(customer, "2039-01-17T00:00:00Z");
    till.plan(customer, "pro");
    till.advance(customer, "2039-01-17T00:00:01Z");
    var change = till.latest(customer, "finalized");
    assertThat(lines(change)).containsExactly("plan basic -9.67", "plan pro 24.19");
    assertThat(change.text("totals/due")).isEqualTo("14.52");
    till.use(customer, "query", 2_679, "2039-01-18T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan pro 49.99", "usage queries 0.02");
  }

  @Test
  void anAllowanceOfADayIsADays() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    for (var day = 1; day <= 31; day++) {
      till.calls(customer, 140, "2039-01-%02dT12:00:00Z".formatted(day));
    }
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "usage calls 3.60");
  }

  @Test
  void whatComesAfterItsInvoiceIsALineOfTheNext() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 600, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var january = till.latest(customer, "finalized");
    assertThat(lines(january)).contains("usage queries 2.00");
    till.use(customer, "query", 50, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "adjustment queries 1.00");
    var again = expect(node.get("/v1/invoices/" + january.text("id")), 200);
    assertThat(again.body()).isEqualTo(january.body());
  }

  @Test
  void aFreePlanHasNoInvoiceAndStopsAtItsLimit() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "free");
    till.advance(customer, "2039-03-15T00:00:00Z");
    assertThat(till.invoices(customer)).hasSize(1);
  }

  @Test
  void aYearOnATestClockIsTwelveInvoices() {
    var customer = till.at("2039-01-31T00:00:00Z");
    till.plan(customer, "basic");
    till.advance(customer, "2040-02-02T00:00:00Z");
    var finalized = till.byStatus(customer, "finalized");
    assertThat(finalized).hasSize(13);
    var periods =
        finalized.reversed().stream()
            .skip(1)
            .map(one -> one.text("period/until").substring(0, 10))
            .toList();
    assertThat(periods).startsWith("2039-02-28", "2039-03-31", "2039-04-30").endsWith("2040-01-31");
  }

  @Test
  void aCreditNoteGivesBackAndAnInvoiceTakesThePlace() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 600, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var january = till.latest(customer, "finalized");
    till.use(customer, "query", 50, "2039-01-31T00:00:00Z");
    var id = january.text("id");
    var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong address\",\"reissue\":true}".formatted(id);
    var key = node.nextKey();
    var note = expect(node.post(node.test, "/v1/credit-notes", body, key), 201);
    assertThat(note.text("number")).startsWith("CN-INV-");
    assertThat(note.text("corrects/number")).isEqualTo(january.text("number"));
    assertThat(note.text("totals/gross")).isEqualTo(january.text("totals/gross"));
    assertThat(expect(node.post(node.test, "/v1/credit-notes", body, key), 201).body())
        .isEqualTo(note.body());
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "usage queries 3.00");
    assertThat(expect(node.post("/v1/credit-notes", body), 422).code())
        .isEqualTo("exceeds_original");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan basic 19.99");
  }

  @Test
  void anInvoiceIsPaidOrVoidOnce() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.advance(customer, "2039-01-01T00:00:01Z");
    var path = "/v1/invoices/" + till.latest(customer, "finalized").text("id");
    assertThat(expect(node.post(path + "/pay", ""), 200).text("status")).isEqualTo("paid");
    assertThat(expect(node.post(path + "/pay", ""), 200).text("status")).isEqualTo("paid");
    assertThat(expect(node.post(path + "/void", ""), 409).text("state")).isEqualTo("paid");
  }

  @Test
  void whatWillBeBilledIsShownBeforehand() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "pro");
    till.use(customer, "query", 6_000, "2039-01-10T00:00:00Z");
    var path = "/v1/customers/" + customer + "/invoice-preview";
    var now = expect(node.get(path), 200);
    assertThat(now.body()).contains("\"code\":\"queries\"");
    assertThat(now.text("at")).isEqualTo("2039-01-10T00:00:00Z");
    for (var time : List.of("2039-01-09T00:00:00Z", "2099-01-01T00:00:00Z")) {
      var refused = expect(node.get(path + "?at=" + time), 400);
      assertThat(refused.code()).isEqualTo("invalid_parameter");
    }
    var then = expect(node.get(path + "?at=2039-02-01T00:00:00Z"), 200);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var issued = till.latest(customer, "finalized");
    assertThat(issued.text("totals/gross")).isEqualTo("69.99");
    assertThat(then.body()).contains("\"gross\":\"69.99\"");
    assertThat(till.invoices(customer))
        .allSatisfy(one -> assertThat(one.body()).doesNotContain("null"));
  }

  @Test
  void anInvoiceIsAPaperAndAFileForMachines() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var issuer =
        "{\"party\":{\"name\":\"Acme\",\"address\":[\"1 Street\"],\"country\":\"ES\",\"tax_id\":\"ESA12345674\"},"
            + "\"tax\":{\"category\":\"standard\",\"percent\":\"21\"}}";
    expect(node.put("/v1/issuer", issuer), 200);
    till.plan(customer, "basic");
    till.advance(customer, "2039-01-01T00:00:01Z");
    expect(
        node.put(
            "/v1/issuer",
            "{\"party\":{\"name\":\"Acme\",\"address\":[],\"country\":\"ES\"},"
                + "\"tax\":{\"category\":\"out_of_scope\",\"reason\":\"None\"}}"),
        200);
    var invoice = till.latest(customer, "finalized");
    assertThat(invoice.text("totals/tax")).isEqualTo("4.20");
    assertThat(invoice.text("totals/gross")).isEqualTo("24.19");
    var path = "/v1/invoices/" + invoice.text("id");
    assertThat(expect(node.get(path + "/pdf"), 200).bytes()).startsWith('%', 'P', 'D', 'F');
    assertThat(expect(node.get(path + "/ubl"), 200).body()).contains("24.19");
    assertThat(expect(node.get(path + "/factur-x"), 200).body()).contains("24.19");
    var wrong =
        "{\"party\":{\"name\":\"A\",\"address\":[],\"country\":\"ES\"},"
            + "\"tax\":{\"category\":\"standard\",\"percent\":\"21\"}}";
    assertThat(expect(node.put("/v1/issuer", wrong), 422).body()).contains("/party/tax_id");
  }
}
