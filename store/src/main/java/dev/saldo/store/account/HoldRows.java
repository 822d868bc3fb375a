package dev.saldo.store.account;

import dev.saldo.core.account.HeldAct;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Hold;
import dev.saldo.store.array.BinaryArray;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Rows of `hold`.
final class HoldRows {
  private static final String COLUMNS =
      """
      SELECT h.customer_id, h.id, h.wallet_id, h.amount, h.overage, h.opened_at, h.expires_at,
             h.state, h.action, h.root_id, h.captured_by, h.act
      """;

  static final String NAMED =
      COLUMNS
          + """
            FROM unnest(?, ?) AS c (customer_id, id),
                 LATERAL (SELECT * FROM hold
                           WHERE workspace_id = ? AND customer_id = c.customer_id AND id = c.id
                          OFFSET 0) AS h
          """;

  static final String DUE =
      COLUMNS
          + """
            FROM unnest(?, ?) AS c (id, now),
                 LATERAL (SELECT * FROM hold
                           WHERE workspace_id = ? AND open_for = c.id AND expires_at <= c.now
                          OFFSET 0) AS h
          """;

  static final String SOONEST =
      """
      SELECT c.id, h.expires_at
        FROM unnest(?, ?) AS c (id, now),
             LATERAL (SELECT o.expires_at FROM hold o
                       WHERE o.workspace_id = ? AND o.open_for = c.id AND o.expires_at > c.now
                       ORDER BY o.expires_at LIMIT 1) AS h
      """;

  private static final String INSERT =
      """
      INSERT INTO hold (workspace_id, customer_id, id, wallet_id, amount, overage, opened_at,
                        expires_at, state, action, root_id, captured_by, act, open_for)
      SELECT ?, *, CASE u.state WHEN 'open' THEN u.customer_id END
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, wallet_id, amount, overage, opened_at, expires_at, state, action,
                root_id, captured_by, act)
      """;

  // A hold ends once: its state is left from open alone.
  static final String UPDATE =
      """
      UPDATE hold h SET expires_at = u.expires_at, state = u.state, captured_by = u.captured_by,
             open_for = CASE u.state WHEN 'open' THEN u.customer_id END
        FROM unnest(?, ?, ?, ?, ?) AS u (customer_id, id, expires_at, state, captured_by),
             LATERAL (SELECT ctid AS place FROM hold
                       WHERE workspace_id = ? AND customer_id = u.customer_id AND id = u.id
                      OFFSET 0) AS o
       WHERE h.ctid = o.place AND h.state = 'open'
      """;

  private HoldRows() {}

  static void loadNamed(Connection connection, long workspace, Gathered gathered)
      throws SQLException {
    var customers = BinaryArray.uuids(4);
    var ids = BinaryArray.uuids(4);
    for (var gathering : gathered.all()) {
      for (var hold : gathering.wanted.holds()) {
        if (!gathering.holds.containsKey(hold)) {
          customers.add(gathering.locked.customer());
          ids.add(hold);
        }
      }
    }
    if (ids.count() > 0) {
      Statements.query(
          connection, NAMED, row -> add(row, gathered.of(row.uuid())), customers, ids, workspace);
    }
  }

  static void loadDue(
      Connection connection, long workspace, Collection<Gathering> due, Gathered gathered)
      throws SQLException {
    if (!due.isEmpty()) {
      Statements.query(
          connection,
          DUE,
          row -> add(row, gathered.of(row.uuid())),
          Gathered.ids(due),
          nows(due),
          workspace);
    }
  }

  static void loadSoonest(
      Connection connection, long workspace, Collection<Gathering> holding, Gathered gathered)
      throws SQLException {
    if (!holding.isEmpty()) {
      Statements.query(
          connection,
          SOONEST,
          row -> gathered.of(row.uuid()).soonestHoldExpiry = Optional.of(row.instant()),
          Gathered.ids(holding),
          nows(holding),
          workspace);
    }
  }

  /// A hold of a customer.
  record Placed(UUID customer, HeldAct act) {}

