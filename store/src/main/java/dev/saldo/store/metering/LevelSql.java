package dev.saldo.store.metering;

/// Statements that find levels. Each level is found by probes of the table's key, however many
/// there are.
public final class LevelSql {
  /// The neighbours of instants: what was set at each, the last before and the first after. Its
  /// parameters are the customers, meters and instants as arrays, then the workspace twice.
  public static final String AROUND =
      """
      SELECT u.id AS customer_id, u.meter, l.at, l.level, l.unbilled
        FROM (SELECT unnest(?) AS id, unnest(?) AS meter, unnest(?) AS at) AS u,
             LATERAL ((SELECT at, level, unbilled FROM level
                        WHERE workspace_id = ? AND customer_id = u.id AND meter = u.meter
                          AND at <= u.at
                        ORDER BY at DESC LIMIT 2)
                      UNION ALL
                      (SELECT at, level, unbilled FROM level
                        WHERE workspace_id = ? AND customer_id = u.id AND meter = u.meter
                          AND at > u.at
                        ORDER BY at LIMIT 1)) AS l
      """;

  /// What was set after instants, all of it. Its parameters are the customers, meters and instants
  /// as arrays, then the workspace.
  public static final String AFTER =
      """
      SELECT u.id AS customer_id, u.meter, l.at, l.level, l.unbilled
        FROM (SELECT unnest(?) AS id, unnest(?) AS meter, unnest(?) AS at) AS u,
             LATERAL (SELECT at, level, unbilled FROM level
                       WHERE workspace_id = ? AND customer_id = u.id AND meter = u.meter
                         AND at > u.at OFFSET 0) AS l
      """;

  private LevelSql() {}
}
