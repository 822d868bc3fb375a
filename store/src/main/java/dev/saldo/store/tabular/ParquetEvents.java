package dev.saldo.store.tabular;

import dev.saldo.core.calendar.Period;
import dev.saldo.store.account.DataJson;
import dev.saldo.store.metering.EventSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events in an exported table of usage (Parquet), read one by one in chunks of its columns.
///
/// A capture is at the time at which it was recorded, because the table doesn't say when its hold
/// was opened.
///
/// @param file as the export of usage wrote it
public record ParquetEvents(Path file) {
  private static final long MICROS = 1_000_000;
  private static final byte[] NO_DATA = {'{', '}'};

  private static final String ROWS =
      """
        FROM read_parquet(?, file_row_number = true)
       WHERE file_row_number >= ? AND file_row_number < ? AND customer = ?
         AND occurred_at >= make_timestamptz(?) AND occurred_at < make_timestamptz(?)
         AND action IS NOT NULL
      """;

  private static final String ACTIONS = "SELECT DISTINCT action" + ROWS;

  // Texts are by far the dearest thing to fetch, and bytes the cheapest kind of them: actions come
  // by their number, data is read from its bytes.
  private static final String EVENTS =
      """
      SELECT list_position(CAST(? AS VARCHAR[]), action), epoch_us(occurred_at),
             epoch_us(recorded_at), encode(data), encode(cost_centre)
      """
          + ROWS;

  /// A part of the file's rows, which can be read beside others.
  ///
  /// @param from the first row, from 0
  /// @param until the first row after
  public record Part(long from, long until) {}

  /// The file in parts of about the same size.
  ///
  /// @throws IOException where it isn't such a file
  public List<Part> parts(int count) throws IOException {
    try (var connection = DuckDb.open("", "");
        var statement =
            connection.prepareStatement("SELECT num_rows FROM parquet_file_metadata(?)")) {
      statement.setString(1, file.toString());
      try (var row = statement.executeQuery()) {
        row.next();
        return parts(row.getLong(1), count);
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static List<Part> parts(long rows, int count) {
    var parts = new ArrayList<Part>(count);
    for (var i = 0L; i < count; i++) {
      parts.add(new Part(rows * i / count, rows * (i + 1) / count));
    }
    return parts;
  }

  /// Hands over a customer's events of a part that happened in a stretch of time.
  ///
  /// @param customer the id as the table shows it
  /// @param wanted the properties of the data that are read
  public void each(Part part, String customer, Period stretch, Set<String> wanted, EventSink sink)
      throws IOException {
    try (var connection = DuckDb.open("", "")) {
      var actions = actions(connection, part, customer, stretch);
      try (var statement = connection.prepareStatement(EVENTS)) {
        statement.setArray(1, connection.createArrayOf("VARCHAR", actions.toArray()));
        bind(statement, 2, part, customer, stretch);
        try (var rows = statement.executeQuery()) {
          hand(rows, actions, wanted, sink);
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private List<String> actions(Connection connection, Part part, String customer, Period stretch)
      throws SQLException {
    var actions = new ArrayList<String>();
    try (var statement = connection.prepareStatement(ACTIONS)) {
      bind(statement, 1, part, customer, stretch);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          actions.add(rows.getString(1));
        }
      }
    }
    return actions;
  }

  /// Sets what says which rows are read.
  ///
  /// @param first the number of the first parameter
  private void bind(
      PreparedStatement statement, int first, Part part, String customer, Period stretch)
      throws SQLException {
    statement.setString(first, file.toString());
    statement.setLong(first + 1, part.from());
    statement.setLong(first + 2, part.until());
    statement.setString(first + 3, customer);
    statement.setLong(first + 4, micros(stretch.from()));
    statement.setLong(first + 5, micros(stretch.until()));
  }

  private static void hand(ResultSet rows, List<String> actions, Set<String> wanted, EventSink sink)
      throws SQLException {
    var reading = new DataJson(wanted);
    while (rows.next()) {
      var data = rows.getBytes(4);
      sink.event(
          actions.get(rows.getInt(1) - 1),
          instant(rows.getLong(2)),
          instant(rows.getLong(3)),
          reading.read(data == null ? NO_DATA : data),
          centre(rows.getBytes(5)));
    }
  }

  private static Optional<String> centre(byte @Nullable [] name) {
    return name == null || name.length == 0
        ? Optional.empty()
        : Optional.of(new String(name, StandardCharsets.UTF_8));
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  private static IOException unreadable(SQLException e) {
    return new IOException("a Parquet file can't be read: " + e.getMessage(), e);
  }
}
