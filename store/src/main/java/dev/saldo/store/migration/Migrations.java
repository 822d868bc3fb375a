package dev.saldo.store.migration;

import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `catalog_migration`.
public final class Migrations {
  private static final String COLUMNS = StoredMigration.COLUMNS;

  private final Transactions transactions;

  public Migrations(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A request for one.
  ///
  /// @param digest of all that was asked, by which a repeat is told from another use of the key
  public record Asked(
      UUID id, Migration.Terms terms, String key, byte[] digest, String by, Instant at) {}

  /// What became of a request.
  public sealed interface Begun {
    /// It runs; a repeat gets the one that was begun.
    record Running(Migration migration, boolean repeated) implements Begun {}

    /// The key was used for another.
    record KeyReused() implements Begun {}
  }

  /// Begins one, unless a request with the same key did.
  public Begun begin(long workspace, Asked asked) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          var fresh = insert(statements, workspace, asked);
          var stored =
              statements
                  .first(
                      COLUMNS + " AND request_key = ?", StoredMigration::of, workspace, asked.key())
                  .orElseThrow();
          return Arrays.equals(stored.digest(), asked.digest())
              ? new Begun.Running(stored.migration(), fresh == 0)
              : new Begun.KeyReused();
        });
  }

  private static int insert(Statements statements, long workspace, Asked asked)
      throws SQLException {
    var terms = asked.terms();
    return statements.change(
        """
        INSERT INTO catalog_migration (workspace_id, id, catalog, from_version, to_version, plans,
          at_period_end, collect, grace_seconds, customers, status, request_key, request_digest,
          created_by, created_at)
        VALUES (?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?::uuid[], 'running', ?, ?, ?, ?)
        ON CONFLICT (workspace_id, request_key) DO NOTHING
        """,
        workspace,
        asked.id(),
        terms.whom().catalog(),
        terms.whom().version(),
        terms.to(),
        StoredMigration.plans(terms.plans()),
        terms.atPeriodEnd(),
        terms.collect(),
        terms.grace().map(Duration::toSeconds),
        terms.whom().customers(),
        asked.key(),
        asked.digest(),
        asked.by(),
        asked.at());
  }

  public Optional<Migration> find(long workspace, UUID id) {
    return transactions.inWorkspace(
        workspace, statements -> stored(statements, workspace, id).map(StoredMigration::migration));
  }

  private static Optional<StoredMigration> stored(Statements statements, long workspace, UUID id)
      throws SQLException {
    return statements.first(COLUMNS + " AND id = ?", StoredMigration::of, workspace, id);
  }

  /// Those of a catalog, the newest first.
  public List<Migration> list(long workspace, String catalog, Optional<UUID> before, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS
                    + " AND catalog = ?"
                    + " AND id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
                    + " ORDER BY id DESC LIMIT ?",
                row -> StoredMigration.of(row).migration(),
                workspace,
                catalog,
                before,
                most));
  }

  /// How many customers it hasn't come to yet.
  public long left(long workspace, Migration migration) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          var found = stored(statements, workspace, migration.id());
          if (found.filter(one -> !one.migration().isDone()).isEmpty()) {
            return 0L;
          }
          var whom = migration.terms().whom();
          var after = found.get().after();
          return found.get().slice().size() + Candidates.count(statements, workspace, whom, after);
        });
  }

  /// A migration that isn't done.
  public record Running(long workspace, UUID id) {}

  /// Those of all workspaces, the oldest first.
  public List<Running> running() {
    return transactions.run(statements ->
        statements.list(
            "SELECT workspace_id, id FROM running_migrations()",
            row -> new Running(row.number(1), row.uuid(2))));
  }

  /// The customers that are to be moved now.
  ///
  /// @param customers none when all have been
  public record Slice(Migration migration, List<UUID> customers) {}

  /// Takes the next slice, or again the one that was taken and not finished; ends the migration
  /// where there is none.
  ///
  /// @return empty for one that is done
  public Optional<Slice> take(long workspace, UUID id, int most, Instant now) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          var found = locked(statements, workspace, id);
          return found.isEmpty()
              ? Optional.empty()
              : Optional.of(next(statements, workspace, found.get(), most, now));
        });
  }

  private static Slice next(
      Statements statements, long workspace, StoredMigration stored, int most, Instant now)
      throws SQLException {
    var migration = stored.migration();
    if (!stored.slice().isEmpty()) {
      return new Slice(migration, stored.slice());
    }
    var whom = migration.terms().whom();
    var next = Candidates.page(statements, workspace, whom, stored.after(), most);
    var customers = next.stream().map(Candidate::customer).toList();
    if (customers.isEmpty()) {
      statements.change(
          """
          UPDATE catalog_migration SET status = 'done', ended_at = ?
           WHERE workspace_id = ? AND id = ?
          """,
          now,
          workspace,
          migration.id());
    } else {
      var last = next.getLast().place();
      statements.change(
          """
          UPDATE catalog_migration SET slice = ?::uuid[], after_version = ?, after_customer = ?
           WHERE workspace_id = ? AND id = ?
          """,
          customers,
          last.version(),
          last.customer(),
          workspace,
          migration.id());
    }
    return new Slice(migration, customers);
  }

  /// Takes note of what became of a slice; what was noted before stays as it was.
  public void finish(
      long workspace, Slice slice, List<MigrationRefusals.Refused> refused, Instant now) {
    transactions.inWorkspace(
        workspace,
        statements -> {
          var id = slice.migration().id();
          var stored = locked(statements, workspace, id);
          if (stored.filter(one -> one.slice().equals(slice.customers())).isEmpty()) {
            return 0;
          }
          MigrationRefusals.add(statements, workspace, id, refused, now);
          return statements.change(
              """
              UPDATE catalog_migration SET moved = moved + ?, refused = refused + ?, slice = '{}'
               WHERE workspace_id = ? AND id = ?
              """,
              (long) slice.customers().size() - refused.size(),
              (long) refused.size(),
              workspace,
              id);
        });
  }

  private static Optional<StoredMigration> locked(Statements statements, long workspace, UUID id)
      throws SQLException {
    return statements.first(
        COLUMNS + " AND id = ? AND status = 'running' FOR UPDATE",
        StoredMigration::of,
        workspace,
        id);
  }
}
