package dev.saldo.store.access;

import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The rows of `workspace`, and what all nodes share.
public final class Workspaces {
  private final Transactions transactions;

  public Workspaces(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Begins a workspace in both modes, unless there is one of that name.
  ///
  /// @return both rows of it, the live one first
  public List<Workspace> begin(String name, UUID liveId, UUID testId, Instant now) {
    return transactions.run(statements -> {
      statements.list(
          "SELECT begin_workspace(?, ?, ?, ?)::text", row -> "", name, liveId, testId, now);
      return statements.list(
          "SELECT * FROM all_workspaces() WHERE name = ? ORDER BY mode", Workspaces::read, name);
    });
  }

  /// All workspaces, each in both modes.
  public List<Workspace> all() {
    return transactions.run(
        statements -> statements.list("SELECT * FROM all_workspaces()", Workspaces::read));
  }

  /// A secret that all nodes share; the first that asks gives it.
  public byte[] nodeSecret(String name, byte[] proposed) {
    return transactions.run(statements -> {
      statements.change(
          "INSERT INTO node_secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
          name,
          proposed);
      return statements
          .first("SELECT value FROM node_secret WHERE name = ?", row -> row.bytes(1), name)
          .orElseThrow();
    });
  }

  private static Workspace read(Row row) throws SQLException {
    return new Workspace(
        row.number(1), row.uuid(2), row.text(3), row.text(4).equals("live"), row.flag(5));
  }
}
