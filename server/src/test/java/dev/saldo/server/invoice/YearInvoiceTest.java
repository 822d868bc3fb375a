package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The invoices of a year that is paid at once: one of its fees, and one of each month's use.
class YearInvoiceTest {
  private static final String CATALOG =
      """
      catalog: yearly
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
      actions:
        query: {title: Query}
      plans:
        small:
          title: Small
          price: "20"
          annual: {price: "200"}
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: "0.5"}}
        large:
          title: Large
          price: "50"
          annual: {discount: "10"}
          usage:
            queries: {title: Queries, unit: query, included: "20", price: {each: "0.25"}}
        least:
          title: Least
          price: "10"
          annual: {price: "100"}
          minimum: "31"
          usage:
            queries: {title: Queries, unit: query, price: {each: "1"}}
      """;

  private static final LocalDateTime BEGUN = LocalDateTime.of(2039, 1, 31, 9, 0);

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("yearly", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String month(int number) {
    return BEGUN.plusMonths(number).toInstant(ZoneOffset.UTC).toString();
  }

  /// The first moment at which the invoice of a month's use is there.
  private static String invoiced(int month) {
    return Instant.parse(month(month)).plusSeconds(86_401).toString();
  }

  private static String on(String plan) {
    return on(plan, "year");
  }

  private static String on(String plan, String interval) {
    var customer = till.at(month(0));
    var order =
        "{\"customer\":\"%s\",\"catalog\":\"yearly\",\"plan\":\"%s\",\"interval\":\"%s\"}"
            .formatted(customer, plan, interval);
    expect(node.post("/v1/subscriptions", order), 201);
    return customer;
  }

  private static Node.Answer subscription(String customer) {
    var page = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    return expect(node.get("/v1/subscriptions/" + page.text("data/0/id")), 200);
  }

  private static Node.Answer act(String customer, String what, String body) {
    var path = "/v1/subscriptions/" + subscription(customer).text("id") + "/" + what;
    return expect(node.post(path, body), 200);
  }

  /// Some use on the third day of a month, the first month being 0.
  private static void use(String customer, int month, int count) {
    var time = Instant.parse(month(month)).plusSeconds(3 * 86_400L).toString();
    till.use(customer, "query", count, time);
  }

  /// All numbered invoices, the first one first.
  private static List<List<String>> numbered(String customer) {
    return till.invoices(customer).reversed().stream()
        .filter(one -> !one.text("number").isEmpty())
        .map(Till::lines)
        .toList();
  }

  @Test
  void aYearHasOneInvoiceOfItsFeesAndTwelveOfItsUse() {
    var customer = on("small");
    act(customer, "cancel", "");
    var expected = new ArrayList<List<String>>();
    expected.add(List.of("plan small 200.00"));
    for (var month = 0; month < 12; month++) {
      use(customer, month, 11 + month);
      till.advance(customer, invoiced(month + 1));
      var cents = 50 * (month + 1);
      expected.add(List.of("usage queries %d.%02d".formatted(cents / 100, cents % 100)));
    }
    assertThat(numbered(customer)).isEqualTo(expected);
    var invoices = till.byStatus(customer, "finalized").reversed();
    assertThat(invoices.getFirst().text("lines/0/period/from")).isEqualTo("2039-01-31T09:00:00Z");
    assertThat(invoices.getFirst().text("lines/0/period/until")).isEqualTo("2040-01-31T09:00:00Z");
    var until = new ArrayList<String>();
    for (var month = 1; month <= 12; month++) {
      assertThat(invoices.get(month).text("lines/0/period/from")).isEqualTo(month(month - 1));
      assertThat(invoices.get(month).text("lines/0/included")).isEqualTo("10");
      until.add(invoices.get(month).text("lines/0/period/until").substring(0, 10));
    }
    assertThat(until)
        .containsExactly(
            "2039-02-28",
            "2039-03-31",
            "2039-04-30",
            "2039-05-31",
            "2039-06-30",
            "2039-07-31",
            "2039-08-31",
            "2039-09-30",
            "2039-10-31",
            "2039-11-30",
            "2039-12-31",
            "2040-01-31");
  }

  @Test
  void aMonthWithoutUseHasNoInvoiceAndTheLastOneCarriesTheNextYear() {
    var customer = on("small");
    use(customer, 4, 12);
    use(customer, 11, 14);
    till.advance(customer, invoiced(24));
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan small 200.00"),
            List.of("usage queries 1.00"),
            List.of("plan small 200.00", "usage queries 2.00"),
            List.of("plan small 200.00"));
    var shown = subscription(customer);
    assertThat(shown.text("current_period/from")).isEqualTo("2041-01-31T09:00:00Z");
    assertThat(shown.text("current_period/until")).isEqualTo("2041-02-28T09:00:00Z");
    assertThat(shown.text("paid_interval/from")).isEqualTo("2041-01-31T09:00:00Z");
    assertThat(shown.text("paid_interval/until")).isEqualTo("2042-01-31T09:00:00Z");
  }

