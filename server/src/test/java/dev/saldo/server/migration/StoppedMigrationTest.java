package dev.saldo.server.migration;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.migration.Fleet.MIDDLE;
import static dev.saldo.server.migration.Fleet.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.Migrations;
import dev.saldo.store.sql.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A migration that is stopped moves nobody more and takes back what it arranged: what has happened
/// stays, and what customers or other migrations arranged since is left alone.
class StoppedMigrationTest {
  private static final String CATALOG =
      """
      catalog: %s
      currency: EUR
      billing: {from: calendar, zone: utc}
      plans:
        basic: {title: Basic, price: "%s"}
        more: {title: More, price: "90"}
      """;

  private static final String LATER = "{\"from\":1,\"to\":2,\"when\":\"period_end\"}";
  private static final String AFTER = "2039-02-01T00:00:01Z";

  private static Fleet fleet;
  private static Node node;

  @BeforeAll
  static void start() {
    fleet = new Fleet();
    node = fleet.node;
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static List<String> customers(String catalog, int count) {
    node.publish(CATALOG.formatted(catalog, "20"));
    var customers = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      customers.add(fleet.on(catalog, "basic", ""));
    }
    node.publish(CATALOG.formatted(catalog, "30"));
    return customers;
  }

  private static String path(String catalog, String id) {
    return "/v1/catalogs/" + catalog + "/migrations/" + id;
  }

  private static Node.Answer stop(String catalog, String id) {
    return node.post(path(catalog, id) + "/stop", "{}");
  }

  private static Node.Answer stopped(String catalog, String id) {
    expect(stop(catalog, id), 202);
    node.wiring().migrations().run();
    return fleet.state(catalog, id);
  }

  private static void change(String customer, String action, String body) {
    var path = "/v1/subscriptions/" + fleet.subscription(customer) + "/" + action;
    expect(node.post(path, body), 200);
  }

  @Test
  void whatItArrangedIsTakenBackAndNothingElse() {
    var all = customers("taken", 5);
    var ahead = all.get(1);
    var leaving = all.get(2);
    var other = all.get(3);
    var own = all.get(4);
    var id = fleet.migrate("taken", LATER).text("id");
    fleet.advance(ahead, AFTER);
    change(leaving, "cancel", "{}");
    change(own, "change", "{\"plan\":\"more\",\"when\":\"period_end\"}");
    node.publish(CATALOG.formatted("taken", "40"));
    var instead =
        "{\"from\":1,\"to\":3,\"when\":\"period_end\",\"customers\":[\"%s\"]}".formatted(other);
    var preview = expect(fleet.preview("taken", instead), 200);
    assertThat(row(preview, other).text("replaces")).isEqualTo(id);
    fleet.migrate("taken", instead);

    var state = fleet.state("taken", id);
    assertThat(state.text("status")).isEqualTo("done");
    assertThat(state.text("arranged")).isEqualTo("1");
    assertThat(state.text("taken_back")).isEqualTo("0");
    var asked = expect(stop("taken", id), 202);
    assertThat(asked.text("status") + asked.text("left")).isEqualTo("stopping1");
    assertThat(asked.text("stopped_by")).isNotEmpty();
    node.wiring().migrations().run();
    var done = fleet.state("taken", id);
    assertThat(done.text("status")).isEqualTo("stopped");
    assertThat(done.text("moved")).isEqualTo("5");
    assertThat(done.text("taken_back")).isEqualTo("1");
    assertThat(done.text("left") + done.text("arranged")).isEqualTo("00");

    for (var customer : all) {
      fleet.advance(customer, AFTER);
    }
    assertThat(fleet.plan(all.getFirst())).isEqualTo("basic@1");
    assertThat(fleet.plan(ahead)).isEqualTo("basic@2");
    assertThat(fleet.plan(other)).isEqualTo("basic@3");
    assertThat(fleet.plan(own)).isEqualTo("more@2");
    assertThat(expect(node.get("/v1/subscriptions?customer=" + leaving), 200).text("data/0/status"))
        .isEqualTo("ended");
    assertThat(fleet.invoiced(all.getFirst(), "2039-02-02T00:00:01Z"))
        .containsExactly("20.00", "20.00");
  }

  @Test
  void whatAMigrationArrangedIsShown() {
    var customer = customers("shown", 1).getFirst();
    var id = fleet.migrate("shown", LATER).text("id");
    var shown = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    assertThat(shown.text("data/0/at_period_end/migration")).isEqualTo(id);
    assertThat(shown.text("data/0/at_period_end/catalog")).isEqualTo("shown@2");
  }

