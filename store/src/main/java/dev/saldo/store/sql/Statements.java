package dev.saldo.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The statements of one transaction. Parameters may be texts, numbers, decimals, flags, ids,
/// instants, bytes, collections of texts or of ids, and optionals of all these.
public final class Statements {
  private final Connection connection;

  Statements(Connection connection) {
    this.connection = connection;
  }

  /// What a row is read as.
  @FunctionalInterface
  public interface Reader<T> {
    T of(Row row) throws SQLException;
  }

  public <T> List<T> list(String sql, Reader<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      Row row = new Row(rows);
      while (rows.next()) {
        all.add(reader.of(row));
      }
      return all;
    }
  }

  public <T> Optional<T> first(String sql, Reader<T> reader, Object... parameters)
      throws SQLException {
    List<T> all = list(sql, reader, parameters);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /// Changes rows.
  ///
  /// @return how many
  public int change(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        set(statement, i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private void set(PreparedStatement statement, int index, Object value) throws SQLException {
    switch (value) {
      case Optional<?> optional when optional.isEmpty() -> statement.setNull(index, Types.NULL);
      case Optional<?> optional -> set(statement, index, optional.orElseThrow());
      case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Collection<?> items -> {
        String type = items.stream().anyMatch(UUID.class::isInstance) ? "uuid" : "text";
        statement.setArray(index, connection.createArrayOf(type, items.toArray()));
      }
      default -> statement.setObject(index, value);
    }
  }
}
