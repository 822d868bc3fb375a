package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.PeriodReads;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A period's events, counted again from the journal and from an export, come to its counters; a
/// counter that was tampered with is found.
class PeriodCheckTest {
  private static final String CATALOG =
      """
      catalog: again
      currency: EUR
      meters:
        calls: {event: call, aggregate: count, where: {tier: [gold, "7"]}}
        tokens: {event: call, aggregate: sum, property: n, dimensions: [model]}
        peak: {event: call, aggregate: max, property: n}
        average: {event: call, aggregate: time_weighted_average, property: n}
        daily: {event: ping, aggregate: count}
        monthly: {event: ping, aggregate: count}
      actions:
        ping: {title: Ping}
      plans:
        one:
          title: One
          price: "10"
          usage:
            calls: {price: "0.01"}
            average: {included: "3", price: "1"}
            tokens: {price: {by: model, prices: {a: "1"}, other: "2"}}
            daily: {included: "2", per: day, price: "1"}
            monthly: {included: "9", per: month, price: "1"}
        two:
          title: Two
          price: "20"
          usage:
            calls: {price: "0.02"}
            peak: {price: "3"}
            average: {included: "1", price: "2"}
            tokens: {price: {by: model, prices: {a: "1"}, other: "2"}}
            daily: {included: "1", per: day, price: "1"}
            monthly: {included: "8", per: month, price: "2"}
      billing: {group_by: cost_centre}
      """;
  private static final Instant JANUARY = Instant.parse("2039-01-10T00:00:00Z");

  @TempDir Path folder;
  private Node node;
  private Database database;
  private PeriodCheck check;
  private String customer;
  private int centres;

  @BeforeEach
  void start() {
    node = new Node();
    node.publish(CATALOG);
    database = Database.open(node.access(), PoolSizes.small());
    var versions = new CatalogVersions(new Transactions(database.lookups()));
    var catalogs = new CatalogCache(new PublishedCatalogs(versions), 10);
    check = new PeriodCheck(new PeriodReads(new ReadSide(database.reads())), catalogs);
    var body = "{\"external_id\":\"c\",\"name\":\"Somebody\"}";
    customer = expect(node.post("/v1/customers", body), 201).text("id");
    use();
  }

  @AfterEach
  void stop() {
    database.close();
    node.close();
  }

  private UUID id() {
    return PublicId.parse(IdKind.CUSTOMER, customer).orElseThrow();
  }

  private void use() {
    var random = new Random(7);
    advance("2039-01-01T00:00:00Z");
    plan("one");
    advance("2039-01-12T10:00:00Z");
    events(random, "2039-01-%02dT09:30:00.123456Z", 12);
    plan("two");
    advance("2039-01-20T10:00:00Z");
    events(random, "2039-01-%02dT09:59:00Z", 20);
    hold();
    advance("2039-02-04T10:00:00Z");
    events(random, "2039-01-%02dT23:30:00Z", 31);
    events(random, "2039-02-%02dT00:00:00Z", 3);
  }

  @Test
  void eventsComeToTheCounters() throws IOException {
    for (var at : List.of(Optional.<Instant>empty(), Optional.of(JANUARY))) {
      var found = check.check(node.testWorkspace(), id(), at).orElseThrow();
      assertThat(found.differences()).isEmpty();
      assertThat(found.lines()).isNotEmpty().isEqualTo(found.rerated());
      assertThat(found.events()).isGreaterThan(8);
      assertThat(found.lines()).anyMatch(line -> line.costCentre().isPresent());
      assertThat(found.lines()).anyMatch(line -> line.code().equals("monthly"));
      assertThat(found.lines()).anyMatch(line -> line.code().equals("average"));
    }
  }

