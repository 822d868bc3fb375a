package dev.saldo.store.change;

import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The journal in the order of the transactions that wrote it. Safe for use by many threads.
///
/// Transactions don't commit in the order in which they began, so only those are shown before which
/// none still runs.
public final class ChangeReads {
  private static final String PAGE =
      """
      SELECT b.xid::text, l.place, c.customer_id, c.id, c.kind, c.occurred_at, c.recorded_at,
             c.answer
        FROM (SELECT workspace_id, xid, customers, commands FROM change_batch
               WHERE workspace_id = ? AND xid >= ?::text::xid8
                 AND xid < pg_snapshot_xmin(pg_current_snapshot())
               ORDER BY xid LIMIT ?) b
       CROSS JOIN LATERAL unnest(b.customers, b.commands)
             WITH ORDINALITY AS l (customer_id, id, place)
        JOIN command c ON c.workspace_id = b.workspace_id AND c.customer_id = l.customer_id
                      AND c.id = l.id
       WHERE (b.xid > ?::text::xid8 OR l.place > ?)
       ORDER BY b.xid, l.place
       LIMIT ?
      """;

  private final ReadSide reads;

  public ChangeReads(ReadSide reads) {
    this.reads = reads;
  }

  /// Where a reader stopped: a transaction and a place in it.
  public record Position(String transaction, long place) {
    /// Before everything.
    public static final Position BEGINNING = new Position("0", 0);
  }

  /// One line of the journal, in its place.
  public record Change(
      Position position,
      UUID customer,
      UUID id,
      String kind,
      Instant occurredAt,
      Instant recordedAt,
      String answer) {}

  /// The lines after a position.
  public List<Change> after(long workspace, Position position, int most) {
    return reads.list(
        workspace,
        PAGE,
        ChangeReads::row,
        workspace,
        position.transaction(),
        most + 1,
        position.transaction(),
        position.place(),
        most);
  }

  private static Change row(Columns row) throws SQLException {
    return new Change(
        new Position(row.text(), row.number()),
        row.uuid(),
        row.uuid(),
        row.text(),
        row.instant(),
        row.instant(),
        row.text());
  }
}
