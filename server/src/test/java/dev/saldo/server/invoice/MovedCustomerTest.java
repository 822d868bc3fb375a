package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.id.IdKind;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.PeriodReads;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer's zone changes: what runs goes on by the old one, what is finalized stays, and events
/// that are counted again come to the counters.
class MovedCustomerTest {
  private static final String CATALOG =
      """
      catalog: moving
      currency: EUR
      meters:
        calls: {event: call, aggregate: count}
        pings: {event: ping, aggregate: count}
        chats: {event: chat, aggregate: count}
      actions:
        chat: {title: Chat}
      billing: {from: anniversary, zone: utc, group_by: cost_centre}
      plans:
        pro:
          title: Pro
          price: "20"
          usage:
            calls: {title: Calls, unit: call, included: "10", per: month, price: {each: "0.5"}}
            pings: {title: Pings, unit: ping, included: "3", per: day, price: {each: "1"}}
            chats: {title: Chats, unit: chat, included: "4", above: blocked, rollover: {percent: "50"}}
        more:
          title: More
          price: "20"
          usage:
            pings: {title: Pings, unit: ping, included: "9", per: day, price: {each: "1"}}
      """;

  private static Till till;
  private static Node node;
  private static Database database;
  private static PeriodCheck check;

  @BeforeAll
  static void start() {
    till = new Till("moving", CATALOG);
    node = till.node;
    database = Database.open(node.access(), PoolSizes.small());
    var versions = new CatalogVersions(new Transactions(database.lookups()));
    var catalogs = new CatalogCache(new PublishedCatalogs(versions), 10);
    check = new PeriodCheck(new PeriodReads(new ReadSide(database.reads())), catalogs);
  }

  @AfterAll
  static void stop() {
    database.close();
    till.close();
  }

  private static String begun(String at) {
    var customer = till.at(at);
    till.plan(customer, "pro");
    return customer;
  }

  private static void move(String customer, String zone) {
    var body = "{\"zone\":\"%s\"}".formatted(zone);
    expect(node.send("PATCH", node.test, "/v1/customers/" + customer, body, node.nextKey()), 200);
  }

  private static PeriodCheck.Result checked(String customer, String at) {
    var id = Till.uuid(IdKind.CUSTOMER, customer);
    return check.check(node.testWorkspace(), id, Optional.of(Instant.parse(at))).orElseThrow();
  }

  private static void assertClean(String customer, String at) {
    var found = checked(customer, at);
    assertThat(found.differences()).isEmpty();
    assertThat(found.rerated()).isEqualTo(found.lines());
  }

