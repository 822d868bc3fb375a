package dev.saldo.server.act;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables of a node's test workspace, past the program.
public record Tables(DatabaseAccess access, long workspace) {
  /// A connection of the application that sees the test workspace.
  public Connection application() throws SQLException {
    return connect(access.application());
  }

  /// A connection of the tables' owner that sees the test workspace.
  public Connection owner() throws SQLException {
    return connect(access.owner());
  }

  private Connection connect(DatabaseUrl url) throws SQLException {
    var connection = DriverManager.getConnection(url.toJdbc(), url.properties());
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo; SET saldo.workspace = '" + workspace + "'");
    }
    return connection;
  }

  /// The rows that a query finds, as the owner of the tables sees them: columns are apart by `|`.
  public List<String> rows(String sql) {
    try (var connection = owner();
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (found.next()) {
        var row = new ArrayList<String>();
        for (var column = 1; column <= found.getMetaData().getColumnCount(); column++) {
          row.add(String.valueOf(found.getString(column)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
