package dev.saldo.store.account;

import dev.saldo.core.money.Money;
import dev.saldo.core.wallet.Grant;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// New or changed rows of `credit_grant`.
final class GrantColumns {
  private static final String INSERT =
      """
      INSERT INTO credit_grant (workspace_id, customer_id, id, amount, remaining, held, floor,
                                state, live, wallet_id, kind, label, priority, granted_at,
                                expires_at, paid, paid_in, carried)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  static final String UPDATE =
      """
      UPDATE credit_grant g
         SET amount = u.amount, remaining = u.remaining, held = u.held, floor = u.floor,
             state = u.state, live = u.live
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, amount, remaining, held, floor, state, live),
             LATERAL (SELECT ctid AS place FROM credit_grant
                       WHERE workspace_id = ? AND customer_id = u.customer_id AND id = u.id
                      OFFSET 0) AS o
       WHERE g.ctid = o.place
      """;

  private final BinaryArray customers = BinaryArray.uuids(8);
  private final BinaryArray ids = BinaryArray.uuids(8);
  private final BinaryArray amounts = BinaryArray.numerics(8);
  private final BinaryArray remaining = BinaryArray.numerics(8);
  private final BinaryArray held = BinaryArray.numerics(8);
  private final BinaryArray floors = BinaryArray.numerics(8);
  private final BinaryArray states = BinaryArray.texts(8);
  private final BinaryArray live = BinaryArray.bools(8);
  private final BinaryArray wallets = BinaryArray.uuids(8);
  private final BinaryArray kinds = BinaryArray.texts(8);
  private final BinaryArray labels = BinaryArray.texts(8);
  private final BinaryArray priorities = BinaryArray.ints(8);
  private final BinaryArray grantedAts = BinaryArray.instants(8);
  private final BinaryArray expiresAts = BinaryArray.instants(8);
  private final BinaryArray paid = BinaryArray.numerics(8);
  private final BinaryArray paidIn = BinaryArray.texts(8);
  private final BinaryArray carried = BinaryArray.bools(8);

  void add(UUID customer, Grant grant) {
    customers.add(customer);
    ids.add(grant.id());
    amounts.add(grant.amount().amount());
    remaining.add(grant.remaining().amount());
    held.add(grant.held().amount());
    floors.add(grant.floor().amount());
    states.add(Words.of(grant.state()));
    live.add(grant.state() != Grant.State.EXPIRED || grant.held().isPositive());
  }

  /// With the columns that never change.
  void add(UUID customer, UUID wallet, Grant grant) {
    add(customer, grant);
    wallets.add(wallet);
    kinds.add(Words.of(grant.kind()));
    labels.add(grant.label());
    priorities.add(grant.priority());
    grantedAts.add(grant.grantedAt());
    expiresAts.addInstant(grant.expiresAt());
    paid.addNumeric(grant.paid().map(Money::amount));
    paidIn.addText(grant.paid().map(money -> money.currency().getCurrencyCode()));
    carried.add(grant.carried());
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
          amounts,
          remaining,
          held,
          floors,
          states,
          live,
          wallets,
          kinds,
          labels,
          priorities,
          grantedAts,
          expiresAts,
          paid,
          paidIn,
          carried);
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
          amounts,
          remaining,
          held,
          floors,
          states,
          live,
          workspace);
    }
  }
}
