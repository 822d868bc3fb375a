package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.ArrayList;
import java.util.Comparator;
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

  @Test
  void aPeriodsUseIsBilledWithTheNextPeriodsFee() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "pro");
    var first = invoices(customer);
    assertThat(first).hasSize(2);
    advance(customer, "2039-01-02T00:00:00Z");
    assertThat(line(only(customer, "paid"), 0)).isEmpty();
    var fee = only(customer, "finalized");
    assertThat(line(fee, 0)).isEqualTo("plan pro 49.99");
    assertThat(fee.text("number")).startsWith("INV-");
    use(customer, "query", 12_500, "2039-01-15T00:00:00Z");
    stored(customer, "1260", "2039-01-20T00:00:00Z");
    advance(customer, "2039-02-03T00:00:00Z");
    var second = latest(customer, "finalized");
    assertThat(lines(second))
        .containsExactly("plan pro 49.99", "usage queries 117.50", "usage storage 70.60");
    assertThat(second.text("totals/gross")).isEqualTo("238.09");
    assertThat(second.text("lines/1/tiers/0/quantity")).isEqualTo("1000");
    assertThat(second.text("lines/1/tiers/1/quantity")).isEqualTo("6500");
    assertThat(second.text("period/from")).isEqualTo("2039-01-01T00:00:00Z");
  }

  @Test
  void aChangeInTheMiddleIsProratedToTheSecond() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "basic");
    advance(customer, "2039-01-17T00:00:00Z");
    plan(customer, "pro");
    advance(customer, "2039-01-17T00:00:01Z");
    var change = latest(customer, "finalized");
    assertThat(lines(change)).containsExactly("plan basic -9.67", "plan pro 24.19");
    assertThat(change.text("totals/due")).isEqualTo("14.52");
    use(customer, "query", 2_679, "2039-01-18T00:00:00Z");
    advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(latest(customer, "finalized")))
        .containsExactly("plan pro 49.99", "usage queries 0.02");
  }

  @Test
  void anAllowanceOfADayIsADays() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "basic");
    for (var day = 1; day <= 31; day++) {
      calls(customer, 140, "2039-01-%02dT12:00:00Z".formatted(day));
    }
    advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "usage calls 3.60");
  }

  @Test
  void whatComesAfterItsInvoiceIsALineOfTheNext() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "basic");
    use(customer, "query", 600, "2039-01-10T00:00:00Z");
    advance(customer, "2039-02-02T00:00:01Z");
    var january = latest(customer, "finalized");
    assertThat(lines(january)).contains("usage queries 2.00");
    use(customer, "query", 50, "2039-01-31T00:00:00Z");
    advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "adjustment queries 1.00");
    var again = expect(node.get("/v1/invoices/" + january.text("id")), 200);
    assertThat(again.body()).isEqualTo(january.body());
  }

  @Test
  void aFreePlanHasNoInvoiceAndStopsAtItsLimit() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "free");
    advance(customer, "2039-03-15T00:00:00Z");
    assertThat(invoices(customer)).hasSize(1);
  }

  @Test
  void aYearOnATestClockIsTwelveInvoices() {
    var customer = at("2039-01-31T00:00:00Z");
    plan(customer, "basic");
    advance(customer, "2040-02-02T00:00:00Z");
    var finalized = byStatus(customer, "finalized");
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
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "basic");
    use(customer, "query", 600, "2039-01-10T00:00:00Z");
    advance(customer, "2039-02-02T00:00:01Z");
    var january = latest(customer, "finalized");
    use(customer, "query", 50, "2039-01-31T00:00:00Z");
    var id = january.text("id");
    var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong address\",\"reissue\":true}".formatted(id);
    var key = node.nextKey();
    var note = expect(node.post(node.test, "/v1/credit-notes", body, key), 201);
    assertThat(note.text("number")).startsWith("CN-INV-");
    assertThat(note.text("corrects/number")).isEqualTo(january.text("number"));
    assertThat(note.text("totals/gross")).isEqualTo(january.text("totals/gross"));
    assertThat(expect(node.post(node.test, "/v1/credit-notes", body, key), 201).body())
        .isEqualTo(note.body());
    assertThat(lines(latest(customer, "finalized")))
        .containsExactly("plan basic 19.99", "usage queries 3.00");
    assertThat(expect(node.post("/v1/credit-notes", body), 422).code())
        .isEqualTo("exceeds_original");
    advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(latest(customer, "finalized"))).containsExactly("plan basic 19.99");
  }

  @Test
  void anInvoiceIsPaidOrVoidOnce() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "basic");
    advance(customer, "2039-01-01T00:00:01Z");
    var path = "/v1/invoices/" + latest(customer, "finalized").text("id");
    assertThat(expect(node.post(path + "/pay", ""), 200).text("status")).isEqualTo("paid");
    assertThat(expect(node.post(path + "/pay", ""), 200).text("status")).isEqualTo("paid");
    assertThat(expect(node.post(path + "/void", ""), 409).text("state")).isEqualTo("paid");
  }

  @Test
  void whatWillBeBilledIsShownBeforehand() {
    var customer = at("2039-01-01T00:00:00Z");
    plan(customer, "pro");
    use(customer, "query", 6_000, "2039-01-10T00:00:00Z");
    var path = "/v1/customers/" + customer + "/invoice-preview";
    var now = expect(node.get(path), 200);
    assertThat(now.body()).contains("\"code\":\"queries\"");
    var then = expect(node.get(path + "?at=2039-02-01T00:00:00Z"), 200);
    advance(customer, "2039-02-02T00:00:01Z");
    var issued = latest(customer, "finalized");
    assertThat(issued.text("totals/gross")).isEqualTo("69.99");
    assertThat(then.body()).contains("\"gross\":\"69.99\"");
    assertThat(invoices(customer)).allSatisfy(one -> assertThat(one.body()).doesNotContain("null"));
  }

  @Test
  void anInvoiceIsAPaperAndAFileForMachines() {
    var customer = at("2039-01-01T00:00:00Z");
    var issuer =
        "{\"party\":{\"name\":\"Acme\",\"address\":[\"1 Street\"],\"country\":\"ES\",\"tax_id\":\"ESA12345674\"},"
            + "\"tax\":{\"category\":\"standard\",\"percent\":\"21\"}}";
    expect(node.put("/v1/issuer", issuer), 200);
    plan(customer, "basic");
    advance(customer, "2039-01-01T00:00:01Z");
    expect(
        node.put(
            "/v1/issuer",
            "{\"party\":{\"name\":\"Acme\",\"address\":[],\"country\":\"ES\"},"
                + "\"tax\":{\"category\":\"out_of_scope\",\"reason\":\"None\"}}"),
        200);
    var invoice = latest(customer, "finalized");
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

  private static String at(String time) {
    var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    advance(customer, time);
    return customer;
  }

  private static void plan(String customer, String plan) {
    var body = "{\"catalog\":\"sold\",\"plan\":\"%s\"}".formatted(plan);
    expect(node.put("/v1/customers/" + customer + "/plan", body), 200);
  }

  private static void advance(String customer, String to) {
    var path = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(path, "{\"to\":\"" + to + "\"}"), 200);
  }

  /// So many acts, at a time up to which the clock is moved first.
  private static void use(String customer, String type, int count, String time) {
    catchUp(customer, time);
    for (var sent = 0; sent < count; ) {
      var events = new ArrayList<String>();
      for (; events.size() < 1_000 && sent < count; sent++) {
        events.add(event(customer, type, time, "{}"));
      }
      batch(events);
    }
  }

  private static void calls(String customer, int calls, String time) {
    catchUp(customer, time);
    batch(List.of(event(customer, "call", time, "{\"calls\":" + calls + "}")));
  }

  private static void stored(String customer, String gigabytes, String time) {
    catchUp(customer, time);
    batch(List.of(event(customer, "stored", time, "{\"gigabytes\":" + gigabytes + "}")));
  }

  private static void catchUp(String customer, String time) {
    var now = expect(node.get("/v1/test-clocks/" + customer), 200).text("now");
    if (now.compareTo(time) < 0) {
      advance(customer, time);
    }
  }

  private static String event(String customer, String type, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"data\":%s}"
        .formatted(node.nextKey(), type, customer, time, data);
  }

  private static void batch(List<String> events) {
    var answer =
        node.send(
            node.request(node.test, "/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "[" + String.join(",", events) + "]")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("\"refused\"");
  }

  private static List<Node.Answer> invoices(String customer) {
    return byStatus(customer, "");
  }

  private static List<Node.Answer> byStatus(String customer, String status) {
    var path = "/v1/invoices?limit=100&customer=" + customer;
    var page = expect(node.get(status.isEmpty() ? path : path + "&status=" + status), 200);
    var found = new ArrayList<Node.Answer>();
    for (var i = 0; ; i++) {
      var id = idAt(page, i);
      if (id.isEmpty()) {
        found.sort(Comparator.comparing((Node.Answer one) -> one.text("number")).reversed());
        return found;
      }
      found.add(expect(node.get("/v1/invoices/" + id), 200));
    }
  }

  private static String idAt(Node.Answer page, int index) {
    try {
      return page.text("data/" + index + "/id");
    } catch (IndexOutOfBoundsException _) {
      return "";
    }
  }

  private static Node.Answer latest(String customer, String status) {
    return byStatus(customer, status).getFirst();
  }

  private static Node.Answer only(String customer, String status) {
    var all = byStatus(customer, status);
    return all.isEmpty() ? new Node.Answer(0, java.util.Map.of(), "{}".getBytes()) : all.getFirst();
  }

  private static List<String> lines(Node.Answer invoice) {
    var lines = new ArrayList<String>();
    for (var i = 0; ; i++) {
      var line = line(invoice, i);
      if (line.isEmpty()) {
        return lines;
      }
      lines.add(line);
    }
  }

  private static String line(Node.Answer invoice, int index) {
    try {
      var at = "lines/" + index + "/";
      var kind = invoice.text(at + "kind");
      return kind.isEmpty()
          ? ""
          : kind + " " + invoice.text(at + "code") + " " + invoice.text(at + "net");
    } catch (IndexOutOfBoundsException _) {
      return "";
    }
  }
}
