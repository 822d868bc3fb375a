package dev.saldo.store.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One row of an answer, its columns counted from 1. A column that may be null is asked for by
/// `…IfAny`.
public final class Row {
  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  public String text(int column) throws SQLException {
    return needed(column, textIfAny(column));
  }

  public Optional<String> textIfAny(int column) throws SQLException {
    return Optional.ofNullable(rows.getString(column));
  }

  public List<String> texts(int column) throws SQLException {
    Array array = rows.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  public UUID uuid(int column) throws SQLException {
    return needed(column, uuidIfAny(column));
  }

  public Optional<UUID> uuidIfAny(int column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, UUID.class));
  }

  public Optional<List<UUID>> uuidsIfAny(int column) throws SQLException {
    Array array = rows.getArray(column);
    return array == null ? Optional.empty() : Optional.of(List.of((UUID[]) array.getArray()));
  }

  public Instant instant(int column) throws SQLException {
    return needed(column, instantIfAny(column));
  }

  public Optional<Instant> instantIfAny(int column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /// A decimal without trailing zeros.
  public Optional<BigDecimal> decimalIfAny(int column) throws SQLException {
    return Optional.ofNullable(rows.getBigDecimal(column)).map(BigDecimal::stripTrailingZeros);
  }

  public byte[] bytes(int column) throws SQLException {
    return needed(column, Optional.ofNullable(rows.getBytes(column)));
  }

  public long number(int column) throws SQLException {
    return rows.getLong(column);
  }

  public int integer(int column) throws SQLException {
    return rows.getInt(column);
  }

  public boolean flag(int column) throws SQLException {
    return rows.getBoolean(column);
  }

  private static <T> T needed(int column, Optional<T> value) {
    return value.orElseThrow(() -> new IllegalStateException("column " + column + " is null"));
  }
}
