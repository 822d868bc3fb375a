package dev.saldo.store.account;

import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.Funding;
import dev.saldo.core.account.Past;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.Credits;
import dev.saldo.store.array.BinaryArray;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// Reads rows of `command` and `past`.
final class JournalRows {
  static final String KEYS =
      """
      SELECT c.customer_id, c.source, c.key, c.id, c.digest, c.answer
        FROM unnest(?) AS k (hash),
             LATERAL (SELECT * FROM command
                       WHERE workspace_id = ? AND key_hash = k.hash OFFSET 0) AS c
      """;

  static final String PASTS =
      """
      SELECT c.customer_id, c.id, c.wallet_id, c.action, c.data, c.credits, c.overage, c.unfunded,
             c.settlement, c.occurred_at, c.root_id, p.refunded, p.regenerations
        FROM unnest(?, ?) AS n (customer_id, id),
             LATERAL (SELECT * FROM command
                       WHERE workspace_id = ? AND customer_id = n.customer_id AND id = n.id
                         AND settlement IS NOT NULL AND wallet_id IS NOT NULL OFFSET 0) AS c
        LEFT JOIN LATERAL (SELECT * FROM past
                            WHERE workspace_id = ? AND customer_id = c.customer_id
                              AND charge_id = c.id OFFSET 0) AS p ON true
      """;

  private JournalRows() {}

  /// Customers and ids, pairwise.
  static final class Named {
    private final BinaryArray customers = BinaryArray.uuids(4);
    private final BinaryArray ids = BinaryArray.uuids(4);

    void add(UUID customer, UUID id) {
      customers.add(customer);
      ids.add(id);
    }
  }

  static void loadKeys(Connection connection, long workspace, BinaryArray hashes, Gathered gathered)
      throws SQLException {
    Statements.query(
        connection,
        KEYS,
        row -> {
          var customer = gathered.of(row.uuid());
          var key = new KeyName(row.text(), row.text());
          var id = row.uuid();
          customer.bound.put(key, new Bound(id, ChainHash.of(row.bytes())));
          customer.answers.put(id, row.text());
        },
        hashes,
        workspace);
  }

  static void loadPasts(Connection connection, long workspace, Named named, Gathered gathered)
      throws SQLException {
    if (named.ids.count() > 0) {
      Statements.query(
          connection,
          PASTS,
          row -> {
            var customer = gathered.of(row.uuid());
            var past = past(row, customer);
            customer.pasts.put(past.id(), past);
          },
          named.customers,
          named.ids,
          workspace,
          workspace);
    }
  }

  private static Past past(Row row, Gathering customer) throws SQLException {
    var id = row.uuid();
    var wallet = row.uuid();
    var unit = customer.wallet(wallet).unit();
    var action = row.text();
    var data = JsonTree.values(JsonTree.read(row.text()));
    var cost = new Credits(unit, row.decimal());
    var overage = new Credits(unit, row.decimal());
    var unfunded = new Credits(unit, row.decimal());
    var settlement = JsonTree.read(row.text());
    var occurredAt = row.instant();
    var root = row.uuidIfAny();
    var refunded = new Credits(unit, row.decimalIfAny().orElse(BigDecimal.ZERO));
    return new Past(
        id,
        wallet,
        action,
        data,
        cost,
        new Funding(JsonTree.draws(settlement.required("draws"), unit), overage, unfunded),
        JsonTree.tallied(settlement.required("tallied")),
        occurredAt,
        refunded,
        row.integer(),
        root);
  }
}
