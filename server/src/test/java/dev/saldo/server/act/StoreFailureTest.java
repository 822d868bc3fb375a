package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What callers are told while the database has no room or is gone, and that nothing comes of it.
class StoreFailureTest {

  @Test
  void withoutRoomToWriteAChargeIs507AndTheSameKeyPassesLater() throws Exception {
    try (var node = new Node()) {
      var customer = node.customer("basic");
      var body = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
      owner(
          node,
          """
          CREATE FUNCTION saldo.no_room() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''no space left'' USING ERRCODE = ''53100''; END';
          CREATE TRIGGER no_room BEFORE INSERT ON saldo.command EXECUTE FUNCTION saldo.no_room();
          """);
      var full = expect(node.post(node.test, "/v1/charges", body, "full"), 507);
      assertThat(full.code()).isEqualTo("storage_full");
      assertThat(full.text("outcome")).isEqualTo("none");
      assertThat(full.header("retry-after")).isPresent();
      assertThat(node.available(customer)).isEqualTo("100");
      var event =
          "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"ping\",\"subject\":\"%s\"}"
              .formatted(customer);
      expect(node.post("/v1/events", event), 507);
      expect(node.post("/v1/events?atomic=true", "[" + event + "]"), 507);
      owner(node, "DROP TRIGGER no_room ON saldo.command");
      var passed = expect(node.post(node.test, "/v1/charges", body, "full"), 201);
      assertThat(passed.header("idempotent-replayed")).isEmpty();
      expect(node.post("/v1/events?atomic=true", "[" + event + "]"), 200);
      assertThat(node.available(customer)).isEqualTo("98");
    }
  }

  @Test
  void withoutDatabaseActsAre503WithTheirOutcomeAndOnlyReadinessFails() {
    try (var node = new Node()) {
      var customer = node.customer("basic");
      expect(node.get("/ready"), 200);
      node.stopDatabase();
      var event =
          "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"ping\",\"subject\":\"%s\"}"
              .formatted(customer);
      for (var answer :
          new Node.Answer[] {
            node.ping(customer), node.post("/v1/events?atomic=true", "[" + event + "]")
          }) {
        assertThat(expect(answer, 503).code()).isEqualTo("unavailable");
        assertThat(answer.text("outcome")).isIn("none", "unknown");
        assertThat(answer.header("retry-after")).isPresent();
        assertThat(answer.body()).doesNotContain("Exception", "SQL", "127.0.0.1");
      }
      expect(node.get("/v1/customers/" + customer + "/balance"), 503);
      expect(node.get("/ready"), 503);
      expect(node.get("/health"), 200);
    }
  }

  private static void owner(Node node, String sql) throws SQLException {
    var owner = node.wiring().storage().database().access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
