package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Settings;
import dev.saldo.core.account.Term;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.billing.ItemsJson;
import dev.saldo.store.billing.SubscriptionJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rows of `account` and `term`.
final class AccountRows {
  // Alone and in the order of ids: a joined row would be read as it was before the wait, and two
  // that lock in different orders would wait for each other.
  private static final String LOCK =
      """
      SELECT id, version, ctid, zone, hard_limit, preventive_block, last_at, test_clock, next_due_at,
             term_ordinal, catalog, catalog_version, plan, plan_started_at, term_from, grants_due,
             items, term_ended, term_zone, has_budgets, has_consents, has_tallies, has_rate_acts,
             holds_until, subscription, billed_until, late_from, spending_cap, spending_cap_in
        FROM account WHERE workspace_id = ? AND id = ANY (?) ORDER BY id FOR NO KEY UPDATE
      """;

  static final String LOCK_FREE = LOCK + " SKIP LOCKED";

  private static final String SEEN = LOCK.substring(0, LOCK.indexOf(" ORDER BY"));

  private static final String EXISTING =
      "SELECT id FROM account WHERE workspace_id = ? AND id = ANY (?)";

  private static final String EARLIER_TERMS =
      """
      SELECT t.customer_id, t.catalog, t.catalog_version, t.plan, t.plan_started_at, t.term_from,
             t.grants_due, t.items, t.term_ended, t.zone
        FROM unnest(?) AS c (id),
             LATERAL (SELECT * FROM term
                       WHERE workspace_id = ? AND customer_id = c.id OFFSET 0) AS t
       ORDER BY t.customer_id, t.ordinal
      """;

  // Found by its place: nobody has moved the row since this transaction locked it.
  static final String TOUCH =
      """
      UPDATE account a SET version = a.version + 1, last_at = u.last_at
        FROM (SELECT unnest(?) AS place, unnest(?) AS id, unnest(?) AS last_at) AS u
       WHERE a.ctid = u.place AND a.workspace_id = ? AND a.id = u.id
      """;

  static final String UPDATE =
      """
      UPDATE account a
         SET version = a.version + 1,
             hard_limit = u.hard_limit, preventive_block = u.preventive_block,
             spending_cap = u.spending_cap, spending_cap_in = u.spending_cap_in,
             last_at = u.last_at,
             test_clock = u.test_clock, next_due_at = u.next_due_at,
             term_ordinal = u.term_ordinal, catalog = u.catalog,
             catalog_version = u.catalog_version, plan = u.plan,
             plan_started_at = u.plan_started_at, term_from = u.term_from,
             grants_due = u.grants_due, items = u.items, term_ended = u.term_ended,
             term_zone = u.term_zone, subscription = u.subscription, late_from = u.late_from,
             has_budgets = u.has_budgets,
             has_consents = u.has_consents, has_tallies = u.has_tallies,
             has_rate_acts = u.has_rate_acts, holds_until = u.holds_until
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS u (place, id, hard_limit, preventive_block, spending_cap, spending_cap_in, last_at, test_clock, next_due_at,
                term_ordinal, catalog, catalog_version, plan, plan_started_at, term_from,
                grants_due, items, term_ended, term_zone, subscription, late_from, has_budgets, has_consents, has_tallies, has_rate_acts, holds_until)
       WHERE a.ctid = u.place AND a.workspace_id = ? AND a.id = u.id
      """;

