package dev.saldo.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.id.IdKind;
import dev.saldo.store.billing.InvoiceJson;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A finalized invoice is made out again from what the tables say of terms, fees and counters, by
/// the code that made it out the first time, and has the digest that is stored.
class DerivedAgainTest {
  private static final String CATALOG =
      """
      catalog: derived
      currency: EUR
      units: {credit: {}}
      meters:
        queries: {event: query, aggregate: count}
        storage: {event: stored, aggregate: max, property: gigabytes}
        calls: {event: call, aggregate: sum, property: calls}
      actions:
        note: {title: Note, price: "2"}
      plans:
        basic: &basic
          title: Basic
          price: "%s"
          credits: [{amount: "10", resets: {every: month, from: calendar, zone: utc}}]
          overage: billed
          overage_prices: {note: {price: "0.0333"}}
          usage:
            queries:
              title: Queries
              unit: query
              included: "10"
              price: {graduated: [{up_to: "50", each: "0.02"}, {each: "0.0173"}]}
            storage: {title: Storage, unit: GB, included: "5", price: {each: "0.0777"}}
            calls: {title: Calls, unit: call, included: "10", per: day, price: {each: "0.003"}}
      """;

  private static Till till;
  private static Node node;

  private static String catalog(String price) {
    var text = CATALOG.formatted(price).replace(" &basic", "");
    var basic = text.substring(text.indexOf("  basic:"));
    return text + basic.replace("basic:", "pro:").replace(price, price + "9");
  }

  @BeforeAll
  static void start() {
    till = new Till("derived", catalog("20.1"));
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A customer with January's invoice: two plans, three meters and credits beyond those there
  /// were.
  private static String january() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.use(customer, "note", 9, "2039-01-11T00:00:00Z");
    till.stored(customer, "8", "2039-01-12T00:00:00Z");
    till.advance(customer, "2039-01-14T06:30:00Z");
    till.plan(customer, "pro");
    till.use(customer, "query", 77, "2039-01-20T09:15:00Z");
    till.calls(customer, 1234, "2039-01-21T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    return customer;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]X"))
        .toInstant();
  }

  private static Optional<Period> period(String from, String until) {
    return from.equals("null")
        ? Optional.empty()
        : Optional.of(new Period(instant(from), instant(until)));
  }

  /// What was due, as its row says it still.
  private static DueInvoice due(UUID customer, UUID id) {
    var row =
        node.tables()
            .rows(
                """
                SELECT i.currency, i.usage_from, i.usage_until, i.whole_from, i.whole_until,
                       i.drafted_at, i.finalize_at,
                       (SELECT max(e.usage_until) FROM invoice e
                         WHERE e.customer_id = i.customer_id AND e.usage_until <= i.usage_from)
                  FROM invoice i WHERE i.id = '%s'
                """
                    .formatted(id))
            .getFirst()
            .split("\\|", -1);
    return new DueInvoice(
        customer,
        id,
        Currency.getInstance(row[0]),
        period(row[1], row[2]),
        period(row[3], row[4]),
        instant(row[5]),
        instant(row[6]),
        row[7].equals("null") ? Optional.empty() : Optional.of(instant(row[7])),
        Optional.empty());
  }

  private static String derived(UUID customer, DueInvoice due, InvoiceNumber number) {
    try (var database = Database.open(node.access(), PoolSizes.small())) {
      var versions = new CatalogVersions(new Transactions(database.lookups()));
      var catalogs = new CatalogCache(new PublishedCatalogs(versions), 10);
      var workspace = node.testWorkspace();
      return new InvoiceStore(database.reads())
          .in(
              workspace,
              session -> {
                var locked = session.reads().lock(List.of(customer), due.finalizeAt());
                var work = new BillingWork(catalogs.of(workspace), session, locked);
                work.read(List.of(due));
                var made =
                    new MakingOut(
                        due,
                        work.customer(due),
                        work.issuer(),
                        work.billing(due),
                        work.items(due),
                        Optional.empty());
                return InvoiceJson.text(made.invoice(made.assembled(), Optional.of(number)));
              });
    }
  }

  @Test
  void aStoredInvoiceComesOutOfItsRowsWithItsDigest() throws Exception {
    var customer = january();
    var invoice = till.latest(customer, "finalized");
    assertThat(Till.lines(invoice)).hasSizeGreaterThan(4);
    // What comes later makes no difference: use, a period, another version.
    till.use(customer, "query", 5, "2039-02-10T00:00:00Z");
    node.publish(catalog("77.1"));
    till.advance(customer, "2039-03-02T00:00:01Z");

    var id = Till.uuid(IdKind.INVOICE, invoice.text("id"));
    var row =
        node.tables()
            .rows(
                "SELECT series, sequence, encode(digest, 'hex') FROM invoice WHERE id = '%s'"
                    .formatted(id))
            .getFirst()
            .split("\\|", -1);
    var owner = Till.uuid(IdKind.CUSTOMER, customer);
    var number = new InvoiceNumber(row[0], Long.parseLong(row[1]));
    var due = due(owner, id);
    var again = derived(owner, due, number);
    assertThat(sha256(again)).as(again).isEqualTo(row[2]);

    // A counter that somebody has changed since shows.
    counted(owner, "+ 1");
    assertThat(sha256(derived(owner, due, number))).isNotEqualTo(row[2]);
    counted(owner, "- 1");
    assertThat(sha256(derived(owner, due, number))).isEqualTo(row[2]);
  }

  private static void counted(UUID customer, String more) throws Exception {
    try (var tables = node.tables().owner();
        var statement = tables.createStatement()) {
      var changed =
          statement.executeUpdate(
              """
              UPDATE tally SET consumed = consumed %s
               WHERE customer_id = '%s' AND subject LIKE 'usage:queries%%'
                 AND period_from >= '2039-01-01' AND period_from < '2039-02-01'
              """
                  .formatted(more, customer));
      assertThat(changed).isPositive();
    }
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
