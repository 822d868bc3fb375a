package dev.saldo.store.migration;

import dev.saldo.store.migration.Whom.Place;
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

  /// How many customers it hasn't come to yet, of those that it moves or takes back.
  public long left(long workspace, Migration migration) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          var found = stored(statements, workspace, migration.id());
          return found.isEmpty() ? 0L : left(statements, workspace, found.get());
        });
  }

  private static long left(Statements statements, long workspace, StoredMigration stored)
      throws SQLException {
    var migration = stored.migration();
    return switch (migration.status()) {
      case RUNNING -> {
        var whom = migration.terms().whom();
        yield stored.slice().size() + Candidates.count(statements, workspace, whom, stored.after());
      }
      case STOPPING -> {
        var after = stored.after().customer();
        var left =
            Candidates.arranged(statements, workspace, migration.id(), after, Long.MAX_VALUE);
        yield stored.slice().size() + left;
      }
      case DONE, STOPPED -> 0;
    };
  }

  /// For how many customers what it arranged hasn't happened yet.
  ///
  /// @param most how far they are counted
  public long arranged(long workspace, UUID id, long most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            Candidates.arranged(statements, workspace, id, Place.BEGINNING.customer(), most));
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

  /// The customers that are at work now.
  ///
  /// @param customers none when all have been
  /// @param isBack whether what is arranged for them is taken back, instead of moving them
  public record Slice(Migration migration, List<UUID> customers, boolean isBack) {}

  /// Takes the next slice, or again the one that was taken and not finished; ends the migration
  /// where there is none.
  ///
  /// @return empty for one that has ended
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
      return new Slice(migration, stored.slice(), stored.isBack());
    }
    var isBack = migration.status() == Migration.Status.STOPPING;
    var next =
        isBack
            ? Candidates.arrangedBy(
                statements, workspace, migration.id(), stored.after().customer(), most)
            : Candidates.page(
                statements, workspace, migration.terms().whom(), stored.after(), most);
    var customers = next.stream().map(Candidate::customer).toList();
    if (customers.isEmpty()) {
      end(statements, workspace, migration, now);
    } else {
      var last = next.getLast().place();
      statements.change(
          """
          UPDATE catalog_migration
             SET slice = ?::uuid[], slice_back = ?, after_version = ?, after_customer = ?
           WHERE workspace_id = ? AND id = ?
          """,
          customers,
          isBack,
          last.version(),
          last.customer(),
          workspace,
          migration.id());
    }
    return new Slice(migration, customers, isBack);
  }

  private static void end(Statements statements, long workspace, Migration migration, Instant now)
      throws SQLException {
    var ended =
        migration.status() == Migration.Status.STOPPING
            ? Migration.Status.STOPPED
            : Migration.Status.DONE;
    statements.change(
        "UPDATE catalog_migration SET status = ?, ended_at = ? WHERE workspace_id = ? AND id = ?",
        ended.word(),
        now,
        workspace,
        migration.id());
  }

  /// What became of a slice.
  ///
  /// @param did for how many customers what was to be done was done
  /// @param refused who couldn't be moved
  /// @param gone how many aren't there any more
  public record Done(long did, List<MigrationRefusals.Refused> refused, long gone) {}

  /// Takes note of what became of a slice; what was noted before stays as it was.
  public void finish(long workspace, Slice slice, Done done, Instant now) {
    transactions.inWorkspace(
        workspace,
        statements -> {
          var id = slice.migration().id();
          var stored = locked(statements, workspace, id);
          var isThat =
              stored.filter(
                  one -> one.isBack() == slice.isBack() && one.slice().equals(slice.customers()));
          if (isThat.isEmpty()) {
            return 0;
          }
          MigrationRefusals.add(statements, workspace, id, done.refused(), now);
          return statements.change(
              """
              UPDATE catalog_migration
                 SET moved = moved + ?, refused = refused + ?, taken_back = taken_back + ?,
                     slice = '{}', slice_back = false
               WHERE workspace_id = ? AND id = ?
              """,
              slice.isBack() ? 0L : done.did(),
              slice.isBack() ? 0L : done.refused().size() + done.gone(),
              slice.isBack() ? done.did() : 0L,
              workspace,
              id);
        });
  }

  /// What became of the wish to stop one.
  public sealed interface Stop {
    /// It is being stopped, or has been.
    record Stopping(Migration migration) implements Stop {}

    /// It is done, and had moved everybody at once: there is nothing to take back.
    record Done() implements Stop {}

    /// There is no such migration.
    record Unknown() implements Stop {}
  }

  /// Stops one: nobody more is moved, but for the slice at hand; what it arranged and hasn't
  /// happened yet is taken back. One that is being stopped or has been stays as it is, unless
  /// something is left that could be taken back.
  ///
  /// @param by the key that asks for it
  public Stop stop(long workspace, UUID id, String by) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          var found =
              statements.first(
                  COLUMNS + " AND id = ? FOR UPDATE", StoredMigration::of, workspace, id);
          if (found.isEmpty()) {
            return new Stop.Unknown();
          }
          var migration = found.get().migration();
          if (isStopped(statements, workspace, migration)) {
            return new Stop.Stopping(migration);
          }
          if (migration.status() == Migration.Status.DONE && !migration.terms().atPeriodEnd()) {
            return new Stop.Done();
          }
          statements.change(
              """
              UPDATE catalog_migration
                 SET status = 'stopping', stopped_by = ?, ended_at = NULL,
                     after_version = 0, after_customer = ?
               WHERE workspace_id = ? AND id = ?
              """,
              by,
              Place.BEGINNING.customer(),
              workspace,
              id);
          return new Stop.Stopping(stored(statements, workspace, id).orElseThrow().migration());
        });
  }

  private static boolean isStopped(Statements statements, long workspace, Migration migration)
      throws SQLException {
    return switch (migration.status()) {
      case RUNNING, DONE -> false;
      case STOPPING -> true;
      case STOPPED -> {
        var from = Place.BEGINNING.customer();
        yield Candidates.arranged(statements, workspace, migration.id(), from, 1) == 0;
      }
    };
  }

  private static Optional<StoredMigration> locked(Statements statements, long workspace, UUID id)
      throws SQLException {
    return statements.first(
        COLUMNS + " AND id = ? AND status IN ('running', 'stopping') FOR UPDATE",
        StoredMigration::of,
        workspace,
        id);
  }
}
