package dev.saldo.store.account;

import dev.saldo.core.limit.Resource;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// Rows of `resource`.
final class ResourceRows {
  private static final String COLUMNS =
      "SELECT r.customer_id, r.id, r.name, r.reference, r.claimed_at, r.returned_at";

  static final String CLAIMED =
      COLUMNS
          + """

            FROM unnest(?, ?, ?) AS c (customer_id, name, reference),
                 LATERAL (SELECT * FROM resource
                           WHERE workspace_id = ? AND customer_id = c.customer_id
                             AND name = c.name AND reference = c.reference
                             AND returned_at IS NULL OFFSET 0) AS r
          """;

  static final String NAMED =
      COLUMNS
          + """

            FROM unnest(?, ?) AS c (customer_id, id),
                 LATERAL (SELECT * FROM resource
                           WHERE workspace_id = ? AND customer_id = c.customer_id AND id = c.id
                          OFFSET 0) AS r
          """;

  private static final String INSERT =
      """
      INSERT INTO resource (workspace_id, customer_id, id, name, reference, claimed_at, returned_at)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  // A resource is given back once.
  static final String RETURN =
      """
      UPDATE resource r SET returned_at = u.returned_at
        FROM unnest(?, ?, ?) AS u (customer_id, id, returned_at),
             LATERAL (SELECT ctid AS place FROM resource
                       WHERE workspace_id = ? AND customer_id = u.customer_id AND id = u.id
                      OFFSET 0) AS o
       WHERE r.ctid = o.place AND r.returned_at IS NULL
      """;

  private ResourceRows() {}

  /// A resource of a customer.
  record Placed(UUID customer, Resource resource) {}

  static void load(Connection connection, long workspace, Gathered gathered) throws SQLException {
    loadClaimed(connection, workspace, gathered);
    loadNamed(connection, workspace, gathered);
  }

  private static void loadClaimed(Connection connection, long workspace, Gathered gathered)
      throws SQLException {
    var customers = BinaryArray.uuids(4);
    var names = BinaryArray.texts(4);
    var references = BinaryArray.texts(4);
    for (var gathering : gathered.all()) {
      for (var named : gathering.wanted.resources().named()) {
        customers.add(gathering.locked.customer());
        names.add(named.name());
        references.add(named.reference());
      }
    }
    if (customers.count() > 0) {
      Statements.query(
          connection, CLAIMED, row -> add(row, gathered), customers, names, references, workspace);
    }
  }

  private static void loadNamed(Connection connection, long workspace, Gathered gathered)
      throws SQLException {
    var customers = BinaryArray.uuids(4);
    var ids = BinaryArray.uuids(4);
    for (var gathering : gathered.all()) {
      for (var id : gathering.wanted.resources().ids()) {
        customers.add(gathering.locked.customer());
        ids.add(id);
      }
    }
    if (customers.count() > 0) {
      Statements.query(connection, NAMED, row -> add(row, gathered), customers, ids, workspace);
    }
  }

  private static void add(Row row, Gathered gathered) throws SQLException {
    var gathering = gathered.of(row.uuid());
    var id = row.uuid();
    gathering.resources.put(
        id, new Resource(id, row.text(), row.text(), row.instant(), row.instantIfAny()));
  }

  static void insert(Connection connection, long workspace, Collection<Placed> claimed)
      throws SQLException {
    var rows = claimed.size();
    if (rows == 0) {
      return;
    }
    var customers = BinaryArray.uuids(rows);
    var ids = BinaryArray.uuids(rows);
    var names = BinaryArray.texts(rows);
    var references = BinaryArray.texts(rows);
    var claimedAts = BinaryArray.instants(rows);
    var returnedAts = BinaryArray.instants(rows);
    for (var placed : claimed) {
      customers.add(placed.customer());
      ids.add(placed.resource().id());
      names.add(placed.resource().name());
      references.add(placed.resource().reference());
      claimedAts.add(placed.resource().claimedAt());
      returnedAts.addInstant(placed.resource().returnedAt());
    }
    Statements.change(
        connection,
        INSERT,
        rows,
        workspace,
        customers,
        ids,
        names,
        references,
        claimedAts,
        returnedAts);
  }

  static void giveBack(Connection connection, long workspace, Collection<Placed> returned)
      throws SQLException {
    var rows = returned.size();
    if (rows == 0) {
      return;
    }
    var customers = BinaryArray.uuids(rows);
    var ids = BinaryArray.uuids(rows);
    var returnedAts = BinaryArray.instants(rows);
    for (var placed : returned) {
      customers.add(placed.customer());
      ids.add(placed.resource().id());
      returnedAts.addInstant(placed.resource().returnedAt());
    }
    Statements.change(connection, RETURN, rows, customers, ids, returnedAts, workspace);
  }
}
