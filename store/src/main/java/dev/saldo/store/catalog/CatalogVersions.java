package dev.saldo.store.catalog;

import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.StoreException;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The rows of `catalog_version`.
public final class CatalogVersions {
  private static final int ATTEMPTS_MAX = 5;

  private static final String COLUMNS =
      """
      SELECT name, version, text, encode(digest, 'hex'), published_by, published_at
        FROM catalog_version c WHERE workspace_id = ?
      """;

  private static final String IS_LATEST =
      """
       AND version = (SELECT max(version) FROM catalog_version l
                       WHERE l.workspace_id = c.workspace_id AND l.name = c.name)
      """;

  private final Transactions transactions;

  public CatalogVersions(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What is to be published.
  public record Text(String name, String text, String digest, String publishedBy, Instant at) {}

  /// What came of publishing.
  ///
  /// @param fresh whether it is a new version; else the text was the current version already
  public record Published(CatalogVersion version, boolean fresh) {}

  /// Publishes the next version, unless the text is the current version's.
  public Published publish(long workspace, Text text) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.inWorkspace(
            workspace, statements -> publish(statements, workspace, text));
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.DUPLICATE || attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private static Published publish(Statements statements, long workspace, Text text)
      throws SQLException {
    Optional<CatalogVersion> current = latest(statements, workspace, text.name());
    if (current.isPresent() && current.get().digest().equals(text.digest())) {
      return new Published(current.get(), false);
    }
    int next = current.map(CatalogVersion::version).orElse(0) + 1;
    statements.change(
        """
        INSERT INTO catalog_version (workspace_id, name, version, text, digest, published_by,
          published_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        workspace,
        text.name(),
        next,
        text.text(),
        HexFormat.of().parseHex(text.digest()),
        text.publishedBy(),
        text.at());
    return new Published(
        new CatalogVersion(
            text.name(), next, text.text(), text.digest(), text.publishedBy(), text.at()),
        true);
  }

  private static Optional<CatalogVersion> latest(Statements statements, long workspace, String name)
      throws SQLException {
    return statements.first(
        COLUMNS + " AND name = ?" + IS_LATEST, CatalogVersions::read, workspace, name);
  }

  public Optional<CatalogVersion> latest(long workspace, String name) {
    return transactions.inWorkspace(workspace, statements -> latest(statements, workspace, name));
  }

  public Optional<CatalogVersion> find(long workspace, String name, int version) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                COLUMNS + " AND name = ? AND version = ?",
                CatalogVersions::read,
                workspace,
                name,
                version));
  }

  /// The current version of each catalog, by name.
  ///
  /// @param after only those whose names come after this
  public List<CatalogVersion> list(long workspace, String after, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS + " AND name > ?" + IS_LATEST + " ORDER BY name LIMIT ?",
                CatalogVersions::read,
                workspace,
                after,
                most));
  }

  /// The versions of one catalog, the newest first.
  public List<CatalogVersion> versions(long workspace, String name, int before, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS + " AND name = ? AND version < ? ORDER BY version DESC LIMIT ?",
                CatalogVersions::read,
                workspace,
                name,
                before,
                most));
  }

  private static CatalogVersion read(Row row) throws SQLException {
    return new CatalogVersion(
        row.text(1), row.integer(2), row.text(3), row.text(4), row.text(5), row.instant(6));
  }
}
