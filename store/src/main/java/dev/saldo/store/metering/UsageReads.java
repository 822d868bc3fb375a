package dev.saldo.store.metering;

import dev.saldo.core.metering.Meter;
import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a customer used, out of the journal. Safe for use by many threads.
///
/// Charges, captures and recorded events are usage; holds aren't, before they are captured. Lines
/// are found by their ids, which are in the order of the times at which they were recorded.
public final class UsageReads {
  /// How many samples are looked at for aggregations that PostgreSQL doesn't do here.
  public static final int SAMPLES_MAX = 200_000;

  private static final Duration AHEAD_MAX = Duration.ofMinutes(6);
  private static final Duration LATE_MAX = Duration.ofDays(36);
  private static final int ESTIMATE_LINES = 5_000;

  private final ReadSide reads;

  public UsageReads(ReadSide reads) {
    this.reads = reads;
  }

  /// By what usage is grouped: a property of the data, or a column of the journal.
  public sealed interface Dimension {
    String name();

    /// A property of the event's data.
    record Property(String name) implements Dimension {}

    /// Whom it was for.
    ///
    /// @param name `member`, `cost_centre`, `automation` or `api_key`
    record Party(String name) implements Dimension {
      public Party {
        if (!List.of("member", "cost_centre", "automation", "api_key").contains(name)) {
          throw new IllegalArgumentException("not a party: " + name);
        }
      }
    }
  }

  /// What is asked for.
  ///
  /// @param starts when each window begins, in order; the last ends at `until`
  /// @param equal values that dimensions must have
  public record Question(
      Meter meter,
      List<Instant> starts,
      Instant until,
      List<Dimension> groupBy,
      List<Equal> equal) {}

  /// A dimension with the value it must have.
  public record Equal(Dimension dimension, String value) {}

  /// The quantity of one window and group.
  ///
  /// @param window the window's place, from 0
  /// @param group the values of the dimensions; empty for none
  public record Quantity(int window, List<Optional<String>> group, BigDecimal value, long events) {}

  /// One event as a meter sees it.
  public record SampleRow(
      int window,
      List<Optional<String>> group,
      Instant at,
      UUID id,
      Optional<String> value,
      boolean number) {}

  /// Counts, sums and maxima by window and group, in their order; what isn't a number counts as
  /// nothing.
  public List<Quantity> quantities(long workspace, UUID customer, Question question) {
    var aggregate =
        switch (question.meter().aggregation()) {
          case COUNT -> "count(*)::numeric";
          case SUM -> "coalesce(sum(CASE WHEN is_number THEN value::numeric END), 0)";
          case MAX -> "coalesce(max(CASE WHEN is_number THEN value::numeric END), 0)";
          case LATEST, UNIQUE, TIME_WEIGHTED_AVERAGE ->
              throw new IllegalArgumentException("needs samples: " + question.meter().name());
        };
    var groups = question.groupBy().size();
    var columns = columns(groups);
    var sql = new Sql();
    sql.text("SELECT " + columns + ", " + aggregate + ", count(*) FROM (");
    lines(sql, workspace, customer, question);
    sql.text(") lines GROUP BY " + columns + " ORDER BY " + columns);
    return reads.list(
        workspace,
        sql.text.toString(),
        row -> new Quantity(row.integer(), group(row, groups), row.decimal(), row.number()),
        sql.parameters.toArray());
  }

  /// The events themselves, at most one more than [#SAMPLES_MAX].
  public List<SampleRow> samples(long workspace, UUID customer, Question question) {
    var groups = question.groupBy().size();
    var sql = new Sql();
    sql.text("SELECT " + columns(groups) + ", occurred_at, id, value, is_number FROM (");
    lines(sql, workspace, customer, question);
    sql.text(") lines ORDER BY id LIMIT ?", SAMPLES_MAX + 1);
    return reads.list(
        workspace,
        sql.text.toString(),
        row ->
            new SampleRow(
                row.integer(),
                group(row, groups),
                row.instant(),
                row.uuid(),
                row.textIfAny(),
                row.flag()),
        sql.parameters.toArray());
  }

  /// The largest amount of a property among the customer's latest lines of an action.
  ///
  /// @param equal what the lines must say besides
  public Optional<BigDecimal> largest(
      long workspace, UUID customer, String action, String property, List<Equal> equal) {
    var sql = new Sql();
    sql.text(
        """
        SELECT max((data ->> ?)::numeric) FROM (
          SELECT * FROM command WHERE workspace_id = ? AND customer_id = ?
           ORDER BY id DESC LIMIT ?) latest
         WHERE kind IN ('charge', 'capture', 'usage') AND action = ?
           AND json_typeof(data -> ?) = 'number'
        """,
        property,
        workspace,
        customer,
        ESTIMATE_LINES,
        action,
        property);
    conditions(sql, equal);
    return reads
        .list(workspace, sql.text.toString(), Columns::decimalIfAny, sql.parameters.toArray())
        .getFirst();
  }

  /// The lines that the meter counts, each with its window, its group and its value.
  private static void lines(Sql sql, long workspace, UUID customer, Question question) {
    var starts = question.starts().stream().map(Instant::toString).toArray(String[]::new);
    sql.text("SELECT width_bucket(occurred_at, ?::timestamptz[]) - 1 AS w", (Object) starts);
    for (var i = 0; i < question.groupBy().size(); i++) {
      sql.text(", ");
      dimension(sql, question.groupBy().get(i));
      sql.text(" AS g" + i);
    }
    var property = question.meter().property().orElse("");
    sql.text(
        ", data ->> ? AS value, coalesce(json_typeof(data -> ?) = 'number', false) AS is_number,"
            + " id, occurred_at FROM command"
            + " WHERE workspace_id = ? AND customer_id = ? AND id >= ? AND id < ?"
            + " AND kind IN ('charge', 'capture', 'usage') AND action = ANY (?)"
            + " AND occurred_at >= ? AND occurred_at < ?",
        property,
        property,
        workspace,
        customer,
        firstId(question.starts().getFirst().minus(AHEAD_MAX)),
        firstId(question.until().plus(LATE_MAX)),
        question.meter().eventTypes().toArray(String[]::new),
        question.starts().getFirst(),
        question.until());
    question
        .meter()
        .filter()
        .forEach((name, labels) ->
            sql.text(" AND data ->> ? = ANY (?)", name, (Object) labels.toArray(String[]::new)));
    conditions(sql, question.equal());
  }

  private static void conditions(Sql sql, List<Equal> equal) {
    for (var condition : equal) {
      sql.text(" AND ");
      dimension(sql, condition.dimension());
      sql.text(" = ?", condition.value());
    }
  }

  private static void dimension(Sql sql, Dimension dimension) {
    switch (dimension) {
      case Dimension.Party(var column) -> sql.text(column);
      case Dimension.Property(var property) -> sql.text("data ->> ?", property);
    }
  }

  private static String columns(int groups) {
    var columns = new StringBuilder("w");
    for (var i = 0; i < groups; i++) {
      columns.append(", g").append(i);
    }
    return columns.toString();
  }

  private static List<Optional<String>> group(Columns row, int size) throws SQLException {
    var group = new ArrayList<Optional<String>>(size);
    for (var i = 0; i < size; i++) {
      group.add(row.textIfAny());
    }
    return group;
  }

  /// The lowest id of a time (UUID version 7, RFC 9562, section 5.7).
  private static UUID firstId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }

  /// A statement in the making, with its parameters in order.
  private static final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    void text(String more, Object... itsParameters) {
      text.append(more);
      parameters.addAll(List.of(itsParameters));
    }
  }
}
