package dev.saldo.store.invoice;

import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.money.Decimals;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.metering.LevelSql;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads levels that were in force at certain times: three probes of an index for each.
final class LevelReads {
  private LevelReads() {}

  /// The neighbours of instants.
  static Map<UUID, Levels> around(
      Connection connection, long workspace, List<DueReads.Opening> instants) {
    var found = new HashMap<UUID, Map<String, List<Level>>>();
    var places = new Places(instants);
    if (!instants.isEmpty()) {
      Jdbc.query(
          connection,
          LevelSql.AROUND,
          row ->
              found
                  .computeIfAbsent(Jdbc.uuid(row, "customer_id"), _ -> new HashMap<>())
                  .computeIfAbsent(row.getString("meter"), _ -> new ArrayList<>())
                  .add(
                      new Level(
                          Jdbc.instant(row, "at"),
                          Decimals.normal(row.getBigDecimal("level")),
                          Decimals.normal(row.getBigDecimal("unbilled")))),
          places.customers,
          places.meters,
          places.ats,
          workspace,
          workspace);
    }
    var levels = new HashMap<UUID, Levels>();
    found.forEach((customer, byMeter) -> levels.put(customer, Levels.of(byMeter)));
    return levels;
  }

  /// Instants of meters of customers, to be bound.
  private static final class Places {
    private final BinaryArray customers;
    private final BinaryArray meters;
    private final BinaryArray ats;

    private Places(List<DueReads.Opening> openings) {
      customers = BinaryArray.uuids(openings.size());
      meters = BinaryArray.texts(openings.size());
      ats = BinaryArray.instants(openings.size());
      for (var opening : openings) {
        customers.add(opening.customer());
        meters.add(opening.meter());
        ats.add(opening.at());
      }
    }
  }
}
