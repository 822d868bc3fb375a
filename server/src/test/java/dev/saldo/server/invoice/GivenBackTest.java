package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Refunds, late use, credit notes and invoices in the place of others, one after the other: what a
/// period comes to is asked for once, and given back once.
class GivenBackTest {
  private static final String CATALOG =
      """
      catalog: given
      currency: EUR
      currencies: [USD]
      units: {credit: {}}
      meters:
        queries: {event: query, aggregate: count}
      actions:
        query: {title: Query}
        report: {title: Report, price: {each: "1", of: pages}}
      plans:
        basic:
          title: Basic
          price: {EUR: "20", USD: "22"}
          overage: billed
          overage_prices: {report: {price: {EUR: "1", USD: "2"}, per: "1"}}
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: {EUR: "0.02", USD: "0.03"}}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("given", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun() {
    var customer = till.at("2039-01-01T00:00:00Z");
    subscribe(customer, "EUR");
    return customer;
  }

  private static void subscribe(String customer, String currency) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"given\",\"plan\":\"basic\",\"currency\":\"%s\"}"
            .formatted(customer, currency);
    expect(node.post("/v1/subscriptions", body), 201);
  }

  /// A customer with January's invoice of 100 queries, of which 10 are included.
  private static String january() {
    var customer = begun();
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(latest(customer))).containsExactly("plan basic 20.00", "usage queries 1.80");
    return customer;
  }

  private static Node.Answer latest(String customer) {
    return till.latest(customer, "finalized");
  }

  private static String id(Node.Answer answer) {
    return answer.text("id");
  }

  /// A charge that no credits cover.
  private static String charge(String customer, int pages) {
    var body = "{\"customer\":\"%s\",\"action\":\"report\",\"data\":{\"pages\":%d}}";
    return id(expect(node.post("/v1/charges", body.formatted(customer, pages)), 201));
  }

  private static void refund(String charge, int credits) {
    var body = "{\"credits\":\"%d\",\"reason\":\"late\"}".formatted(credits);
    expect(node.post("/v1/charges/" + charge + "/refunds", body), 201);
  }

  private static Node.Answer credit(String invoice, String more) {
    var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong\"%s}".formatted(invoice, more);
    return node.post("/v1/credit-notes", body);
  }

  private static Node.Answer reissued(String customer, String invoice) {
    expect(credit(invoice, ",\"reissue\":true"), 201);
    return latest(customer);
  }

  @Test
  void whatALaterInvoiceAskedForIsntAskedForAgainByOneInThePlace() {
    var customer = january();
    var first = id(latest(customer));
    till.use(customer, "query", 50, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    var second = latest(customer);
    assertThat(lines(second)).containsExactly("plan basic 20.00", "adjustment queries 1.00");
    var instead = reissued(customer, first);
    assertThat(lines(instead))
        .containsExactly("plan basic 20.00", "usage queries 2.80", "adjustment queries -1.00");
    assertThat(instead.text("lines/2/title")).isEqualTo("Queries");
    // Nor by one in the place of that one, nor of the later one, nor by what comes late then.
    assertThat(lines(reissued(customer, id(instead)))).isEqualTo(lines(instead));
    assertThat(lines(reissued(customer, id(second)))).isEqualTo(lines(second));
    till.use(customer, "query", 1, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(lines(latest(customer)))
        .containsExactly("plan basic 20.00", "adjustment queries 0.02");
  }

  @Test
  void whatALaterInvoiceGaveBackIsntLostWithOneInThePlace() {
    var customer = begun();
    charge(customer, 90);
    var charge = charge(customer, 10);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var first = id(latest(customer));
    assertThat(lines(latest(customer))).contains("overage report 100.00");
    refund(charge, 10);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(latest(customer)))
        .containsExactly("plan basic 20.00", "adjustment report -10.00");
    assertThat(lines(reissued(customer, first)))
        .containsExactly("plan basic 20.00", "overage report 90.00", "adjustment report 10.00");
  }

  @Test
  void aRefundOfWhatACreditNoteGaveBackGivesNothingMore() {
    var customer = begun();
    charge(customer, 90);
    var charge = charge(customer, 10);
    till.advance(customer, "2039-02-02T00:00:01Z");
    expect(credit(id(latest(customer)), ",\"lines\":[{\"ordinal\":2,\"amount\":\"100\"}]"), 201);
    refund(charge, 10);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(latest(customer))).containsExactly("plan basic 20.00");
  }

  @Test
  void ofWhatACreditNoteGaveBackInPartARefundGivesTheRest() {
    var customer = begun();
    var charge = charge(customer, 100);
    till.advance(customer, "2039-02-02T00:00:01Z");
    expect(credit(id(latest(customer)), ",\"lines\":[{\"ordinal\":2,\"amount\":\"30\"}]"), 201);
    refund(charge, 40);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(latest(customer)))
        .containsExactly("plan basic 20.00", "adjustment report -10.00");
  }

  @Test
  void aCreditNoteGivesNoMoreBackThanARefundLeft() {
    var customer = begun();
    charge(customer, 90);
    var charge = charge(customer, 10);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var first = id(latest(customer));
    refund(charge, 10);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(expect(credit(first, ""), 422).text("remaining")).isEqualTo("110");
    var line = ",\"lines\":[{\"ordinal\":2,\"amount\":\"%s\"}]";
    var refused = expect(credit(first, line.formatted("90.01")), 422);
    assertThat(refused.code()).isEqualTo("exceeds_original");
    assertThat(refused.text("remaining")).isEqualTo("90");
    expect(credit(first, line.formatted("90")), 201);
  }

  @Test
  void anInvoiceOfWhichALaterOneGaveBackSomethingIsntVoid() {
    var customer = begun();
    var charge = charge(customer, 100);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var first = id(latest(customer));
    refund(charge, 10);
    till.advance(customer, "2039-03-02T00:00:01Z");
    var second = id(latest(customer));
    var refused = expect(node.post("/v1/invoices/" + first + "/void", ""), 409);
    assertThat(refused.text("state")).isEqualTo("adjusted");
    // Where the later one doesn't hold, the one after it gives the same back.
    expect(node.post("/v1/invoices/" + second + "/void", ""), 200);
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(lines(latest(customer)))
        .containsExactly("plan basic 20.00", "adjustment report -10.00");
  }

  @Test
  void whatAWholeCreditNoteTookBackOfAnEarlierPeriodTheNextInvoiceGivesAgain() {
    var customer = begun();
    var charge = charge(customer, 100);
    till.advance(customer, "2039-02-02T00:00:01Z");
    refund(charge, 10);
    till.advance(customer, "2039-03-02T00:00:01Z");
    expect(credit(id(latest(customer)), ""), 201);
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(lines(latest(customer)))
        .containsExactly("plan basic 20.00", "adjustment report -10.00");
  }

  @Test
  void whereNothingRunsAVoidCreditNoteIsMadeUpForAtOnce() {
    var customer = begun();
    var charge = charge(customer, 100);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var line = ",\"lines\":[{\"ordinal\":2,\"amount\":\"100\"}]";
    var note = id(expect(credit(id(latest(customer)), line), 201));
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id");
    expect(node.post(path + "/cancel", "{\"when\":\"now\"}"), 200);
    till.advance(customer, "2039-02-10T00:00:00Z");
    refund(charge, 10);
    till.advance(customer, "2039-02-12T00:00:00Z");
    expect(node.post("/v1/invoices/" + note + "/void", ""), 200);
    till.advance(customer, "2039-02-12T00:00:01Z");
    var notes =
        till.byStatus(customer, "finalized").stream()
            .filter(one -> one.text("object").equals("credit_note"))
            .map(Till::lines);
    assertThat(notes).containsExactly(List.of("adjustment report 10.00"));
  }

  @Test
  void aRefundOfWhatWasBilledInAnotherCurrencyIsGivenBackInThatOne() {
    var customer = begun();
    var charge = charge(customer, 100);
    till.advance(customer, "2039-01-16T12:00:00Z");
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id");
    expect(node.post(path + "/cancel", "{\"when\":\"now\"}"), 200);
    subscribe(customer, "USD");
    till.advance(customer, "2039-01-20T00:00:00Z");
    assertThat(till.byStatus(customer, "finalized").stream().map(Till::lines))
        .contains(List.of("overage report 100.00"));
    refund(charge, 40);
    till.advance(customer, "2039-03-01T00:00:00Z");
    var notes =
        till.byStatus(customer, "finalized").stream()
            .filter(one -> one.text("object").equals("credit_note"))
            .toList();
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst().text("currency")).isEqualTo("EUR");
    assertThat(lines(notes.getFirst())).containsExactly("adjustment report 40.00");
  }
}
