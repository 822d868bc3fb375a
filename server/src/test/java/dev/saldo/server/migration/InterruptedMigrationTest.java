package dev.saldo.server.migration;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.Migrations;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A migration that is stopped anywhere is gone on with, and counts and moves each customer once.
class InterruptedMigrationTest {
  private static final String CATALOG =
      """
      catalog: fleet
      currency: EUR
      plans:
        basic: {title: Basic, price: "%s"}
        gone%s: {title: Gone, price: "5"}
      """;

  private static List<String> customers(Fleet fleet, int count) {
    fleet.node.publish(CATALOG.formatted("20", ""));
    var customers = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      customers.add(fleet.on("fleet", i % 4 == 3 ? "gone" : "basic", ""));
    }
    fleet.node.publish(CATALOG.formatted("30", "_away"));
    return customers;
  }

  private static UUID uuid(IdKind kind, String id) {
    return PublicId.parse(kind, id).orElseThrow();
  }

  /// As if the node was killed: a slice is taken, some of it is moved, and nothing is noted.
  @Test
  void aSliceThatWasBegunIsTakenAgain() {
    try (var fleet = new Fleet()) {
      var customers = customers(fleet, 8);
      var node = fleet.node;
      var path = "/v1/catalogs/fleet/migrations";
      var id = expect(node.post(path, "{\"from\":1,\"to\":2}"), 202).text("id");
      var migration = uuid(IdKind.MIGRATION, id);
      var transactions = new Transactions(node.wiring().storage().database().reads());
      var taken =
          new Migrations(transactions)
              .take(node.testWorkspace(), migration, 5, Instant.EPOCH)
              .orElseThrow();
      assertThat(taken.customers()).hasSize(5);
      for (var one :
          new Candidates(transactions)
              .these(node.testWorkspace(), taken.customers().subList(0, 3))) {
        var command = Moves.of(taken.migration(), one);
        node.wiring().engine().submit(node.testWorkspace(), one.customer(), command).join();
      }
      assertThat(fleet.state("fleet", id).text("left")).isEqualTo("8");

      node.wiring().migrations().run();
      finished(fleet, id, customers);
    }
  }

  /// A customer that isn't there any more is neither moved nor stands in anybody's way.
  @Test
  void whoIsGoneIsCountedAsNotMoved() throws SQLException {
    try (var fleet = new Fleet()) {
      customers(fleet, 8);
      var path = "/v1/catalogs/fleet/migrations";
      var id = expect(fleet.node.post(path, "{\"from\":1,\"to\":2}"), 202).text("id");
      var migration = uuid(IdKind.MIGRATION, id);
      new Migrations(new Transactions(fleet.node.wiring().storage().database().reads()))
          .take(fleet.node.testWorkspace(), migration, 5, Instant.EPOCH);
      fleet.putGone(migration, 2);
      fleet.node.wiring().migrations().run();
      var done = fleet.state("fleet", id);
      assertThat(done.text("status")).isEqualTo("done");
      assertThat(done.text("moved")).isEqualTo("6");
      assertThat(done.text("refused")).isEqualTo("4");
      assertThat(Fleet.items(expect(fleet.node.get(path + "/" + id + "/refusals"), 200), "data"))
          .hasSize(2);
    }
  }

  @Test
  void twoNodesAtOnceMoveEachCustomerOnce() {
    try (var fleet = new Fleet();
        var second = fleet.node.secondNode()) {
      var customers = customers(fleet, 40);
      var path = "/v1/catalogs/fleet/migrations";
      var id = expect(fleet.node.post(path, "{\"from\":1,\"to\":2}"), 202).text("id");
      var other = CompletableFuture.runAsync(second.migrations()::run);
      fleet.node.wiring().migrations().run();
      other.join();
      finished(fleet, id, customers);
    }
  }

  private static void finished(Fleet fleet, String id, List<String> customers) {
    var gone = customers.size() / 4;
    var done = fleet.state("fleet", id);
    assertThat(done.text("status")).isEqualTo("done");
    assertThat(done.text("moved")).isEqualTo(Integer.toString(customers.size() - gone));
    assertThat(done.text("refused")).isEqualTo(Integer.toString(gone));
    assertThat(done.text("left")).isEqualTo("0");
    var refusals = "/v1/catalogs/fleet/migrations/" + id + "/refusals";
    assertThat(Fleet.items(expect(fleet.node.get(refusals), 200), "data")).hasSize(gone);
    var plans = new HashSet<String>();
    for (var i = 0; i < customers.size(); i++) {
      plans.add(fleet.plan(customers.get(i)));
      var once = i % 4 == 3 ? List.of("5.00") : List.of("20.00", "10.00");
      assertThat(fleet.invoiced(customers.get(i), "2039-01-01T00:00:01Z")).isEqualTo(once);
    }
    assertThat(plans).containsExactlyInAnyOrder("basic@2", "gone@1");
  }
}
