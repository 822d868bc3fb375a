package dev.saldo.store.invoice;

import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Decimals;
import dev.saldo.store.array.BinaryArray;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads levels that were in force at certain times: one probe of an index for each.
final class LevelReads {
  private static final String IN_FORCE =
      """
      SELECT u.id AS customer_id, u.meter, u.at, l.level
        FROM (SELECT unnest(?) AS id, unnest(?) AS meter, unnest(?) AS at) AS u,
             LATERAL (SELECT level FROM level
                       WHERE workspace_id = ? AND customer_id = u.id AND meter = u.meter
                         AND at < u.at
                       ORDER BY at DESC LIMIT 1) AS l
      """;

  private LevelReads() {}

  /// The levels that were set last before the openings, as counters of those.
  static Map<UUID, Map<TallyKey, Tally>> inForce(
      Connection connection, long workspace, List<DueReads.Opening> openings) {
    var found = new HashMap<UUID, Map<TallyKey, Tally>>();
    if (openings.isEmpty()) {
      return found;
    }
    var customers = BinaryArray.uuids(openings.size());
    var meters = BinaryArray.texts(openings.size());
    var ats = BinaryArray.instants(openings.size());
    for (var opening : openings) {
      customers.add(opening.customer());
      meters.add(opening.meter());
      ats.add(opening.at());
    }
    Jdbc.query(
        connection,
        IN_FORCE,
        row -> {
          Instant at = Jdbc.instant(row, "at");
          var level = Decimals.normal(row.getBigDecimal("level"));
          found
              .computeIfAbsent(Jdbc.uuid(row, "customer_id"), _ -> new HashMap<>())
              .put(
                  TallyKey.opening(row.getString("meter"), at),
                  new Tally(level, BigDecimal.ZERO, 0));
        },
        customers,
        meters,
        ats,
        workspace);
    return found;
  }
}