  @Test
  void aRunningOneMovesNobodyMore() {
    var all = customers("running", 5);
    var begun = node.post("/v1/catalogs/running/migrations", "{\"from\":1,\"to\":2}");
    var id = expect(begun, 202).text("id");
    var done = stopped("running", id);
    assertThat(done.text("status")).isEqualTo("stopped");
    assertThat(done.text("moved") + done.text("taken_back") + done.text("left")).isEqualTo("000");
    for (var customer : all) {
      assertThat(fleet.plan(customer)).isEqualTo("basic@1");
    }
    fleet.migrate("running", "{\"from\":1,\"to\":2}");
    assertThat(fleet.plan(all.getFirst())).isEqualTo("basic@2");
  }

  /// The node is killed with a slice half moved, and is stopped after that: the slice is finished,
  /// counted, and taken back, by whichever nodes are there.
  @Test
  void aSliceAtHandIsFinishedAndTakenBack() {
    var all = customers("half", 12);
    var begun = node.post("/v1/catalogs/half/migrations", LATER);
    var id = expect(begun, 202).text("id");
    var migration = PublicId.parse(IdKind.MIGRATION, id).orElseThrow();
    var transactions = new Transactions(node.wiring().storage().database().reads());
    var taken = take(transactions, migration, 6);
    for (var one :
        new Candidates(transactions).these(node.testWorkspace(), taken.customers().subList(0, 3))) {
      var command = Moves.of(taken.migration(), one);
      node.wiring().engine().submit(node.testWorkspace(), one.customer(), command).join();
    }
    expect(stop("half", id), 202);
    try (var second = node.secondNode()) {
      var other = CompletableFuture.runAsync(second.migrations()::run);
      node.wiring().migrations().run();
      other.join();
    }
    var done = fleet.state("half", id);
    assertThat(done.text("status")).isEqualTo("stopped");
    assertThat(done.text("moved")).isEqualTo("6");
    assertThat(done.text("taken_back")).isEqualTo("6");
    for (var customer : all) {
      fleet.advance(customer, AFTER);
      assertThat(fleet.plan(customer)).isEqualTo("basic@1");
    }
  }

  /// The same in the middle of taking back.
  @Test
  void aSliceThatIsBeingTakenBackIsTakenAgain() {
    var all = customers("again", 8);
    var id = fleet.migrate("again", LATER).text("id");
    var migration = PublicId.parse(IdKind.MIGRATION, id).orElseThrow();
    expect(stop("again", id), 202);
    var transactions = new Transactions(node.wiring().storage().database().reads());
    var taken = take(transactions, migration, 5);
    assertThat(taken.isBack()).isTrue();
    for (var one : taken.customers().subList(0, 2)) {
      node.wiring().engine().submit(node.testWorkspace(), one, Moves.back(migration, one)).join();
    }
    node.wiring().migrations().run();
    var done = fleet.state("again", id);
    assertThat(done.text("status") + done.text("taken_back")).isEqualTo("stopped8");
    for (var customer : all) {
      assertThat(
              expect(node.get("/v1/subscriptions?customer=" + customer), 200)
                  .text("data/0/at_period_end"))
          .isEmpty();
    }
  }

  private static Migrations.Slice take(Transactions transactions, UUID migration, int most) {
    return new Migrations(transactions)
        .take(node.testWorkspace(), migration, most, Instant.EPOCH)
        .orElseThrow();
  }

  @Test
  void stoppingTwiceIsStoppingOnceAndWhoWasMovedIsMovedBackByTheOtherDoor() {
    var customer = customers("twice", 1).getFirst();
    var id = fleet.migrate("twice", LATER).text("id");
    assertThat(stopped("twice", id).text("taken_back")).isEqualTo("1");
    assertThat(expect(stop("twice", id), 202).text("status")).isEqualTo("stopped");
    assertThat(stopped("twice", id).text("taken_back")).isEqualTo("1");
    fleet.advance(customer, MIDDLE);
    var now = fleet.migrate("twice", "{\"from\":1,\"to\":2}").text("id");
    var refused = expect(stop("twice", now), 409);
    assertThat(refused.code()).isEqualTo("invalid_state");
    assertThat(fleet.plan(customer)).isEqualTo("basic@2");
  }

  @Test
  void onlyItsOwnCatalogsMigrationIsFound() {
    customers("mine", 1);
    customers("yours", 1);
    var id = fleet.migrate("mine", LATER).text("id");
    expect(stop("yours", id), 404);
    expect(node.post(node.other, path("mine", id) + "/stop", "{}"), 404);
    expect(stop("mine", "mig_1"), 404);
  }
}