  @Test
  void anUpgradeCostsTheRestOfTheYearAsItsPreviewSaid() {
    var customer = on("small");
    till.use(customer, "query", 12, "2039-06-05T00:00:00Z");
    till.advance(customer, "2039-06-12T15:45:17Z");
    var preview = act(customer, "preview", "{\"plan\":\"large\"}");
    assertThat(preview.text("at")).isEqualTo("2039-06-12T15:45:17Z");
    // 20,106,883 of 31,536,000 seconds are left, of 200 and of 540.
    assertThat(preview.text("lines/0/amount")).isEqualTo("-127.52");
    assertThat(preview.text("lines/1/amount")).isEqualTo("344.3");
    assertThat(preview.text("sum")).isEqualTo("216.78");
    act(customer, "change", "{\"plan\":\"large\"}");
    till.advance(customer, "2039-06-12T15:45:18Z");
    var invoice = till.latest(customer, "finalized");
    assertThat(lines(invoice)).containsExactly("plan small -127.52", "plan large 344.30");
    assertThat(invoice.text("totals/net")).isEqualTo("216.78");
    till.use(customer, "query", 5, "2039-06-20T00:00:00Z");
    till.advance(customer, invoiced(5));
    // 10 and 20 by the second are 15.9, rounded up: 17 are used, the last at the new price.
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("usage queries 0.25");
    use(customer, 5, 21);
    till.advance(customer, invoiced(6));
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("usage queries 0.25");
    till.advance(customer, invoiced(12));
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan large 540.00");
  }

