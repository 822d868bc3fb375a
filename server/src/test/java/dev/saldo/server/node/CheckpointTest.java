package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.store.database.DatabaseAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Checkpoints follow each other, and show whoever changes what they were signed over.
class CheckpointTest {
  private final DatabaseAccess access = TestNode.freshDatabase();
  private TestNode node;
  private World world;
  private long workspace;

  @BeforeEach
  void start() {
    node = TestNode.start(access);
    world = new World(node, "books");
    workspace =
        node.wiring().workspaces().all().stream()
            .filter(one -> one.name().equals("books") && !one.live())
            .findFirst()
            .orElseThrow()
            .id();
    node.wiring().checkpoints().run();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private void charge() {
    var made = node.post(world.key, "/v1/charges", "{\"customer\":\"one\",\"action\":\"call\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
  }

  @Test
  void eachFollowsTheOneBeforeAndNoneIsTakenOfNothing() {
    assertThat(node.wiring().checkpoints().run()).isZero();
    charge();
    assertThat(node.wiring().checkpoints().run()).isEqualTo(1);
    assertThat(node.wiring().checkpoints().faults(workspace)).isEmpty();
  }

  @Test
  void anotherHeadShows() throws SQLException {
    asOwner("UPDATE checkpoint_head SET sequence = sequence + 1");
    assertThat(node.wiring().checkpoints().faults(workspace))
        .anyMatch(fault -> fault.contains("other heads"));
  }

  @Test
  void aCheckpointTakenAwayShows() throws SQLException {
    charge();
    node.wiring().checkpoints().run();
    asOwner("DELETE FROM checkpoint WHERE taken_at = (SELECT min(taken_at) FROM checkpoint)");
    assertThat(node.wiring().checkpoints().faults(workspace))
        .anyMatch(fault -> fault.contains("doesn't follow"));
  }

  @Test
  void aDigestPutRightByHandLacksItsSignature() throws SQLException {
    asOwner("UPDATE checkpoint SET digest = sha256('x'), signature = sha512('x')");
    assertThat(node.wiring().checkpoints().faults(workspace))
        .anyMatch(fault -> fault.contains("isn't signed"));
  }

  /// Does what whoever owns the tables could do.
  private void asOwner(String sql) throws SQLException {
    var owner = access.owner();
    try (var connection =
            DriverManager.getConnection(owner.toJdbc(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + workspace + "'");
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
