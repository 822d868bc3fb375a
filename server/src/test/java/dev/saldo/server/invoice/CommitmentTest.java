package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whoever commits to credits a month pays less for each, and for those not bought.
class CommitmentTest {
  private static final String CATALOG =
      """
      catalog: bound
      currency: EUR
      units: {credit: {}}
      meters: {queries: {event: query, aggregate: count}}
      actions: {query: {title: Query}}
      plans:
        free: {title: Free}
        basic:
          title: Basic
          price: "100"
          annual: {discount: "10"}
          usage: {queries: {title: Queries, included: "0", price: {each: "1"}}}
      packs:
        hundred: {title: Hundred, credits: "100", price: "400", lives_for: ever}
      commitments:
        c1000: {title: A thousand, credits: "1000", price: "2.50", percent: "15"}
        c2000: {title: Two thousand, credits: "2000", price: "2.50", percent: "20"}
        dear: {title: In dollars, credits: "10", price: {USD: "1"}}
      billing: {from: calendar, zone: customer}
      currencies: [USD]
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("bound", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A subscription that began with the year.
  private static String begun(String customer, String more) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"bound\",\"plan\":\"basic\",\"currency\":\"EUR\"%s}";
    var begun = expect(node.post("/v1/subscriptions", body.formatted(customer, more)), 201);
    return begun.text("subscription/id");
  }

  private static Node.Answer buy(String customer) {
    var body = "{\"customer\":\"%s\",\"pack\":\"hundred\",\"invoice\":\"next\"}";
    return expect(node.post("/v1/top-ups", body.formatted(customer)), 201);
  }

  @Test
  void theMonthsShortfallStandsOnItsInvoiceWithItsEvidence() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, ",\"commitment\":\"c1000\"");
    assertThat(buy(customer).text("paid/amount")).isEqualTo("212.5");
    var shown = expect(node.get("/v1/subscriptions/" + id), 200);
    assertThat(shown.text("commitment")).isEqualTo("c1000");
    assertThat(shown.text("committed/bought")).isEqualTo("100");
    assertThat(shown.text("committed/price")).isEqualTo("2.125");

    till.advance(customer, "2039-02-02T00:00:01Z");
    var january = till.latest(customer, "finalized");
    assertThat(lines(january))
        .contains(
            "plan basic 100.00", "pack hundred 212.50", "commitment commitment/c1000 1912.50");
    var line = january.body().substring(january.body().indexOf("commitment/c1000"));
    assertThat(line)
        .contains("\"quantity\":\"900\"", "\"unit_price\":\"2.125\"")
        .contains("\"used\":\"1000\"", "\"included\":\"100\"", "\"events\":1");
    var path = "/v1/invoices/" + january.text("id");
    for (var format : new String[] {"/pdf", "/ubl", "/factur-x"}) {
      expect(node.get(path + format), 200);
    }
  }

  @Test
  void whatComesLateForThePeriodLeavesTheShortfallAlone() {
    var customer = till.at("2039-01-01T00:00:00Z");
    begun(customer, ",\"commitment\":\"c1000\"");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .contains("commitment commitment/c1000 2125.00");
    till.use(customer, "query", 3, "2039-01-30T00:00:00Z");
    for (var i = 0; i < 10; i++) {
      buy(customer);
    }
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .contains("plan basic 100.00", "adjustment queries 3.00")
        .noneMatch(line -> line.contains("c1000"));
  }

  @Test
  void whatBeginsOrEndsWithinTheMonthAsksForItsShare() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, "");
    assertThat(buy(customer).text("paid/amount")).isEqualTo("400");
    till.advance(customer, "2039-01-16T12:00:00Z");
    change(id, "\"c1000\"");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .contains("commitment commitment/c1000 1062.50");

    till.advance(customer, "2039-02-15T00:00:00Z");
    var preview =
        expect(node.post("/v1/subscriptions/" + id + "/preview", "{\"commitment\":null}"), 200);
    assertThat(preview.text("lines/0/kind")).isEqualTo("commitment");
    assertThat(preview.text("sum")).isEqualTo("1062.5");
    change(id, "null");
    assertThat(buy(customer).text("paid/amount")).isEqualTo("400");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .contains("commitment commitment/c1000 1062.50", "pack hundred 400.00");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan basic 100.00");
  }

  private static void change(String subscription, String commitment) {
    var body = "{\"commitment\":" + commitment + "}";
    expect(node.post("/v1/subscriptions/" + subscription + "/change", body), 200);
  }

  @Test
  void whoEndsPaysWhatIsMissingAtOnce() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, ",\"commitment\":\"c2000\"");
    till.advance(customer, "2039-01-16T12:00:00Z");
    expect(node.post("/v1/subscriptions/" + id + "/cancel", "{\"when\":\"now\"}"), 200);
    till.advance(customer, "2039-01-16T12:00:01Z");
    assertThat(till.invoices(customer).stream().flatMap(one -> lines(one).stream()))
        .contains("commitment commitment/c2000 2000.00");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(till.invoices(customer).stream().flatMap(one -> lines(one).stream()))
        .containsOnlyOnce("commitment commitment/c2000 2000.00");
  }

  @Test
  void whatIsTakenBackDoesntCount() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, ",\"commitment\":\"c1000\"");
    var grant = buy(customer).text("id");
    var revoked = node.post("/v1/grants/" + grant + "/revoke", "{\"reason\":\"given back\"}");
    assertThat(revoked.status()).as(revoked.body()).isBetween(200, 201);
    assertThat(expect(node.get("/v1/subscriptions/" + id), 200).text("committed/bought"))
        .isEqualTo("0");
  }

  @Test
  void aNoIsSaidWithItsReason() {
    var customer = till.at("2039-01-01T00:00:00Z");
    no(customer, ",\"commitment\":\"c1000\",\"interval\":\"year\"", "commitment_by_the_month");
    no(customer, ",\"commitment\":\"nobody\"", "reference_unknown");
    no(customer, ",\"commitment\":\"dear\"", "price_not_in_currency");
    no(customer, ",\"commitment\":7", "wrong_type");
    var free =
        "{\"customer\":\"%s\",\"catalog\":\"bound\",\"plan\":\"free\",\"commitment\":\"c1000\"}";
    assertThat(expect(node.post("/v1/subscriptions", free.formatted(customer)), 422).code())
        .isEqualTo("not_available_on_plan");
    var id = begun(customer, ",\"commitment\":\"c1000\"");
    var yearly = node.post("/v1/subscriptions/" + id + "/change", "{\"interval\":\"year\"}");
    assertThat(expect(yearly, 422).text("reason")).isEqualTo("commitment_by_the_month");
    var spanish =
        node.send(
            node.request(node.test, "/v1/subscriptions/" + id + "/change")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", node.nextKey())
                .header("Accept-Language", "es")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString("{\"interval\":\"year\"}")));
    assertThat(spanish.text("errors/0/detail")).contains("no se combina con un año");
  }

  private static void no(String customer, String more, String code) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"bound\",\"plan\":\"basic\",\"currency\":\"EUR\"%s}";
    var answer = expect(node.post("/v1/subscriptions", body.formatted(customer, more)), 422);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void aQuoteShowsItsWholeMonth() {
    var body = "{\"catalog\":\"bound\",\"plan\":\"basic\",\"commitment\":\"c1000\"}";
    var quote = expect(node.post("/v1/quotes", body), 200);
    assertThat(quote.text("lines/1/kind")).isEqualTo("commitment");
    assertThat(quote.text("total")).isEqualTo("2225");
    var unknown = body.replace("c1000", "c9");
    assertThat(expect(node.post("/v1/quotes", unknown), 422).text("errors/0/pointer"))
        .isEqualTo("/commitment");
  }
}
