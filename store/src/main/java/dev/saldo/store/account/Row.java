package dev.saldo.store.account;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of an answer, read column by column from left to right.
final class Row {
  private final ResultSet rows;
  private int column;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  boolean bool() throws SQLException {
    return rows.getBoolean(++column);
  }

  int integer() throws SQLException {
    return rows.getInt(++column);
  }

  long number() throws SQLException {
    return rows.getLong(++column);
  }

  UUID uuid() throws SQLException {
    return there(rows.getObject(++column, UUID.class));
  }

  String text() throws SQLException {
    return there(rows.getString(++column));
  }

  byte[] bytes() throws SQLException {
    return there(rows.getBytes(++column));
  }

  BigDecimal decimal() throws SQLException {
    return there(rows.getBigDecimal(++column));
  }

  Instant instant() throws SQLException {
    return there(rows.getObject(++column, OffsetDateTime.class)).toInstant();
  }

  Optional<Boolean> boolIfAny() throws SQLException {
    var value = rows.getBoolean(++column);
    return rows.wasNull() ? Optional.empty() : Optional.of(value);
  }

  Optional<UUID> uuidIfAny() throws SQLException {
    return Optional.ofNullable(rows.getObject(++column, UUID.class));
  }

  Optional<String> textIfAny() throws SQLException {
    return Optional.ofNullable(rows.getString(++column));
  }

  Optional<BigDecimal> decimalIfAny() throws SQLException {
    return Optional.ofNullable(rows.getBigDecimal(++column));
  }

  Optional<Instant> instantIfAny() throws SQLException {
    return Optional.ofNullable(rows.getObject(++column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  void skip(int columns) {
    column += columns;
  }

  private <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }
}
