package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Use that is invoiced in the midst of its period, each time so much of it has come together.
class InterimTest {
  private static final String CATALOG =
      """
      catalog: interim
      currency: EUR
      billing: {progressive_at: "5"}
      meters:
        queries: {event: query, aggregate: count}
        calls: {event: call, aggregate: sum, property: calls}
        storage: {event: stored, aggregate: max, property: gigabytes}
      actions:
        query: {title: Query}
      plans:
        basic:
          title: Basic
          price: "20"
          minimum: "8"
          usage:
            queries:
              title: Queries
              unit: query
              included: "10"
              price:
                graduated:
                  - {up_to: "100", each: "0.025"}
                  - {each: "0.01"}
            calls: {title: Calls, unit: call, included: "5", per: day, price: {each: "0.10"}}
        plus:
          title: Plus
          price: "30"
          usage:
            queries: {title: Queries, unit: query, included: "0", price: {each: "0.5", per: "3"}}
            calls: {title: Calls, unit: call, included: "0", price: {each: "0.5", per: "3"}}
            storage: {title: Storage, unit: GB, included: "0", price: {each: "0.50"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("interim", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A customer whose first fee is invoiced.
  private static String on(String plan) {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, plan);
    till.advance(customer, "2039-01-02T00:00:00Z");
    return customer;
  }

  private static void run() {
    node.wiring().billing().all(_ -> {});
  }

  private static List<Node.Answer> interims(String customer, String status) {
    return till.byStatus(customer, status).stream()
        .filter(one -> lines(one).stream().allMatch(line -> line.startsWith("interim ")))
        .filter(one -> !lines(one).isEmpty())
        .toList();
  }

  private static Node.Answer credit(String invoice, String more) {
    var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong\"%s}".formatted(invoice, more);
    return expect(node.post("/v1/credit-notes", body), 201);
  }

  @Test
  void useIsInvoicedAtTheThresholdAndTakenOffAtTheEnd() {
    var customer = on("basic");
    till.use(customer, "query", 209, "2039-01-10T00:00:00Z");
    till.calls(customer, 19, "2039-01-10T00:00:00Z");
    run();
    assertThat(interims(customer, "finalized")).isEmpty();
    till.calls(customer, 5, "2039-01-12T12:00:00Z");
    till.calls(customer, 2, "2039-01-12T12:00:00Z");
    run();
    var interim = till.latest(customer, "finalized");
    assertThat(lines(interim)).containsExactly("interim queries 3.49", "interim calls 1.60");
    assertThat(interim.text("lines/0/title")).isEqualTo("Queries");
    assertThat(interim.text("lines/0/quantity")).isEqualTo("199");
    assertThat(interim.text("period/from")).isEqualTo("2039-01-01T00:00:00Z");
    assertThat(interim.text("period/until")).isEqualTo("2039-01-12T12:00:00Z");
    assertThat(interim.text("issued_on")).isEqualTo("2039-01-12");
    till.calls(customer, 12, "2039-01-20T00:00:00Z");
    run();
    assertThat(interims(customer, "finalized")).hasSize(1);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = till.latest(customer, "finalized");
    assertThat(lines(last))
        .containsExactly(
            "plan basic 20.00",
            "usage queries 3.49",
            "usage calls 2.30",
            "commitment basic 2.21",
            "interim calls -1.60",
            "interim queries -3.49");
    assertThat(last.text("totals/net")).isEqualTo("22.91");
    // The next period begins anew.
    till.use(customer, "query", 360, "2039-02-10T00:00:00Z");
    till.advance(customer, "2039-02-10T00:00:01Z");
    assertThat(interims(customer, "finalized")).hasSize(2);
  }

  @Test
  void eachTimeTheRestIsAskedForDownToTheCent() {
    var customer = on("plus");
    till.stored(customer, "1", "2039-01-03T00:00:00Z");
    for (var day = 10; day < 16; day++) {
      till.calls(customer, 28, "2039-01-%02dT00:00:00Z".formatted(day));
      run();
    }
    var asked =
        interims(customer, "finalized").stream().map(one -> one.text("totals/net")).toList();
    // 28.5 of use in all: 5.16, 9.83, 14.5, 19.16, 23.83, 28.5 with the storage.
    assertThat(asked).containsExactly("9.33", "9.34", "5.16");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly(
            "plan plus 30.00",
            "usage calls 28.00",
            "usage storage 0.50",
            "interim calls -23.33",
            "interim storage -0.50");
  }

  @Test
  void bothFallDueTogetherWhereNoRunCameBetween() {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(interims(customer, "finalized")).hasSize(1);
    var all = till.byStatus(customer, "finalized");
    assertThat(lines(all.getFirst()))
        .containsExactly(
            "plan basic 20.00",
            "usage queries 5.00",
            "commitment basic 3.00",
            "interim queries -5.00");
    // What comes late is compared with all that was billed.
    till.use(customer, "query", 7, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly(
            "plan basic 20.00",
            "commitment basic 8.00",
            "adjustment queries 0.07",
            "adjustment basic -0.07");
  }

  @Test
  void aVoidOneAsksForNothingAndTheLastForAll() {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    run();
    var interim = till.latest(customer, "finalized").text("id");
    expect(node.post("/v1/invoices/" + interim + "/void", ""), 200);
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "usage queries 5.00", "commitment basic 3.00");
  }

  @Test
  void whatACreditNoteGivesBackIsNotAskedForAgain() {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    run();
    var note = credit(till.latest(customer, "finalized").text("id"), "");
    assertThat(lines(note)).containsExactly("interim queries 5.00");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = till.latest(customer, "finalized");
    assertThat(lines(last)).contains("usage queries 5.00", "interim queries -5.00");
    till.use(customer, "query", 1, "2039-01-31T00:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).contains("adjustment queries 0.01");
  }

  @Test
  void oneInThePlaceOfAnotherSaysTheSame() {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    run();
    credit(till.latest(customer, "finalized").text("id"), ",\"reissue\":true");
    assertThat(interims(customer, "finalized").stream().map(Till::lines).distinct())
        .containsExactly(List.of("interim queries 5.00"));
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = till.latest(customer, "finalized");
    assertThat(lines(last)).contains("usage queries 5.00", "interim queries -5.00");
    credit(last.text("id"), ",\"reissue\":true");
    assertThat(lines(till.latest(customer, "finalized"))).isEqualTo(lines(last));
  }

  /// At its very beginning a period has no length yet to name; the audit at the end knows.
  @Test
  void oneMayBeDraftedAtTheVeryBeginningOfItsPeriod() {
    var customer = on("basic");
    till.advance(customer, "2039-02-01T00:00:00Z");
    till.use(customer, "query", 360, "2039-02-01T00:00:00Z");
    run();
    var interim = interims(customer, "finalized");
    assertThat(interim).hasSize(1);
    assertThat(interim.getFirst().text("period/from")).isEmpty();
    assertThat(node.audited()).isEmpty();
  }

  @Test
  void anEndInTheMidstOfThePeriodTakesItOffToo() {
    var customer = on("plus");
    till.stored(customer, "30", "2039-01-03T00:00:00Z");
    run();
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("interim storage 15.00");
    till.advance(customer, "2039-01-16T12:00:00Z");
    var limits = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + limits.text("data/0/id") + "/cancel";
    expect(node.post(path, "{\"when\":\"now\",\"refund\":false}"), 200);
    till.advance(customer, "2039-01-20T00:00:00Z");
    // Half of the month's peak was asked for too much, and there is no next invoice.
    var notes =
        till.byStatus(customer, "finalized").stream()
            .filter(one -> one.text("object").equals("credit_note"))
            .toList();
    assertThat(notes).hasSize(1);
    assertThat(notes.getFirst().text("totals/gross")).isEqualTo("7.50");
  }

  @Test
  void aPreviewShowsBoth() {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    var path = "/v1/customers/" + customer + "/invoice-preview";
    var now = expect(node.get(path), 200).body();
    assertThat(now).contains("\"kind\":\"interim\"", "\"net\":\"5.00\"", "\"net\":\"-5.00\"");
    run();
    assertThat(expect(node.get(path), 200).body())
        .contains("\"net\":\"-5.00\"", "\"net\":\"3.00\"");
  }

  @Test
  void itIsAnInvoiceLikeAnyOther() throws Exception {
    var customer = on("basic");
    till.use(customer, "query", 360, "2039-01-10T00:00:00Z");
    run();
    var interim = till.latest(customer, "finalized").text("id");
    var path = "/v1/invoices/" + interim;
    assertThat(expect(node.get(path + "/pdf"), 200).bytes()).startsWith('%', 'P', 'D', 'F');
    assertThat(expect(node.get(path + "/ubl"), 200).body())
        .contains("Queries", "Usage invoiced before its period ends");
    var id = Till.uuid(IdKind.INVOICE, interim);
    try (var owner = node.tables().owner();
        var statement = owner.createStatement()) {
      var change = "UPDATE invoice SET interim_from = NULL WHERE id = '" + id + "'";
      assertThatThrownBy(() -> statement.executeUpdate(change))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("never change");
    }
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = "/v1/invoices/" + till.latest(customer, "finalized").text("id");
    expect(node.get(last + "/pdf"), 200);
    assertThat(expect(node.get(last + "/ubl"), 200).body()).contains("-5.00");
    var books =
        expect(
            node.get("/v1/accounting/journal?currency=EUR&from=2039-01-01&until=2039-03-01"), 200);
    assertThat(books.body()).contains("revenue");
  }

  @Test
  void ofManyAtOnceOneCrossesTheThreshold() {
    var customer = on("plus");
    till.use(customer, "query", 20, "2039-01-10T00:00:00Z");
    var all = new ArrayList<CompletableFuture<Node.Answer>>();
    for (var i = 0; i < 25; i++) {
      all.add(
          node.later(
              node.test,
              "/v1/charges",
              "{\"customer\":\"%s\",\"action\":\"query\"}".formatted(customer),
              node.nextKey()));
    }
    all.forEach(one -> assertThat(one.join().status()).isEqualTo(201));
    run();
    // 45 come to 7.50: above the threshold once.
    var interims = interims(customer, "finalized");
    assertThat(interims).hasSize(1);
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .contains(
            "usage queries 7.50", "interim queries -" + interims.getFirst().text("totals/net"));
  }
}
