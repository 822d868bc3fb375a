package dev.saldo.store.account;

import dev.saldo.core.account.Effect;
import dev.saldo.core.metering.Level;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// New rows of `level`.
final class LevelRows {
  private static final String SET =
      """
      INSERT INTO level AS l (workspace_id, customer_id, meter, at, level, unbilled)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
          ON CONFLICT (workspace_id, customer_id, meter, at)
          DO UPDATE SET level = greatest(l.level, excluded.level),
                        unbilled = CASE WHEN l.level > excluded.level THEN l.unbilled
                                        WHEN l.level < excluded.level THEN excluded.unbilled
                                        ELSE least(l.unbilled, excluded.unbilled) END
      """;

  /// One statement can't set a row twice.
  private final Map<Place, Level> levels = new HashMap<>(4);

  private record Place(UUID customer, String meter, Instant at) {}

  void add(UUID customer, Effect.LevelSet set) {
    var level = set.level();
    levels.merge(new Place(customer, set.meter(), level.at()), level, Level::over);
  }

  void write(Connection connection, long workspace) throws SQLException {
    if (levels.isEmpty()) {
      return;
    }
    var customers = BinaryArray.uuids(levels.size());
    var meters = BinaryArray.texts(levels.size());
    var ats = BinaryArray.instants(levels.size());
    var values = BinaryArray.numerics(levels.size());
    var unbilled = BinaryArray.numerics(levels.size());
    levels.forEach((place, level) -> {
      customers.add(place.customer());
      meters.add(place.meter());
      ats.add(place.at());
      values.add(level.height());
      unbilled.add(level.unbilled());
    });
    Statements.change(
        connection, SET, levels.size(), workspace, customers, meters, ats, values, unbilled);
  }
}