  private static final String INSERT_TERMS =
      """
      INSERT INTO term (workspace_id, customer_id, ordinal, catalog, catalog_version, plan,
                        plan_started_at, term_from, grants_due, items, term_ended, zone)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
             unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private static final String CLOSE_TERMS =
      """
      UPDATE term t SET grants_due = u.grants_due
        FROM unnest(?, ?, ?) AS u (id, ordinal, grants_due),
             LATERAL (SELECT ctid AS place FROM term
                       WHERE workspace_id = ? AND customer_id = u.id AND ordinal = u.ordinal
                      OFFSET 0) AS o
       WHERE t.ctid = o.place
      """;

  private static final String INSERT =
      """
      INSERT INTO account (workspace_id, id, zone, last_at, next_due_at, test_clock)
      VALUES (?, ?, ?, ?, ?, CASE WHEN ? THEN ?::timestamptz END)
      """;

  private AccountRows() {}

  static List<LockedAccount> lock(
      Connection connection, long workspace, BinaryArray ids, boolean skipping)
      throws SQLException {
    var locked = new ArrayList<LockedAccount>(ids.count());
    Statements.query(
        connection, skipping ? LOCK_FREE : LOCK, row -> locked.add(account(row)), workspace, ids);
    return locked;
  }

  /// Accounts as the transaction's snapshot shows them, not locked: to look, never to write.
  static List<LockedAccount> seen(Connection connection, long workspace, BinaryArray ids)
      throws SQLException {
    var seen = new ArrayList<LockedAccount>(ids.count());
    Statements.query(connection, SEEN, row -> seen.add(account(row)), workspace, ids);
    return seen;
  }

  static List<UUID> existing(Connection connection, long workspace, BinaryArray ids)
      throws SQLException {
    var found = new ArrayList<UUID>();
    Statements.query(connection, EXISTING, row -> found.add(row.uuid()), workspace, ids);
    return found;
  }

  /// All terms of the customers, the current one last; the current one without its due times.
  static void terms(Connection connection, long workspace, BinaryArray ids, Gathered gathered)
      throws SQLException {
    Statements.query(
        connection,
        EARLIER_TERMS,
        row -> gathered.of(row.uuid()).terms.add(term(row)),
        ids,
        workspace);
  }

  static void insert(Connection connection, long workspace, Account account) throws SQLException {
    Statements.change(
        connection,
        INSERT,
        1,
        workspace,
        account.customer(),
        account.zone().getId(),
        Times.sql(account.lastAt()),
        Times.sql(account.nextDueAt()),
        account.testClock().isPresent(),
        Times.sql(account.testClock().orElse(account.lastAt())));
  }

  /// Notes on accounts of which nothing else changes that there was a decision, and when.
  static void touch(Connection connection, long workspace, List<LockedAccount> accounts)
      throws SQLException {
    var rows = accounts.size();
    if (rows == 0) {
      return;
    }
    var places = BinaryArray.places(rows);
    var ids = BinaryArray.uuids(rows);
    var lastAts = BinaryArray.instants(rows);
    for (var account : accounts) {
      places.addPlace(account.place());
      ids.add(account.customer());
      lastAts.add(account.lastAt());
    }
    Statements.change(connection, TOUCH, rows, places, ids, lastAts, workspace);
  }

  static void update(Connection connection, long workspace, List<LockedAccount> accounts)
      throws SQLException {
    var rows = accounts.size();
    if (rows == 0) {
      return;
    }
    var places = BinaryArray.places(rows);
    var ids = BinaryArray.uuids(rows);
    var hardLimits = BinaryArray.bools(rows);
    var blocks = BinaryArray.numerics(rows);
    var caps = BinaryArray.numerics(rows);
    var capsIn = BinaryArray.texts(rows);
    var lastAts = BinaryArray.instants(rows);
    var clocks = BinaryArray.instants(rows);
    var dueAts = BinaryArray.instants(rows);
    var terms = new TermColumns(rows);
    var subscriptions = BinaryArray.jsons(rows);
    var lates = BinaryArray.instants(rows);
    var budgets = BinaryArray.bools(rows);
    var consents = BinaryArray.bools(rows);
    var tallies = BinaryArray.bools(rows);
    var acts = BinaryArray.bools(rows);
    var holds = BinaryArray.instants(rows);
    for (var account : accounts) {
      places.addPlace(account.place());
      ids.add(account.customer());
      account.settings().hardLimit().ifPresentOrElse(hardLimits::add, hardLimits::addNull);
      blocks.addNumeric(account.settings().preventiveBlockPercent());
      caps.addNumeric(account.settings().spendingCap().map(Money::amount));
      capsIn.addText(account.settings().spendingCap().map(cap -> cap.currency().getCurrencyCode()));
      lastAts.add(account.lastAt());
      clocks.addInstant(account.testClock());
      dueAts.add(account.nextDueAt());
      terms.add(account.termOrdinal(), account.term());
      subscriptions.addText(account.subscription().map(SubscriptionJson::text));
      lates.addInstant(account.subscription().flatMap(Subscription::lateFrom));
      budgets.add(account.hasBudgets());
      consents.add(account.hasConsents());
      tallies.add(account.hasTallies());
      acts.add(account.hasRateActs());
      holds.addInstant(account.holdsUntil());
    }
    Statements.change(
        connection,
        UPDATE,
        rows,
        places,
        ids,
        hardLimits,
        blocks,
        caps,
        capsIn,
        lastAts,
        clocks,
        dueAts,
        terms.ordinals,
        terms.catalogs,
        terms.versions,
        terms.plans,
        terms.startedAts,
        terms.froms,
        terms.due,
        terms.items,
        terms.ended,
        terms.zones,
        subscriptions,
        lates,
        budgets,
        consents,
        tallies,
        acts,
        holds,
        workspace);
  }

  /// A term with its place among the customer's.
  record Placed(UUID customer, int ordinal, Term term) {}

  static void insertTerms(Connection connection, long workspace, List<Placed> begun)
      throws SQLException {
    if (begun.isEmpty()) {
      return;
    }
    var ids = BinaryArray.uuids(begun.size());
    var terms = new TermColumns(begun.size());
    for (var placed : begun) {
      ids.add(placed.customer());
      terms.add(placed.ordinal(), Optional.of(placed.term()));
    }
    Statements.change(
        connection,
        INSERT_TERMS,
        begun.size(),
        workspace,
        ids,
        terms.ordinals,
        terms.catalogs,
        terms.versions,
        terms.plans,
        terms.startedAts,
        terms.froms,
        terms.due,
        terms.items,
        terms.ended,
        terms.zones);
  }

  static void closeTerms(Connection connection, long workspace, List<Placed> ended)
      throws SQLException {
    if (ended.isEmpty()) {
      return;
    }
    var ids = BinaryArray.uuids(ended.size());
    var terms = new TermColumns(ended.size());
    for (var placed : ended) {
      ids.add(placed.customer());
      terms.add(placed.ordinal(), Optional.of(placed.term()));
    }
    Statements.change(
        connection, CLOSE_TERMS, ended.size(), ids, terms.ordinals, terms.due, workspace);
  }

  private static LockedAccount account(Row row) throws SQLException {
    var customer = row.uuid();
    var version = row.number();
    var place = row.text();
    var zone = ZoneId.of(row.text());
    var hardLimit = row.boolIfAny();
    var block = row.decimalIfAny().map(Decimals::normal);
    var lastAt = row.instant();
    var testClock = row.instantIfAny();
    var nextDueAt = row.instant();
    var ordinal = row.integer();
    var term = ordinal == 0 ? Optional.<Term>empty() : Optional.of(term(row));
    if (ordinal == 0) {
      row.skip(9);
    }
    var hasBudgets = row.bool();
    var hasConsents = row.bool();
    var hasTallies = row.bool();
    var hasRateActs = row.bool();
    var holdsUntil = row.instantIfAny();
    var subscription = subscription(row);
    return new LockedAccount(
        customer,
        version,
        place,
        zone,
        new Settings(hardLimit, block, cap(row)),
        lastAt,
        testClock,
        nextDueAt,
        ordinal,
        term,
        hasBudgets,
        hasConsents,
        hasTallies,
        hasRateActs,
        holdsUntil,
        subscription);
  }

  private static Optional<Money> cap(Row row) throws SQLException {
    var amount = row.decimalIfAny();
    var currency = row.textIfAny().map(Currency::getInstance);
    return amount.flatMap(most -> currency.map(in -> new Money(in, most)));
  }

  private static Optional<Subscription> subscription(Row row) throws SQLException {
    var json = row.textIfAny();
    var billedUntil = row.instantIfAny();
    var lateFrom = row.instantIfAny();
    return json.map(text -> SubscriptionJson.read(text, billedUntil, lateFrom));
  }

  private static Term term(Row row) throws SQLException {
    return new Term(
        new CatalogReference(row.text(), row.integer()),
        row.text(),
        row.instant(),
        row.instant(),
        JsonTree.instants(row.text()),
        ItemsJson.read(row.textIfAny()),
        row.bool(),
        row.textIfAny().map(ZoneId::of));
  }
}
