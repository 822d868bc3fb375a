package dev.saldo.store.audit;

import dev.saldo.core.ledger.ChainHash;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// What a wallet's row says of its chain.
record BookedWallet(Place place, long sequence, ChainHash head, BigDecimal consumed) {
  static final String SELECT =
      """
      SELECT customer_id, id, sequence, head, consumed FROM wallet WHERE workspace_id = ?
       ORDER BY customer_id, id
      """;

  static BookedWallet fromRow(ResultSet row) throws SQLException {
    return new BookedWallet(
        new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
        row.getLong(3),
        ChainHash.of(row.getBytes(4)),
        row.getBigDecimal(5));
  }
}
