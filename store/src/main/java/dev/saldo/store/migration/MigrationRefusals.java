package dev.saldo.store.migration;

import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The rows of `catalog_migration_refusal`: who couldn't be moved, and why.
public final class MigrationRefusals {
  private final Transactions transactions;

  public MigrationRefusals(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A customer that couldn't be moved.
  ///
  /// @param problem why, as a JSON object with the words of each language under its tag
  public record Refused(Candidate candidate, String problem) {}

  /// The refusals of a migration in the order of the customers' ids.
  public List<Refused> page(long workspace, UUID migration, UUID after, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                """
                SELECT r.customer_id, c.external_id, c.name, r.catalog, r.version, r.plan, r.problem
                  FROM catalog_migration_refusal r
                  JOIN customer c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id
                 WHERE r.workspace_id = ? AND r.migration_id = ? AND r.customer_id > ?
                 ORDER BY r.customer_id LIMIT ?
                """,
                row -> {
                  var on = Candidates.on(row, 4);
                  var candidate = new Candidate(row.uuid(1), row.text(2), row.text(3), on, false);
                  return new Refused(candidate, row.text(7));
                },
                workspace,
                migration,
                after,
                most));
  }

  /// A text for each column, since rows without a plan have none in three of them.
  static void add(
      Statements statements, long workspace, UUID migration, List<Refused> refused, Instant now)
      throws SQLException {
    var on = refused.stream().map(one -> one.candidate().on()).toList();
    statements.change(
        """
        INSERT INTO catalog_migration_refusal (workspace_id, migration_id, customer_id, catalog,
          version, plan, problem, refused_at)
        SELECT ?, ?, u.customer, nullif(u.catalog, ''), nullif(u.version, '')::int,
               nullif(u.plan, ''), u.problem::json, ?
          FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
            AS u (customer, catalog, version, plan, problem)
        ON CONFLICT DO NOTHING
        """,
        workspace,
        migration,
        now,
        refused.stream().map(one -> one.candidate().customer()).toList(),
        on.stream().map(one -> one.map(Candidate.On::catalog).orElse("")).toList(),
        on.stream()
            .map(one -> one.map(found -> Integer.toString(found.version())).orElse(""))
            .toList(),
        on.stream().map(one -> one.map(Candidate.On::plan).orElse("")).toList(),
        refused.stream().map(Refused::problem).toList());
  }
}
