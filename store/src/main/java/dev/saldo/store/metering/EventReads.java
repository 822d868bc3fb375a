package dev.saldo.store.metering;

import dev.saldo.core.calendar.Period;
import dev.saldo.store.account.DataJson;
import dev.saldo.store.reading.ReadSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Reads a customer's events out of the journal one by one, however many there are, without holding
/// more than a fetch of them.
public final class EventReads {
  /// How many rows are in memory at a time.
  private static final int FETCHED = 5_000;

  /// How far a recorded time may be from the time that counts, either way, and a little more.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(6);

  private static final Duration LATE_MAX = Duration.ofDays(36);

  // A capture counts where its hold did. The hash of a customer's captured holds is small beside
  // the events.
  private static final String EVENTS =
      """
      SELECT c.action, coalesce(h.opened_at, c.occurred_at), coalesce(h.opened_at, c.recorded_at),
             c.data, c.cost_centre
        FROM command c
        LEFT JOIN hold h ON h.workspace_id = c.workspace_id AND h.customer_id = c.customer_id
                        AND h.captured_by = c.id
       WHERE c.workspace_id = ? AND c.customer_id = ? AND c.id >= ? AND c.id < ?
         AND c.kind IN ('charge', 'capture', 'usage') AND c.action IS NOT NULL
         AND coalesce(h.opened_at, c.occurred_at) >= ? AND coalesce(h.opened_at, c.occurred_at) < ?
      """;

  private EventReads() {}

  /// Hands over charges, captures and recorded events that happened in a stretch of time, in no
  /// order.
  ///
  /// @param connection within a transaction in the workspace
  /// @param wanted the properties of the data that are read
  public static void each(
      Connection connection,
      long workspace,
      UUID customer,
      Period stretch,
      Set<String> wanted,
      EventSink sink)
      throws SQLException {
    var reading = new DataJson(wanted);
    ReadSide.each(
        connection,
        EVENTS,
        FETCHED,
        row ->
            sink.event(
                row.text(),
                row.instant(),
                row.instant(),
                reading.read(row.textIfAny().orElse("{}")),
                row.textIfAny()),
        List.of(
            workspace,
            customer,
            firstId(stretch.from().minus(AHEAD_MAX)),
            firstId(stretch.until().plus(LATE_MAX)),
            stretch.from(),
            stretch.until()));
  }

  /// The lowest id of a time (UUID version 7, RFC 9562, section 5.7).
  private static UUID firstId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }
}
