package dev.saldo.store.account;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.Chain;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.wallet.Grant;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/// Reads rows of `wallet` and `credit_grant`.
final class WalletRows {
  private static final String GRANT_COLUMNS =
      """
      g.id, g.kind, g.label, g.amount, g.remaining, g.held, g.floor, g.priority, g.granted_at,
      g.expires_at, g.paid, g.paid_in, g.carried, g.state
      """;

  // A row for each lot; a wallet without lots has one row all the same.
  static final String LOAD =
      """
      SELECT w.customer_id, w.id, w.name, w.unit, w.sequence, w.head, w.consumed, w.debt,
             g.id IS NOT NULL,
      """
          + GRANT_COLUMNS
          + """
            FROM unnest(?) AS c (id),
                 LATERAL (SELECT * FROM wallet
                           WHERE workspace_id = ? AND customer_id = c.id OFFSET 0) AS w
            LEFT JOIN LATERAL (SELECT * FROM credit_grant
                                WHERE workspace_id = ? AND customer_id = w.customer_id
                                  AND wallet_id = w.id AND live OFFSET 0) AS g ON true
          """;

  private static final String LOAD_ENDED =
      "SELECT g.customer_id, g.wallet_id, "
          + GRANT_COLUMNS
          + """
            FROM unnest(?, ?) AS c (customer_id, id),
                 LATERAL (SELECT * FROM credit_grant
                           WHERE workspace_id = ? AND customer_id = c.customer_id AND id = c.id
                             AND NOT live OFFSET 0) AS g
          """;

  private final Words words;

  WalletRows(Words words) {
    this.words = words;
  }

  void load(
      Connection connection, long workspace, Collection<Gathering> customers, Gathered gathered)
      throws SQLException {
    if (customers.isEmpty()) {
      return;
    }
    var ids = Gathered.ids(customers);
    Statements.query(
        connection, LOAD, row -> add(row, gathered.of(row.uuid())), ids, workspace, workspace);
  }

  /// Lots that are over, for refunds of what they paid for.
  void loadEnded(Connection connection, long workspace, Gathered gathered, Iterable<Lot> lots)
      throws SQLException {
    var customers = BinaryArray.uuids(4);
    var ids = BinaryArray.uuids(4);
    for (var lot : lots) {
      customers.add(lot.customer());
      ids.add(lot.id());
    }
    if (ids.count() > 0) {
      Statements.query(
          connection, LOAD_ENDED, row -> addEnded(row, gathered), customers, ids, workspace);
    }
  }

  /// A lot of a customer.
  record Lot(UUID customer, UUID id) {}

  private void addEnded(Row row, Gathered gathered) throws SQLException {
    var wallet = gathered.of(row.uuid()).wallets.get(row.uuid());
    if (wallet != null) {
      wallet.add(grant(row, wallet.unit()));
    }
  }

  private void add(Row row, Gathering gathering) throws SQLException {
    var id = row.uuid();
    var known = gathering.wallets.get(id);
    if (known == null) {
      known = wallet(row, id);
      gathering.wallets.put(id, known);
    } else {
      row.skip(6);
    }
    if (row.bool()) {
      known.add(grant(row, known.unit()));
    }
  }

  private WalletGathering wallet(Row row, UUID id) throws SQLException {
    var name = row.text();
    var unit = words.unit(row.text());
    var chain = new Chain(id, row.number(), ChainHash.of(row.bytes()));
    var consumed = new Credits(unit, row.decimal());
    return new WalletGathering(name, unit, chain, consumed, new Credits(unit, row.decimal()));
  }

  private static Grant grant(Row row, CreditUnit unit) throws SQLException {
    return new Grant(
        row.uuid(),
        Words.constant(GrantKind.class, row.text()),
        row.text(),
        new Credits(unit, row.decimal()),
        new Credits(unit, row.decimal()),
        new Credits(unit, row.decimal()),
        new Credits(unit, row.decimal()),
        row.integer(),
        row.instant(),
        row.instantIfAny(),
        money(row),
        row.bool(),
        Words.constant(Grant.State.class, row.text()));
  }

  private static Optional<Money> money(Row row) throws SQLException {
    var amount = row.decimalIfAny();
    var currency = row.textIfAny();
    return amount.map(paid -> new Money(Currency.getInstance(currency.orElseThrow()), paid));
  }
}