  @Test
  void anExportComesToTheSame() throws IOException {
    var file = folder.resolve("usage.parquet");
    var path = "/v1/exports/usage?format=parquet&customer=" + customer;
    Files.write(file, expect(node.get(path), 200).bytes());
    var found =
        check
            .check(node.testWorkspace(), id(), Optional.empty(), new ExportedEvents(file, id(), 3))
            .orElseThrow();
    assertThat(found.differences()).isEmpty();
    assertThat(found.events()).isGreaterThan(8);
    assertThat(found.rerated()).isEqualTo(found.lines()).isNotEmpty();
  }

  @Test
  void aFileThatIsNoExportIsSaidToBeNone() throws IOException {
    var file = Files.writeString(folder.resolve("usage.parquet"), "no table at all");
    var source = new ExportedEvents(file, id(), 2);
    assertThatThrownBy(() -> check.check(node.testWorkspace(), id(), Optional.empty(), source))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a Parquet file can't be read");
  }

  @Test
  void whatWasTamperedWithIsFound() throws SQLException {
    var owner = node.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET saldo.workspace = '" + node.testWorkspace() + "'");
      var changed =
          statement.executeUpdate(
              "UPDATE saldo.tally SET consumed = consumed + 1"
                  + " WHERE subject = 'usage:tokens:a' AND period_from = '2039-01-12T10:00:00Z'");
      assertThat(changed).isOne();
    }
    var found = check.check(node.testWorkspace(), id(), Optional.of(JANUARY)).orElseThrow();
    assertThat(found.differences()).hasSize(1);
    var one = found.differences().getFirst();
    assertThat(one.counter().subject()).isEqualTo("usage:tokens:a");
    assertThat(one.stored().subtract(one.counted())).isEqualByComparingTo(BigDecimal.ONE);
    assertThat(found.rerated()).isNotEqualTo(found.lines());
  }

  @Test
  void thereIsNothingBeforeTheFirstPeriod() {
    var before = Optional.of(Instant.parse("2038-01-01T00:00:00Z"));
    assertThat(check.check(node.testWorkspace(), id(), before)).isEmpty();
  }

  /// Captured on another day than it was opened on.
  private void hold() {
    var body = "{\"customer\":\"%s\",\"action\":\"ping\"}".formatted(customer);
    var hold = expect(node.post("/v1/holds", body), 201).text("id");
    expect(node.post("/v1/holds/" + hold + "/capture", "{}"), 201);
  }

  private void plan(String plan) {
    var body = "{\"catalog\":\"again\",\"plan\":\"%s\"}".formatted(plan);
    expect(node.put("/v1/customers/" + customer + "/plan", body), 200);
    var now = expect(node.get("/v1/test-clocks/" + customer), 200).text("now");
    advance(Instant.parse(now).plusSeconds(1).toString());
  }

  private void advance(String to) {
    expect(node.post("/v1/test-clocks/" + customer + "/advance", "{\"to\":\"" + to + "\"}"), 200);
  }

  /// On each day of a month until one.
  private void events(Random random, String time, int days) {
    var events = new ArrayList<String>();
    for (var day = 1; day <= days; day++) {
      for (var i = 0; i < 3; i++) {
        var data =
            "{\"model\":\"%s\",\"n\":\"%s\",\"tier\":%s}"
                .formatted(
                    List.of("a", "b", "ñ\\\"").get(random.nextInt(3)),
                    BigDecimal.valueOf(random.nextInt(9_000), 2),
                    List.of("\"gold\"", "7", "true", "\"tin\"").get(random.nextInt(4)));
        events.add(event(random.nextBoolean() ? "call" : "ping", time.formatted(day), data));
      }
    }
    var answer =
        node.send(
            node.request(node.test, "/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "[" + String.join(",", events) + "]")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"recorded\":" + events.size());
  }

  private String event(String type, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"data\":%s}"
        .formatted(node.nextKey(), type, customer, time, data)
        .replace("\"subject\"", centre());
  }

  /// One in three names none.
  private String centre() {
    centres++;
    return centres % 3 == 0
        ? "\"subject\""
        : "\"cost_centre\":\"c" + centres % 5 + "\",\"subject\"";
  }
}