  @Test
  void whoCancelsInTheSeventhMonthIsBilledForUseUntilTheYearIsOver() {
    var customer = on("small");
    till.advance(customer, "2039-08-20T00:00:00Z");
    var preview = act(customer, "preview", "{\"what\":\"cancel\"}");
    assertThat(preview.text("at")).isEqualTo("2040-01-31T09:00:00Z");
    assertThat(preview.text("subscription/status")).isEqualTo("ended");
    assertThat(preview.text("sum")).isEqualTo("0");
    assertThat(act(customer, "cancel", "").text("what")).isEqualTo("end_arranged");
    for (var month = 7; month < 12; month++) {
      use(customer, month, 10 + month);
    }
    till.advance(customer, "2040-01-31T08:59:59Z");
    assertThat(subscription(customer).text("status")).isEqualTo("active");
    assertThat(expect(charge(customer), 201).text("id")).isNotEmpty();
    till.advance(customer, "2040-01-31T09:00:00Z");
    assertThat(subscription(customer).text("status")).isEqualTo("ended");
    assertThat(charge(customer).status()).isEqualTo(409);
    till.advance(customer, invoiced(14));
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan small 200.00"),
            List.of("usage queries 3.50"),
            List.of("usage queries 4.00"),
            List.of("usage queries 4.50"),
            List.of("usage queries 5.00"),
            List.of("usage queries 6.00"));
  }

  private static Node.Answer charge(String customer) {
    return node.post(
        "/v1/charges", "{\"customer\":\"%s\",\"action\":\"query\"}".formatted(customer));
  }

  @Test
  void whatComesLateIsCorrectedWithTheNextMonth() {
    var customer = on("small");
    use(customer, 2, 12);
    till.advance(customer, "2039-05-10T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("usage queries 1.00");
    var third = till.latest(customer, "finalized");
    till.use(customer, "query", 3, "2039-04-29T00:00:00Z");
    use(customer, 3, 11);
    till.advance(customer, invoiced(4));
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("usage queries 0.50", "adjustment queries 1.50");
    assertThat(expect(node.get("/v1/invoices/" + third.text("id")), 200).bytes())
        .isEqualTo(third.bytes());
  }

  @Test
  void aYearBecomesMonthsAndMonthsAYear() {
    var customer = on("small");
    use(customer, 0, 11);
    till.advance(customer, "2039-07-15T00:00:00Z");
    use(customer, 5, 12);
    var monthly = "{\"interval\":\"month\"}";
    // 17,139,600 of 31,536,000 seconds are left when the 17th of July begins.
    till.advance(customer, "2039-07-17T00:00:00Z");
    assertThat(act(customer, "preview", monthly).text("sum")).isEqualTo("-88.7");
    act(customer, "change", monthly);
    assertThat(subscription(customer).text("paid_interval/until"))
        .isEqualTo("2039-08-17T00:00:00Z");
    till.advance(customer, "2039-07-17T00:00:01Z");
    till.advance(customer, "2039-08-18T00:00:01Z");
    till.use(customer, "query", 11, "2039-08-20T00:00:00Z");
    var yearly = "{\"interval\":\"year\",\"when\":\"period_end\"}";
    var preview = act(customer, "preview", yearly);
    act(customer, "change", yearly);
    assertThat(preview.text("at")).isEqualTo("2039-09-17T00:00:00Z");
    assertThat(preview.text("sum")).isEqualTo("200");
    till.advance(customer, "2040-09-18T00:00:01Z");
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan small 200.00"),
            List.of("usage queries 0.50"),
            List.of("plan small -108.70", "plan small 20.00", "carried carried 88.70"),
            List.of("usage queries 1.00"),
            List.of("plan small 20.00", "carried carried -88.70", "carried carried 68.70"),
            List.of("plan small 200.00", "usage queries 0.50", "carried carried -68.70"),
            List.of("plan small 200.00"));
  }

  @Test
  void aMinimumIsOfEachMonthAndACapToo() {
    var customer = on("least");
    var cap = "{\"spending_cap\":{\"amount\":\"2\",\"currency\":\"EUR\"}}";
    expect(node.put("/v1/customers/" + customer + "/settings", cap), 200);
    expect(charge(customer), 201);
    expect(charge(customer), 201);
    assertThat(expect(charge(customer), 402).text("resets_at")).isEqualTo(month(1));
    till.advance(customer, month(1));
    expect(charge(customer), 201);
    till.advance(customer, invoiced(2));
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan least 100.00"),
            List.of("usage queries 2.00", "commitment least 29.00"),
            List.of("usage queries 1.00", "commitment least 30.00"));
  }

  @Test
  void whatIsForeseenOfAYearHasEachMonth() {
    var customer = on("small");
    till.advance(customer, Instant.parse(month(0)).plusSeconds(1).toString());
    use(customer, 0, 15);
    var path = "/v1/customers/" + customer + "/invoice-preview?at=" + month(12);
    var foreseen = expect(node.get(path), 200);
    assertThat(foreseen.text("invoices/0/lines/0/code")).isEqualTo("queries");
    assertThat(foreseen.text("invoices/0/totals/net")).isEqualTo("2.50");
    assertThat(foreseen.text("invoices/1/lines/0/code")).isEqualTo("small");
    assertThat(foreseen.text("invoices/1/totals/net")).isEqualTo("200.00");
    till.advance(customer, invoiced(12));
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan small 200.00"),
            List.of("usage queries 2.50"),
            List.of("plan small 200.00"));
  }

  /// A year that was stored as one period ends as it was sold; the next one has months.
  @Test
  void aYearThatWasBegunAsOnePeriodIsBilledOnce() throws SQLException {
    var customer = on("small");
    asItWas(customer);
    use(customer, 0, 4);
    use(customer, 6, 8);
    till.advance(customer, "2039-10-01T00:00:00Z");
    assertThat(subscription(customer).text("current_period/until"))
        .isEqualTo("2040-01-31T09:00:00Z");
    assertThat(subscription(customer).text("paid_interval/until"))
        .isEqualTo("2040-01-31T09:00:00Z");
    till.advance(customer, invoiced(12));
    use(customer, 12, 11);
    till.advance(customer, invoiced(13));
    assertThat(numbered(customer))
        .containsExactly(
            List.of("plan small 200.00"),
            List.of("plan small 200.00", "usage queries 1.00"),
            List.of("usage queries 0.50"));
  }

  private static void asItWas(String customer) throws SQLException {
    try (var owner = node.tables().owner();
        var statement = owner.createStatement()) {
      var changed =
          statement.executeUpdate(
              """
              UPDATE account
                 SET subscription = (jsonb_set(subscription::jsonb, '{period}',
                                               subscription::jsonb -> 'paid') - 'paid')::json,
                     next_due_at = (subscription -> 'paid' ->> 'until')::timestamptz,
                     version = version + 1
               WHERE id = '%s' AND subscription -> 'paid' IS NOT NULL
              """
                  .formatted(Till.uuid(IdKind.CUSTOMER, customer)));
      assertThat(changed).isEqualTo(1);
    }
  }
}
