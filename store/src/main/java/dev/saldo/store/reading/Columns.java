package dev.saldo.store.reading;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns of one row, read from left to right.
public final class Columns {
  private final ResultSet rows;
  private int column;

  Columns(ResultSet rows) {
    this.rows = rows;
  }

  public boolean flag() throws SQLException {
    return rows.getBoolean(++column);
  }

  public Optional<Boolean> flagIfAny() throws SQLException {
    var value = rows.getBoolean(++column);
    return rows.wasNull() ? Optional.empty() : Optional.of(value);
  }

  public int integer() throws SQLException {
    return rows.getInt(++column);
  }

  public long number() throws SQLException {
    return rows.getLong(++column);
  }

  public UUID uuid() throws SQLException {
    return there(rows.getObject(++column, UUID.class));
  }

  public Optional<UUID> uuidIfAny() throws SQLException {
    return Optional.ofNullable(rows.getObject(++column, UUID.class));
  }

  public String text() throws SQLException {
    return there(rows.getString(++column));
  }

  public Optional<String> textIfAny() throws SQLException {
    return Optional.ofNullable(rows.getString(++column));
  }

  public byte[] bytes() throws SQLException {
    return there(rows.getBytes(++column));
  }

  public BigDecimal decimal() throws SQLException {
    return there(rows.getBigDecimal(++column));
  }

  public Optional<BigDecimal> decimalIfAny() throws SQLException {
    return Optional.ofNullable(rows.getBigDecimal(++column));
  }

  public Instant instant() throws SQLException {
    return there(rows.getObject(++column, OffsetDateTime.class)).toInstant();
  }

  public Optional<Instant> instantIfAny() throws SQLException {
    return Optional.ofNullable(rows.getObject(++column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  public Optional<LocalDate> dayIfAny() throws SQLException {
    return Optional.ofNullable(rows.getObject(++column, LocalDate.class));
  }

  private <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }
}
