package dev.saldo.store.account;

import dev.saldo.core.wallet.Wallet;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// New or changed rows of `wallet`.
final class WalletColumns {
  private static final String INSERT =
      """
      INSERT INTO wallet (workspace_id, customer_id, id, sequence, head, consumed, debt, name, unit)
      SELECT ?, customer_id, id, sequence, head, consumed, debt, name, unit
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, before, sequence, head, consumed, debt, name, unit)
      """;

  // The sequence that was loaded must still stand there: who wrote without the lock is found out.
  static final String UPDATE =
      """
      UPDATE wallet w
         SET sequence = u.sequence, head = u.head, consumed = u.consumed, debt = u.debt
        FROM unnest(?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, before, sequence, head, consumed, debt),
             LATERAL (SELECT ctid AS place FROM wallet
                       WHERE workspace_id = ? AND customer_id = u.customer_id AND id = u.id
                      OFFSET 0) AS o
       WHERE w.ctid = o.place AND w.sequence = u.before
      """;

  private final BinaryArray customers = BinaryArray.uuids(8);
  private final BinaryArray ids = BinaryArray.uuids(8);
  private final BinaryArray befores = BinaryArray.longs(8);
  private final BinaryArray sequences = BinaryArray.longs(8);
  private final BinaryArray heads = BinaryArray.blobs(8);
  private final BinaryArray consumed = BinaryArray.numerics(8);
  private final BinaryArray debts = BinaryArray.numerics(8);
  private final BinaryArray names = BinaryArray.texts(8);
  private final BinaryArray units = BinaryArray.texts(8);

  void add(UUID customer, Wallet wallet, long sequenceBefore) {
    customers.add(customer);
    ids.add(wallet.id());
    befores.add(sequenceBefore);
    sequences.add(wallet.chain().sequence());
    heads.add(wallet.chain().head().bytes());
    consumed.add(wallet.consumed().amount());
    debts.add(wallet.debt().amount());
    names.add(wallet.name());
    units.add(wallet.unit().code());
  }

  void insert(Connection connection, long workspace) throws SQLException {
    if (ids.count() > 0) {
      Statements.change(
          connection,
          INSERT,
          ids.count(),
          workspace,
          customers,
          ids,
          befores,
          sequences,
          heads,
          consumed,
          debts,
          names,
          units);
    }
  }

  void update(Connection connection, long workspace) throws SQLException {
    if (ids.count() > 0) {
      Statements.change(
          connection,
          UPDATE,
          ids.count(),
          customers,
          ids,
          befores,
          sequences,
          heads,
          consumed,
          debts,
          workspace);
    }
  }
}