  private static void execute(String sql) throws SQLException {
    var owner = node.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '" + node.testWorkspace() + "'");
      statement.execute(sql);
    }
  }

  @Test
  void aPeriodIsBilledByTheZoneThatItBeganIn() {
    var customer = begun("2039-01-01T00:00:00Z");
    till.use(customer, "call", 9, "2039-01-20T00:00:00Z");
    move(customer, "America/Sao_Paulo");
    till.use(customer, "call", 2, "2039-01-31T23:00:00Z");
    till.use(customer, "ping", 4, "2039-01-31T23:00:00Z");
    till.advance(customer, "2039-02-03T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan pro 20.00", "usage calls 0.50", "usage pings 1.00");
    assertClean(customer, "2039-01-10T00:00:00Z");
    // Late, and after another move: nothing else is corrected.
    move(customer, "Asia/Tokyo");
    till.use(customer, "call", 1, "2039-01-31T22:00:00Z");
    assertClean(customer, "2039-01-10T00:00:00Z");
    till.use(customer, "call", 12, "2039-02-28T02:00:00Z");
    till.advance(customer, "2039-03-03T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactlyInAnyOrder("plan pro 20.00", "usage calls 1.00", "adjustment calls 0.50");
    assertClean(customer, "2039-02-10T00:00:00Z");
    assertClean(customer, "2039-03-02T00:00:00Z");
  }

  @Test
  void whatNamesNoZoneIsToldTheOneThatWasThere() throws SQLException {
    var customer = begun("2039-01-01T00:00:00Z");
    till.use(customer, "call", 9, "2039-01-20T00:00:00Z");
    // As a version wrote it that knew of none.
    var id = Till.uuid(IdKind.CUSTOMER, customer);
    execute("UPDATE saldo.term SET zone = NULL WHERE customer_id = '" + id + "'");
    execute(
        "UPDATE saldo.account SET term_zone = NULL, version = version + 1 WHERE id = '" + id + "'");
    move(customer, "America/Sao_Paulo");
    till.use(customer, "call", 2, "2039-01-31T23:00:00Z");
    till.advance(customer, "2039-02-03T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan pro 20.00", "usage calls 0.50");
    assertClean(customer, "2039-01-10T00:00:00Z");
  }

  @Test
  void theDayThatAPeriodsEndCutsIsBilledOnceAndDividedThere() {
    var customer = till.at("2039-01-15T12:00:00Z");
    var order = "{\"customer\":\"%s\",\"catalog\":\"moving\",\"plan\":\"pro\"}".formatted(customer);
    var id = expect(node.post("/v1/subscriptions", order), 201).text("subscription/id");
    till.advance(customer, "2039-02-15T10:00:00Z");
    var change = "{\"plan\":\"more\",\"when\":\"period_end\"}";
    expect(node.post("/v1/subscriptions/" + id + "/change", change), 200);
    till.advance(customer, "2039-02-15T14:00:00Z");
    var events = new ArrayList<String>();
    for (var i = 0; i < 11; i++) {
      events.add(
          till.event(customer, "ping", "2039-02-15T14:00:00Z", "{}")
              .replace("\"subject\"", "\"cost_centre\":\"lab\",\"subject\""));
    }
    till.batch(events);
    till.advance(customer, "2039-02-17T00:00:00Z");
    var invoice = till.latest(customer, "finalized");
    assertThat(lines(invoice)).contains("usage pings 2.00");
    assertThat(invoice.body()).contains("\"cost_centre\":\"lab\"");
    assertClean(customer, "2039-02-10T00:00:00Z");
    till.advance(customer, "2039-03-17T00:00:00Z");
    assertThat(lines(till.latest(customer, "finalized"))).noneMatch(line -> line.contains("pings"));
    assertClean(customer, "2039-03-10T00:00:00Z");
  }

  @Test
  void daysThatWereCountedUnderTermsNamesAreTheSame() throws SQLException {
    var customer = begun("2039-01-01T00:00:00Z");
    till.use(customer, "ping", 5, "2039-01-10T09:00:00Z");
    till.use(customer, "ping", 4, "2039-01-11T09:00:00Z");
    var id = Till.uuid(IdKind.CUSTOMER, customer);
    execute(
        "UPDATE saldo.tally SET subject = 'usage:pings:' WHERE subject = 'daily:pings:'"
            + " AND customer_id = '"
            + id
            + "'");
    execute("UPDATE saldo.account SET version = version + 1 WHERE id = '" + id + "'");
    till.use(customer, "ping", 2, "2039-01-11T10:00:00Z");
    till.use(customer, "ping", 4, "2039-01-12T10:00:00Z");
    assertClean(customer, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-03T00:00:00Z");
    // 2, 3 and 1.
    assertThat(lines(till.latest(customer, "finalized"))).contains("usage pings 6.00");
    assertClean(customer, "2039-01-10T00:00:00Z");
    // As the journal has it.
    execute(
        """
        WITH gone AS (DELETE FROM saldo.tally
          WHERE customer_id = '%s' AND subject = 'usage:pings:' RETURNING *)
        INSERT INTO saldo.tally AS t
          (workspace_id, customer_id, period_from, subject, consumed, held, acts)
        SELECT workspace_id, customer_id, period_from, 'daily:pings:', consumed, held, acts
          FROM gone
        ON CONFLICT (workspace_id, customer_id, period_from, subject)
          DO UPDATE SET consumed = t.consumed + excluded.consumed
        """
            .formatted(id));
  }

  @Test
  void whatWasCarriedIsUsedOnceThoughTheNextCatalogCarriesNothing() {
    var other = CATALOG.replace("catalog: moving", "catalog: carrying");
    node.publish(other);
    var customer = till.at("2039-01-01T00:00:00Z");
    plan(customer, "carrying");
    till.advance(customer, "2039-02-05T00:00:00Z");
    for (var i = 0; i < 3; i++) {
      expect(chat(customer), 201);
    }
    node.publish(other.replace(", rollover: {percent: \"50\"}", ""));
    till.advance(customer, "2039-02-15T00:00:00Z");
    plan(customer, "carrying");
    // 4 × 14/28; the 2 that were carried are used.
    expect(chat(customer), 201);
    expect(chat(customer), 201);
    assertThat(expect(chat(customer), 429).text("limit")).isEqualTo("2");
  }

  private static void plan(String customer, String catalog) {
    var body = "{\"catalog\":\"%s\",\"plan\":\"pro\"}".formatted(catalog);
    expect(node.put("/v1/customers/" + customer + "/plan", body), 200);
  }

  private static Node.Answer chat(String customer) {
    return node.post(
        "/v1/charges", "{\"customer\":\"%s\",\"action\":\"chat\"}".formatted(customer));
  }
}
