package dev.saldo.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a database says of itself, for whoever looks for what is wrong; nothing is changed by
/// asking.
///
/// @param settings the settings that keep acknowledged data safe, by name
/// @param steps the schema's steps that were done; none where there is no schema
/// @param failedSteps those of them that failed
/// @param unforced tables with rows of workspaces on which row-level security isn't forced
/// @param applicationFaults what makes the application's role unsafe
/// @param ahead how far the database's clock is ahead of ours
/// @param lastSeen the latest time at which a node was at work, where there is a schema that says
///   it
/// @param approvedUntil how far beyond it the clock may be, where somebody has said so
public record Diagnosis(
    String version,
    boolean isNewEnough,
    Map<String, String> settings,
    List<String> steps,
    List<String> failedSteps,
    List<String> unforced,
    List<String> applicationFaults,
    Duration ahead,
    Optional<Instant> lastSeen,
    Optional<Instant> approvedUntil) {
  private static final List<String> SETTINGS =
      List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums");

  private static final int NUMBER_MIN = 150_000;

  private static final String UNFORCED =
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'saldo' AND c.relkind IN ('r', 'p')
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
         AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                        AND a.attname = 'workspace_id' AND NOT a.attisdropped)
       ORDER BY c.relname
      """;

  /// Asks as the tables' owner and as the application.
  ///
  /// @param now what our clock says
  /// @throws DatabaseException if the database can't be reached
  public static Diagnosis of(DatabaseAccess access, Instant now) throws SQLException {
    try (var owner = Connections.open(access.owner())) {
      var began = System.nanoTime();
      var theirs = clock(owner);
      var took = Duration.ofNanos(System.nanoTime() - began);
      return new Diagnosis(
          text(owner, "SHOW server_version"),
          Integer.parseInt(text(owner, "SHOW server_version_num")) >= NUMBER_MIN,
          settings(owner),
          steps(owner, true),
          steps(owner, false),
          texts(owner, UNFORCED),
          application(access),
          Duration.between(now.plus(took.dividedBy(2)), theirs),
          time(owner, "seen_at", "clock_seen"),
          time(owner, "approved_until", "clock_approval"));
    }
  }

  private static Map<String, String> settings(Connection owner) throws SQLException {
    var settings = new LinkedHashMap<String, String>();
    for (var name : SETTINGS) {
      settings.put(name, text(owner, "SHOW " + name));
    }
    return settings;
  }

  private static List<String> steps(Connection owner, boolean success) throws SQLException {
    var there =
        text(owner, "SELECT (to_regclass('saldo.flyway_schema_history') IS NOT NULL)::text");
    return there.equals("true")
        ? texts(
            owner,
            "SELECT coalesce(version, description) FROM saldo.flyway_schema_history"
                + " WHERE version IS NOT NULL AND success = "
                + success
                + " ORDER BY installed_rank")
        : List.of();
  }

  private static List<String> application(DatabaseAccess access) throws SQLException {
    try (var application = Connections.open(access.application())) {
      ApplicationRole.check(application, access.owner().user());
      return List.of();
    } catch (DatabaseException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static Instant clock(Connection owner) throws SQLException {
    try (var statement = owner.createStatement();
        var row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /// The latest time of a column; none where there is no such table yet.
  private static Optional<Instant> time(Connection owner, String column, String table)
      throws SQLException {
    if (text(owner, "SELECT (to_regclass('saldo." + table + "') IS NULL)::text").equals("true")) {
      return Optional.empty();
    }
    try (var statement = owner.createStatement();
        var row = statement.executeQuery("SELECT max(" + column + ") FROM saldo." + table)) {
      row.next();
      return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
          .map(OffsetDateTime::toInstant);
    }
  }

  private static String text(Connection owner, String sql) throws SQLException {
    return texts(owner, sql).getFirst();
  }

  private static List<String> texts(Connection owner, String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
    }
    return texts;
  }
}
