package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What was finalized stays as it was, whatever comes later and whoever tries.
class FinalizedTest {
  private static final String CATALOG =
      """
      catalog: %s
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
      plans:
        basic:
          title: Basic
          price: "%s"
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: "%s"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("stays", CATALOG.formatted("stays", "20", "0.02"));
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A customer with January's invoice, of a fee and of 100 queries.
  private static String january() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    return customer;
  }

  @Test
  void aLateEventCountsInItsPeriodOrIsAnAdjustmentOrIsRefused() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-01T12:00:00Z");
    till.use(customer, "query", 50, "2039-01-30T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var january = till.latest(customer, "finalized");
    assertThat(lines(january)).containsExactly("plan basic 20.00", "usage queries 2.80");
    var path = "/v1/invoices/" + january.text("id");
    var paper = expect(node.get(path + "/pdf"), 200).bytes();
    till.use(customer, "query", 5, "2039-01-31T00:00:00Z");
    var refused =
        till.send(List.of(till.event(customer, "query", "2038-12-29T00:00:00Z", "{}"))).body();
    assertThat(refused).contains("event_too_old");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "adjustment queries 0.10");
    assertThat(expect(node.get(path), 200).bytes()).isEqualTo(january.bytes());
    assertThat(expect(node.get(path + "/pdf"), 200).bytes()).isEqualTo(paper);
  }

  private static final String ANOTHER_LINE =
      "INSERT INTO invoice_line (workspace_id, customer_id, invoice_id, ordinal, kind, code,"
          + " quantity, exact, net, tax_category, tax_percent) SELECT workspace_id, customer_id,"
          + " invoice_id, ordinal + 100, 'usage', 'more', 1, 1, 1, 'S', 0";

  @Test
  void useThatIsReportedAfterTheEndIsBilledOnAnInvoiceOfItsOwn() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 30, "2039-01-10T00:00:00Z");
    var subscription =
        expect(node.get("/v1/subscriptions?customer=" + customer), 200).text("data/0/id");
    till.advance(customer, "2039-01-20T00:00:00Z");
    expect(node.post("/v1/subscriptions/" + subscription + "/cancel", "{\"when\":\"now\"}"), 200);
    till.advance(customer, "2039-01-22T00:00:00Z");
    var last = till.byStatus(customer, "finalized").size();
    till.use(customer, "query", 50, "2039-01-15T00:00:00Z");
    till.use(customer, "query", 10, "2039-01-16T00:00:00Z");
    till.advance(customer, "2039-01-22T12:00:00Z");
    assertThat(till.byStatus(customer, "finalized")).hasSize(last);
    till.advance(customer, "2039-01-23T00:00:01Z");
    assertThat(till.byStatus(customer, "finalized")).hasSize(last + 1);
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("adjustment queries 1.20");
    till.use(customer, "query", 5, "2039-01-15T00:00:00Z");
    till.advance(customer, "2039-01-25T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("adjustment queries 0.10");
    till.advance(customer, "2039-02-25T00:00:01Z");
    assertThat(till.byStatus(customer, "finalized")).hasSize(last + 2);
  }

  @Test
  void nobodyChangesItsRows() throws Exception {
    var settled = till.latest(january(), "finalized").text("id");
    expect(node.post("/v1/invoices/" + settled + "/pay", ""), 200);
    ended();
    var invoice = till.latest(january(), "finalized");
    var id = Till.uuid(IdKind.INVOICE, invoice.text("id"));
    var ofIt = " WHERE id = '" + id + "'";
    var linesOfIt = " WHERE invoice_id = '" + id + "'";
    var all =
        List.of(
            "UPDATE invoice SET gross = 1" + ofIt,
            "UPDATE invoice SET document = '{}'" + ofIt,
            "UPDATE invoice SET digest = sha256('x')" + ofIt,
            "UPDATE invoice SET sequence = sequence + 1000" + ofIt,
            "UPDATE invoice SET issued_on = issued_on + 1" + ofIt,
            "UPDATE invoice SET usage_until = usage_until + interval '1 day'" + ofIt,
            "UPDATE invoice SET whole_until = whole_until + interval '1 day'" + ofIt,
            "UPDATE invoice SET corrects = id" + ofIt,
            "UPDATE invoice SET reason = 'another'" + ofIt,
            "UPDATE invoice SET drafted_at = now()" + ofIt,
            "UPDATE invoice SET settled_at = now()" + ofIt,
            "DELETE FROM invoice" + ofIt,
            "UPDATE invoice_line SET net = 0" + linesOfIt,
            "DELETE FROM invoice_line" + linesOfIt,
            "DELETE FROM owed" + linesOfIt,
            "INSERT INTO owed SELECT workspace_id, customer_id, id, gen_random_uuid(), '{}'"
                + " FROM invoice"
                + ofIt,
            ANOTHER_LINE + " FROM invoice_line" + linesOfIt,
            "WITH paid AS (UPDATE invoice SET status = 'paid'"
                + ofIt
                + " RETURNING id) "
                + ANOTHER_LINE
                + " FROM invoice_line JOIN paid ON id = invoice_id",
            "UPDATE invoice SET status = 'empty'" + ofIt,
            "UPDATE invoice SET status = 'draft'" + ofIt,
            "UPDATE invoice SET status = 'void' WHERE status = 'paid'",
            "UPDATE invoice SET status = 'finalized' WHERE status = 'paid'",
            "UPDATE invoice SET status = 'draft' WHERE status = 'empty'",
            "UPDATE invoice_series SET last = last - 1",
            "UPDATE invoice_series SET series = 'X' || series",
            "DELETE FROM invoice_series",
            "TRUNCATE invoice CASCADE",
            "TRUNCATE invoice_line",
            "TRUNCATE owed",
            "TRUNCATE invoice_series");
    try (var application = node.tables().application();
        var owner = node.tables().owner()) {
      for (var sql : all) {
        assertThatThrownBy(() -> change(application, sql))
            .as(sql)
            .hasMessageMatching("(?s).*(never change|permission denied).*");
        assertThatThrownBy(() -> change(owner, sql)).as(sql).hasMessageContaining("never change");
      }
    }
    assertThat(expect(node.get("/v1/invoices/" + invoice.text("id")), 200).bytes())
        .isEqualTo(invoice.bytes());
  }

  /// A customer whose last draft came to nothing.
  private static void ended() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id") + "/cancel";
    expect(node.post(path, ""), 200);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(node.tables().rows("SELECT status FROM invoice WHERE status = 'empty'"))
        .isNotEmpty();
  }

  private static int change(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Test
  void noMethodChangesIt() {
    var path = "/v1/invoices/" + till.latest(january(), "finalized").text("id");
    for (var method : List.of("DELETE", "PATCH", "PUT", "POST")) {
      var body = HttpRequest.BodyPublishers.ofString("{\"status\":\"paid\"}");
      var answer =
          node.send(
              node.request(node.test, path)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", node.nextKey())
                  .method(method, body));
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow").orElseThrow()).contains("GET").doesNotContain(method);
    }
  }

  @Test
  void aNewCatalogVersionLeavesThePriceOfWhatWasUsedUnderAnother() {
    var name = "dearer";
    node.publish(CATALOG.formatted(name, "20", "0.02"));
    var customer = on(name);
    till.use(customer, "query", 60, "2039-01-10T00:00:00Z");
    node.publish(CATALOG.formatted(name, "40", "0.08"));
    till.use(customer, "query", 50, "2039-01-20T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "usage queries 2.00");
    var fresh = on(name);
    till.use(fresh, "query", 60, "2039-01-10T00:00:00Z");
    till.advance(fresh, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(fresh, "finalized")))
        .containsExactly("plan basic 40.00", "usage queries 4.00");
  }

  private static String on(String catalog) {
    var customer = till.at("2039-01-01T00:00:00Z");
    var body = "{\"catalog\":\"%s\",\"plan\":\"basic\"}".formatted(catalog);
    expect(node.put("/v1/customers/" + customer + "/plan", body), 200);
    return customer;
  }

  @Test
  void aNameIsShownAsItIsGivenOrRefused() {
    for (var bad : List.of("A\\u202eB", "A\\u2066B", "x".repeat(10_240))) {
      var body = "{\"external_id\":\"%s\",\"name\":\"%s\"}".formatted(node.nextKey(), bad);
      expect(node.post("/v1/customers", body), 422);
    }
    var name = "<script>alert(1)</script>";
    var body = "{\"external_id\":\"%s\",\"name\":\"%s\"}".formatted(node.nextKey(), name);
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    till.advance(customer, "2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.advance(customer, "2039-01-01T00:00:01Z");
    var invoice = till.latest(customer, "finalized");
    assertThat(invoice.text("buyer/name")).isEqualTo(name);
    var path = "/v1/invoices/" + invoice.text("id");
    for (var format : List.of("/ubl", "/factur-x")) {
      var document = expect(node.get(path + format), 200).body().toLowerCase(Locale.ROOT);
      assertThat(document).contains("&lt;script").doesNotContain("<script");
    }
    assertThat(expect(node.get(path + "/pdf"), 200).bytes()).startsWith('%', 'P', 'D', 'F');
  }

  @Test
  void theTablesRefuseAnInstantOfUseOnTwoInvoices() throws Exception {
    var customer = january();
    till.advance(customer, "2039-03-01T12:00:00Z");
    var id = Till.uuid(IdKind.CUSTOMER, customer);
    var next = " WHERE status = 'draft' AND usage_from IS NOT NULL AND customer_id = '" + id + "'";
    assertThat(node.tables().rows("SELECT count(*) FROM invoice" + next)).containsExactly("1");
    var earlier = "UPDATE invoice SET usage_from = usage_from - interval '1 microsecond'" + next;
    var copy =
        """
        INSERT INTO invoice (workspace_id, customer_id, id, kind, status, currency, drafted_at, usage_from,
                             usage_until, whole_from, whole_until)
        SELECT workspace_id, customer_id, gen_random_uuid(), kind, status, currency, drafted_at, usage_from,
               usage_until, whole_from, whole_until
          FROM invoice
        """
            + next;
    try (var application = node.tables().application();
        var owner = node.tables().owner()) {
      for (var sql : List.of(earlier, copy)) {
        assertThatThrownBy(() -> change(owner, sql))
            .as(sql)
            .hasMessageContaining("invoice_usage_once");
      }
      assertThatThrownBy(() -> change(application, copy))
          .hasMessageContaining("invoice_usage_once");
    }
  }
}
