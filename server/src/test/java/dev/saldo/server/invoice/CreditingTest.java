package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is given back stays given back, and nothing is asked for twice.
class CreditingTest {
  private static final String CATALOG =
      """
      catalog: sold
      currency: EUR
      currencies: [USD]
      meters:
        queries: {event: query, aggregate: count}
      plans:
        basic:
          title: Basic
          price: {EUR: "20", USD: "22"}
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: {EUR: "0.02", USD: "0.03"}}}
        small:
          title: Small
          price: {EUR: "10", USD: "11"}
        least:
          title: At least
          price: {EUR: "10", USD: "11"}
          minimum: {EUR: "5", USD: "6"}
          usage:
            queries: {title: Queries, unit: query, included: "0", price: {each: {EUR: "0.02", USD: "0.03"}}}
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

  /// A customer with January's invoice, of a fee and of 100 queries.
  private static String january(String plan) {
    var customer = till.at("2039-01-01T00:00:00Z");
    begun(customer, plan, "EUR");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    return customer;
  }

  private static Node.Answer credit(String invoice, String more) {
    var body = "{\"invoice\":\"%s\",\"reason\":\"Goodwill\"%s}".formatted(invoice, more);
    return node.post("/v1/credit-notes", body);
  }

  private static String latest(String customer) {
    return till.latest(customer, "finalized").text("id");
  }

  @Test
  void lateUseThatReachesAMinimumTakesItsRestBack() {
    var customer = january("least");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan least 10.00", "usage queries 2.00", "commitment least 3.00");
    till.use(customer, "query", 50, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    // February's own minimum, and January's: 1 more of use, 1 less of what was missing.
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly(
            "plan least 10.00",
            "commitment least 5.00",
            "adjustment queries 1.00",
            "adjustment least -1.00");
  }

  @Test
  void whatWasGivenBackIsntAskedForAgainWithTheNextLateEvent() {
    var customer = january("basic");
    var note = expect(credit(latest(customer), ""), 201);
    assertThat(note.text("lines/1/quantity")).isEqualTo("90");
    assertThat(note.text("lines/1/net")).isEqualTo("1.80");
    till.use(customer, "query", 1, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "adjustment queries 0.02");
  }

  @Test
  void anInvoiceInThePlaceOfAnotherIsCorrectedInItsTurn() {
    var customer = january("basic");
    expect(credit(latest(customer), ",\"reissue\":true"), 201);
    till.use(customer, "query", 1, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    var latest = till.latest(customer, "finalized");
    assertThat(lines(latest)).containsExactly("plan basic 20.00", "adjustment queries 0.02");
    assertThat(latest.text("lines/1/quantity")).isEqualTo("1");
  }

  @Test
  void someLinesAloneAreNotReplacedByAWholeInvoice() {
    var customer = january("basic");
    var some = ",\"reissue\":true,\"lines\":[{\"ordinal\":1,\"amount\":\"1\"}]";
    assertThat(expect(credit(latest(customer), some), 422).body()).contains("/lines");
  }

  @Test
  void whatIsLeftOverIsntCarriedIntoAnotherCurrency() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var first = begun(customer, "basic", "EUR");
    till.advance(customer, "2039-01-16T12:00:00Z");
    expect(
        node.post("/v1/subscriptions/" + first + "/cancel", "{\"when\":\"now\",\"refund\":true}"),
        200);
    begun(customer, "basic", "USD");
    till.advance(customer, "2039-01-20T00:00:00Z");
    till.use(customer, "query", 30, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-03-01T00:00:00Z");
    var note =
        till.byStatus(customer, "finalized").stream()
            .filter(one -> one.text("object").equals("credit_note"))
            .toList();
    assertThat(note).hasSize(1);
    assertThat(note.getFirst().text("currency")).isEqualTo("EUR");
    assertThat(note.getFirst().text("totals/gross")).isEqualTo("10.00");
    // Two fees in euros and dollars, the first dollar period's own, and what came late in euros.
    var latest = till.byStatus(customer, "finalized").getFirst();
    assertThat(lines(latest)).containsExactly("adjustment queries 0.40");
    assertThat(latest.text("currency")).isEqualTo("EUR");
    assertThat(lines(till.byStatus(customer, "finalized").get(1)))
        .containsExactly("plan basic 22.00");
    till.advance(customer, "2039-04-01T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan basic 22.00");
  }

  @Test
  void whatCameLateInAnotherCurrencyIsBilledThoughANewSubscriptionBegan() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var first = begun(customer, "basic", "EUR");
    till.advance(customer, "2039-01-16T12:00:00Z");
    expect(node.post("/v1/subscriptions/" + first + "/cancel", "{\"when\":\"now\"}"), 200);
    till.advance(customer, "2039-01-20T00:00:00Z");
    till.use(customer, "query", 610, "2039-01-10T00:00:00Z");
    begun(customer, "basic", "USD");
    till.advance(customer, "2039-01-22T00:00:00Z");
    var late = till.byStatus(customer, "finalized");
    assertThat(late.stream().map(Till::lines)).contains(List.of("adjustment queries 12.00"));
    till.advance(customer, "2039-04-01T00:00:00Z");
    assertThat(till.byStatus(customer, "finalized").stream().flatMap(one -> lines(one).stream()))
        .containsOnlyOnce("adjustment queries 12.00");
  }

  /// A customer with February's invoice of 10.00, of which 5.00 were carried from January.
  private static String carried() {
    var customer = till.at("2039-01-01T00:00:00Z");
    begun(customer, "basic", "EUR");
    till.advance(customer, "2039-01-16T12:00:00Z");
    till.plan(customer, "small");
    till.advance(customer, "2039-01-16T12:00:01Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan small 10.00", "carried carried -5.00");
    return customer;
  }

  @Test
  void whatWasCarriedStandsOnTheInvoiceInThePlaceToo() {
    var customer = carried();
    var note = expect(credit(latest(customer), ",\"reissue\":true"), 201);
    assertThat(note.text("totals/gross")).isEqualTo("5.00");
    var instead = till.latest(customer, "finalized");
    assertThat(lines(instead)).containsExactly("plan small 10.00", "carried carried -5.00");
    assertThat(instead.text("corrects/number")).isEqualTo(note.text("corrects/number"));
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan small 10.00");
  }

  @Test
  void whatWasCarriedIsCarriedAgainByAWholeCredit() {
    var customer = carried();
    var note = expect(credit(latest(customer), ""), 201);
    assertThat(lines(note)).containsExactly("plan small 10.00", "carried carried -5.00");
    assertThat(note.text("totals/gross")).isEqualTo("5.00");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan small 10.00", "carried carried -5.00");
  }

  @Test
  void aNoteThatDoesntHoldTakesBackWhatItLetBeCarried() {
    var customer = carried();
    var note = expect(credit(latest(customer), ""), 201).text("id");
    expect(node.post("/v1/invoices/" + note + "/void", ""), 200);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(till.latest(customer, "finalized").text("totals/gross")).isEqualTo("10.00");
  }

  @Test
  void whatWasCarriedIsCarriedAgainFromAVoidInvoice() {
    var customer = carried();
    expect(node.post("/v1/invoices/" + latest(customer) + "/void", ""), 200);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan small 10.00", "carried carried -5.00");
  }

  @Test
  void whatWasCarriedIsGivenBackWhereNoInvoiceWillCome() {
    var customer = carried();
    var invoice = latest(customer);
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id");
    expect(node.post(path + "/cancel", "{\"when\":\"now\"}"), 200);
    assertThat(expect(node.post("/v1/invoices/" + invoice + "/void", ""), 409).text("state"))
        .isEqualTo("carried");
    var note = expect(credit(invoice, ""), 201);
    assertThat(lines(note)).containsExactly("plan small 10.00");
    assertThat(note.text("totals/gross")).isEqualTo("10.00");
    assertThat(expect(credit(invoice, ""), 422).code()).isEqualTo("exceeds_original");
  }

  private static String begun(String customer, String plan, String currency) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"sold\",\"plan\":\"%s\",\"currency\":\"%s\"}"
            .formatted(customer, plan, currency);
    return expect(node.post("/v1/subscriptions", body), 201).text("subscription/id");
  }
}
