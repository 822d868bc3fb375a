package dev.saldo.store.account;

import dev.saldo.core.account.Effect;
import dev.saldo.core.limit.Resource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What becomes of resources in a batch: new rows, rows given back, and grace that was given.
final class ResourceChanges {
  private static final String GIVE_GRACE =
      """
      INSERT INTO resource_grace (workspace_id, customer_id, given_at, until)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (workspace_id, customer_id, given_at) DO UPDATE SET until = excluded.until
      """;

  private final Map<UUID, ResourceRows.Placed> claimed = new LinkedHashMap<>();
  private final Map<UUID, ResourceRows.Placed> returned = new LinkedHashMap<>();
  private final List<Grace> graces = new ArrayList<>(0);

  private record Grace(UUID customer, Effect.GraceGiven given) {}

  void claimed(UUID customer, Resource resource) {
    claimed.put(resource.id(), new ResourceRows.Placed(customer, resource));
  }

  /// One that was claimed in the same batch is put in as it ends.
  void returned(UUID customer, Resource resource) {
    var rows = claimed.containsKey(resource.id()) ? claimed : returned;
    rows.put(resource.id(), new ResourceRows.Placed(customer, resource));
  }

  void tolerated(UUID customer, Effect.GraceGiven given) {
    graces.add(new Grace(customer, given));
  }

  /// What is given back goes first: what is claimed may have its reference.
  void write(Connection connection, long workspace) throws SQLException {
    ResourceRows.giveBack(connection, workspace, returned.values());
    ResourceRows.insert(connection, workspace, claimed.values());
    for (var grace : graces) {
      Statements.change(
          connection,
          GIVE_GRACE,
          1,
          workspace,
          grace.customer(),
          Times.sql(grace.given().from()),
          Times.sql(grace.given().until()));
    }
  }
}
