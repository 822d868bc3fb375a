package dev.saldo.store.migration;

import dev.saldo.store.migration.Whom.Place;
import dev.saldo.store.sql.Row;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// A row of `catalog_migration`, with how far the work is.
///
/// @param after up to where customers were taken in slices
/// @param slice those that are at work
/// @param isBack whether what is arranged for them is taken back, instead of moving them
record StoredMigration(
    Migration migration, Place after, List<UUID> slice, boolean isBack, byte[] digest) {
  static final String COLUMNS =
      """
      SELECT id, catalog, from_version, to_version, plans, at_period_end, collect, grace_seconds,
             customers, moved, refused, created_by, created_at, ended_at, after_version,
             after_customer, slice, request_digest, status, taken_back, stopped_by, slice_back
        FROM catalog_migration WHERE workspace_id = ?
      """;

  private static final JsonMapper JSON = new JsonMapper();

  static StoredMigration of(Row row) throws SQLException {
    var to = row.integer(4);
    var whom =
        new Whom(
            row.text(2), row.decimalIfAny(3).map(BigDecimal::intValueExact), to, row.uuidsIfAny(9));
    Optional<Duration> grace =
        row.decimalIfAny(8).map(BigDecimal::longValueExact).map(Duration::ofSeconds);
    var terms = new Migration.Terms(whom, to, plans(row.text(5)), row.flag(6), row.text(7), grace);
    var migration =
        new Migration(
            row.uuid(1),
            terms,
            Migration.Status.of(row.text(19)),
            row.number(10),
            row.number(11),
            row.number(20),
            row.text(12),
            row.instant(13),
            row.textIfAny(21),
            row.instantIfAny(14));
    return new StoredMigration(
        migration,
        new Place(row.integer(15), row.uuid(16)),
        row.uuidsIfAny(17).orElse(List.of()),
        row.flag(22),
        row.bytes(18));
  }

  static String plans(SortedMap<String, String> plans) {
    var tree = JSON.createObjectNode();
    plans.forEach(tree::put);
    return tree.toString();
  }

  private static SortedMap<String, String> plans(String json) {
    var plans = new TreeMap<String, String>();
    JSON.readTree(json)
        .properties()
        .forEach(plan -> plans.put(plan.getKey(), plan.getValue().stringValue()));
    return plans;
  }
}
