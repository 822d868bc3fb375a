package dev.saldo.store.wallet;

import dev.saldo.store.reading.Columns;
import dev.saldo.store.reading.ReadSide;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A customer's grants, as they are booked. Safe for use by many threads.
public final class GrantReads {
  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private static final String PAGE =
      """
      SELECT g.id, g.kind, g.label, w.name, w.unit, g.amount, g.remaining, g.held, g.priority,
             g.state, g.granted_at, g.expires_at, g.paid, g.paid_in
        FROM credit_grant g
        JOIN wallet w ON w.workspace_id = g.workspace_id AND w.customer_id = g.customer_id
                     AND w.id = g.wallet_id
       WHERE g.workspace_id = ? AND g.customer_id = ? AND g.kind <> 'overdraft'
      """;

  private final ReadSide reads;

  public GrantReads(ReadSide reads) {
    this.reads = reads;
  }

  /// One grant.
  public record GrantRow(
      UUID id,
      String kind,
      String label,
      String wallet,
      String unit,
      BigDecimal amount,
      BigDecimal remaining,
      BigDecimal held,
      int priority,
      String state,
      Instant effectiveAt,
      Optional<Instant> expiresAt,
      Optional<BigDecimal> paid,
      Optional<String> paidIn) {}

  /// The grants after one, in the order of their ids.
  public List<GrantRow> page(
      long workspace, UUID customer, Optional<UUID> after, boolean latestFirst, int most) {
    var order = latestFirst ? " AND g.id < ? ORDER BY g.id DESC" : " AND g.id > ? ORDER BY g.id";
    return reads.list(
        workspace,
        PAGE + order + " LIMIT ?",
        GrantReads::row,
        workspace,
        customer,
        after.orElse(latestFirst ? LAST : FIRST),
        most);
  }

  private static GrantRow row(Columns row) throws SQLException {
    return new GrantRow(
        row.uuid(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.decimal(),
        row.decimal(),
        row.decimal(),
        row.integer(),
        row.text(),
        row.instant(),
        row.instantIfAny(),
        row.decimalIfAny(),
        row.textIfAny());
  }
}
