package dev.saldo.store.migration;

import dev.saldo.store.migration.Whom.Place;
import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds the customers that a migration is about, a slice at a time.
public final class Candidates {
  private static final String COLUMNS =
      """
      SELECT a.id, c.external_id, c.name, a.catalog, a.catalog_version, a.plan,
             coalesce(a.subscription ->> 'status' IN ('trialing', 'active'), false)
        FROM account a JOIN customer c ON c.workspace_id = a.workspace_id AND c.id = a.id
       WHERE a.workspace_id = ?
      """;

  private static final String COUNTED = "SELECT count(*) FROM account a WHERE a.workspace_id = ?";

  // Who has ended isn't on any plan; who has paused goes on with the plan some day.
  private static final String OF_VERSIONS =
      """
       AND a.catalog = ? AND a.catalog_version BETWEEN ? AND ?
       AND (a.catalog_version, a.id) > (?, ?)
       AND (NOT a.term_ended OR a.subscription ->> 'status' = 'paused')
      """;

  private static final String NAMED = " AND a.id = ANY (?::uuid[]) AND a.id > ?";

  // In the words of its index.
  private static final String ARRANGED_BY =
      " AND a.subscription -> 'arranged' ->> 'migration' = ? AND a.id > ?";

  private final Transactions transactions;

  public Candidates(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The next of them, in the order of their versions and ids, or of their ids where they are
  /// named.
  public List<Candidate> page(long workspace, Whom whom, Place after, int most) {
    return transactions.inWorkspace(
        workspace, statements -> page(statements, workspace, whom, after, most));
  }

  static List<Candidate> page(
      Statements statements, long workspace, Whom whom, Place after, int most) throws SQLException {
    return whom.customers().isPresent()
        ? statements.list(
            COLUMNS + NAMED + " ORDER BY a.id LIMIT ?",
            Candidates::read,
            workspace,
            whom.customers().get(),
            after.customer(),
            most)
        : statements.list(
            COLUMNS + OF_VERSIONS + " ORDER BY a.catalog_version, a.id LIMIT ?",
            Candidates::read,
            workspace,
            whom.catalog(),
            whom.versionMin(),
            whom.versionMax(),
            after.version(),
            after.customer(),
            most);
  }

  /// For whom a migration has arranged what hasn't happened yet, in the order of their ids.
  static List<Candidate> arrangedBy(
      Statements statements, long workspace, UUID migration, UUID after, int most)
      throws SQLException {
    return statements.list(
        COLUMNS + ARRANGED_BY + " ORDER BY a.id LIMIT ?",
        Candidates::read,
        workspace,
        migration.toString(),
        after,
        most);
  }

  /// How many there are, counted up to a bound.
  static long arranged(Statements statements, long workspace, UUID migration, UUID after, long most)
      throws SQLException {
    return statements
        .first(
            "SELECT count(*) FROM (SELECT 1 FROM account a WHERE a.workspace_id = ?"
                + ARRANGED_BY
                + " LIMIT ?) AS waiting",
            row -> row.number(1),
            workspace,
            migration.toString(),
            after,
            most)
        .orElse(0L);
  }

  /// How many come after a place.
  static long count(Statements statements, long workspace, Whom whom, Place after)
      throws SQLException {
    var found =
        whom.customers().isPresent()
            ? statements.first(
                COUNTED + NAMED,
                row -> row.number(1),
                workspace,
                whom.customers().get(),
                after.customer())
            : statements.first(
                COUNTED + OF_VERSIONS,
                row -> row.number(1),
                workspace,
                whom.catalog(),
                whom.versionMin(),
                whom.versionMax(),
                after.version(),
                after.customer());
    return found.orElse(0L);
  }

  /// These customers, as they are now.
  public List<Candidate> these(long workspace, Collection<UUID> customers) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS + " AND a.id = ANY (?::uuid[]) ORDER BY a.id",
                Candidates::read,
                workspace,
                customers));
  }

  static Optional<Candidate.On> on(Row row, int column) throws SQLException {
    var catalog = row.textIfAny(column);
    return catalog.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Candidate.On(catalog.get(), row.integer(column + 1), row.text(column + 2)));
  }

  private static Candidate read(Row row) throws SQLException {
    return new Candidate(row.uuid(1), row.text(2), row.text(3), on(row, 4), row.flag(7));
  }
}