  static void insert(Connection connection, long workspace, Collection<Placed> opened)
      throws SQLException {
    var rows = opened.size();
    if (rows == 0) {
      return;
    }
    var customers = BinaryArray.uuids(rows);
    var ids = BinaryArray.uuids(rows);
    var wallets = BinaryArray.uuids(rows);
    var amounts = BinaryArray.numerics(rows);
    var overages = BinaryArray.numerics(rows);
    var openedAts = BinaryArray.instants(rows);
    var expiresAts = BinaryArray.instants(rows);
    var states = BinaryArray.texts(rows);
    var actions = BinaryArray.texts(rows);
    var roots = BinaryArray.uuids(rows);
    var captures = BinaryArray.uuids(rows);
    var acts = BinaryArray.jsons(rows);
    for (var placed : opened) {
      var act = placed.act();
      var hold = act.hold();
      customers.add(placed.customer());
      ids.add(hold.id());
      wallets.addUuid(hold.reserved().map(Hold.Reserved::wallet));
      amounts.addNumeric(hold.reserved().map(reserved -> reserved.amount().amount()));
      overages.addNumeric(hold.reserved().map(reserved -> reserved.overage().amount()));
      openedAts.add(hold.openedAt());
      expiresAts.add(hold.expiresAt());
      states.add(Words.of(hold.state()));
      actions.add(act.action());
      roots.addUuid(act.root());
      captures.addUuid(act.capturedBy());
      acts.add(json(act));
    }
    Statements.change(
        connection,
        INSERT,
        rows,
        workspace,
        customers,
        ids,
        wallets,
        amounts,
        overages,
        openedAts,
        expiresAts,
        states,
        actions,
        roots,
        captures,
        acts);
  }

  static void update(Connection connection, long workspace, Collection<Placed> changed)
      throws SQLException {
    var rows = changed.size();
    if (rows == 0) {
      return;
    }
    var customers = BinaryArray.uuids(rows);
    var ids = BinaryArray.uuids(rows);
    var expiresAts = BinaryArray.instants(rows);
    var states = BinaryArray.texts(rows);
    var captures = BinaryArray.uuids(rows);
    for (var placed : changed) {
      customers.add(placed.customer());
      ids.add(placed.act().hold().id());
      expiresAts.add(placed.act().hold().expiresAt());
      states.add(Words.of(placed.act().hold().state()));
      captures.addUuid(placed.act().capturedBy());
    }
    Statements.change(
        connection, UPDATE, rows, customers, ids, expiresAts, states, captures, workspace);
  }

  private static BinaryArray nows(Collection<Gathering> customers) {
    var nows = BinaryArray.instants(customers.size());
    customers.forEach(customer -> nows.add(customer.now));
    return nows;
  }

  private static void add(Row row, Gathering gathering) throws SQLException {
    var id = row.uuid();
    var wallet = row.uuidIfAny();
    var amount = row.decimalIfAny();
    var overage = row.decimalIfAny();
    var openedAt = row.instant();
    var expiresAt = row.instant();
    var state = Words.constant(Hold.State.class, row.text());
    var action = row.text();
    var root = row.uuidIfAny();
    var capture = row.uuidIfAny();
    JsonNode act = JsonTree.read(row.text());
    var reserved =
        wallet.map(from -> {
          var unit = gathering.wallet(from).unit();
          return new Hold.Reserved(
              from,
              new Credits(unit, amount.orElseThrow()),
              JsonTree.draws(act.required("draws"), unit),
              new Credits(unit, overage.orElseThrow()));
        });
    gathering.holds.put(
        id,
        new HeldAct(
            new Hold(id, reserved, openedAt, expiresAt, state),
            action,
            JsonTree.values(act.required("data")),
            JsonTree.term(act.required("term")),
            JsonTree.tallied(act.required("tallied")),
            new BigDecimal(JsonTree.text(act, "free_units")),
            JsonTree.attribution(act.required("attribution")),
            root,
            capture));
  }

  private static String json(HeldAct act) {
    var json = new JsonText().open('{');
    json.field("data").values(act.data());
    json.field("term").term(act.term());
    json.field("draws").draws(act.hold().reserved().map(Hold.Reserved::draws).orElse(List.of()));
    json.field("tallied").tallied(act.tallied());
    json.field("free_units", act.freeUnits().toString());
    json.field("attribution").attribution(act.attribution());
    return json.close('}').toString();
  }
}
