package dev.saldo.store.audit;

import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.ledger.LedgerAccount;
import dev.saldo.core.ledger.Posting;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// An entry as it stands in the books, with what the journal says of its cause.
///
/// @param digest the digest of what was asked, if the journal knows the cause
/// @param resets whether the cause begins counting what is used anew
record BookedEntry(
    Place place,
    long sequence,
    Posting posting,
    ChainHash hash,
    Optional<ChainHash> digest,
    boolean resets) {
  static final String SELECT =
      """
      SELECT e.customer_id, e.wallet_id, e.sequence, e.cause, e.evidence, e.debit_id, e.credit_id,
             e.amount, e.effective_at, e.hash, coalesce(w.unit, '?'), c.digest,
             coalesce(c.kind = 'plan_credits', false)
        FROM ledger_entry e
        LEFT JOIN wallet w ON w.workspace_id = e.workspace_id AND w.customer_id = e.customer_id
                          AND w.id = e.wallet_id
        LEFT JOIN command c ON c.workspace_id = e.workspace_id AND c.customer_id = e.customer_id
                           AND c.id = e.cause
       WHERE e.workspace_id = ?
       ORDER BY e.customer_id, e.wallet_id, e.sequence
      """;

  static BookedEntry fromRow(ResultSet row) throws SQLException {
    var place = new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    var posting =
        new Posting(
            row.getObject(4, UUID.class),
            ChainHash.of(row.getBytes(5)),
            new LedgerAccount(row.getObject(6, UUID.class)),
            new LedgerAccount(row.getObject(7, UUID.class)),
            new Credits(unit(row.getString(11)), amount(row)),
            row.getObject(9, OffsetDateTime.class).toInstant());
    return new BookedEntry(
        place,
        row.getLong(3),
        posting,
        ChainHash.of(row.getBytes(10)),
        Optional.ofNullable(row.getBytes(12)).map(ChainHash::of),
        row.getBoolean(13));
  }

  private static BigDecimal amount(ResultSet row) throws SQLException {
    return row.getBigDecimal(8);
  }

  /// A unit's code that isn't one is read as another, whose hash can't fit.
  private static CreditUnit unit(String code) {
    try {
      return new CreditUnit(code);
    } catch (IllegalArgumentException _) {
      return new CreditUnit("unreadable");
    }
  }

  Entry entry() {
    return new Entry(place.wallet(), sequence, posting, hash);
  }
}
