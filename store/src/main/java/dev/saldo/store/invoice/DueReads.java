package dev.saldo.store.invoice;

import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.billing.ItemsJson;
import dev.saldo.store.billing.LineItemJson;
import dev.saldo.store.billing.PartyJson;
import dev.saldo.store.billing.SubscriptionJson;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.UUID;

/// Reads what invoices are made of, for many customers with one statement a table. Right only under
/// the customers' locks, or on one snapshot.
public final class DueReads {
  private static final String LOCK =
      """
      SELECT id, zone, last_at, test_clock, subscription, billed_until, late_from
        FROM account WHERE workspace_id = ? AND id = ANY (?) ORDER BY id FOR NO KEY UPDATE
      """;

  private static final String LOOK = LOCK.replace("FOR NO KEY UPDATE", "");

  private static final String CUSTOMERS =
      """
      SELECT c.id, c.name, c.email, c.locale, p.profile
        FROM unnest(?) AS u (id)
        JOIN customer c ON c.workspace_id = ? AND c.id = u.id
        LEFT JOIN billing_profile p ON p.workspace_id = c.workspace_id AND p.customer_id = c.id
      """;

  private static final String DUE =
      """
      SELECT i.customer_id, i.id, i.currency, i.usage_from, i.usage_until, i.whole_from,
             i.whole_until, i.drafted_at, i.finalize_at, i.interim_from,
             (SELECT max(e.usage_until) FROM invoice e
               WHERE e.workspace_id = i.workspace_id AND e.customer_id = i.customer_id
                 AND e.usage_until <= i.usage_from) AS covered_until
        FROM unnest(?, ?) AS u (id, now)
        JOIN invoice i ON i.workspace_id = ? AND i.customer_id = u.id
       WHERE i.status = 'draft' AND i.finalize_at <= u.now
       ORDER BY i.customer_id, i.finalize_at, i.drafted_at, i.id
      """;

  private static final String DRAFTS =
      """
      SELECT i.customer_id, i.id, i.currency, i.usage_from, i.usage_until, i.whole_from,
             i.whole_until, i.drafted_at, coalesce(i.finalize_at, '9999-12-31T00:00:00Z') AS finalize_at,
             i.interim_from,
             (SELECT max(e.usage_until) FROM invoice e
               WHERE e.workspace_id = i.workspace_id AND e.customer_id = i.customer_id
                 AND e.usage_until <= coalesce(i.usage_from, 'infinity')) AS covered_until
        FROM invoice i
       WHERE i.workspace_id = ? AND i.customer_id = ? AND i.status = 'draft'
       ORDER BY i.drafted_at, i.id
      """;

  private static final String OWED =
      """
      SELECT o.invoice_id, o.item
        FROM unnest(?, ?) AS u (customer_id, id)
        JOIN owed o ON o.workspace_id = ? AND o.customer_id = u.customer_id AND o.invoice_id = u.id
       ORDER BY o.invoice_id, o.id
      """;

  private static final String TERMS =
      """
      SELECT t.customer_id, t.ordinal, t.catalog, t.catalog_version, t.plan, t.plan_started_at,
             t.term_from, t.items, t.term_ended, t.zone
        FROM unnest(?) AS u (id)
        JOIN term t ON t.workspace_id = ? AND t.customer_id = u.id
       ORDER BY t.customer_id, t.ordinal
      """;

  private static final String TALLIES =
      """
      SELECT t.customer_id, t.subject, t.period_from, t.consumed, t.acts
        FROM (SELECT unnest(?) AS id, unnest(?) AS since, unnest(?) AS until) AS u,
             LATERAL (SELECT * FROM tally
                       WHERE workspace_id = ? AND customer_id = u.id
                         AND period_from >= u.since AND period_from < u.until
                         AND (subject LIKE 'usage:%' OR subject LIKE 'daily:%'
                           OR subject LIKE 'billed:%' OR subject LIKE 'unbilled:%'
                           OR subject LIKE 'unbilled_daily:%' OR subject LIKE 'carried:%'
                           OR subject LIKE 'centre:%' OR subject LIKE 'billed\\_centre:%') OFFSET 0) AS t
      """;

  private static final String PERIODS =
      """
      SELECT usage_from, usage_until, whole_from, whole_until, currency,
             (SELECT max(e.usage_until) FROM invoice e
               WHERE e.workspace_id = i.workspace_id AND e.customer_id = i.customer_id
                 AND e.usage_until <= i.usage_from) AS covered_until
        FROM invoice i
       WHERE workspace_id = ? AND customer_id = ? AND usage_until > ? AND usage_from IS NOT NULL
         AND corrects IS NULL AND status NOT IN ('draft', 'void')
       ORDER BY usage_from
      """;

  private static final String ISSUER = "SELECT profile FROM issuer WHERE workspace_id = ?";

  private final Connection connection;
  private final long workspace;

  DueReads(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  /// Locks accounts, in the order of their ids, and reads whose they are.
  public SequencedMap<UUID, BilledCustomer> lock(Collection<UUID> customers, Instant clock) {
    var locked = new LinkedHashMap<UUID, BilledCustomer>();
    Jdbc.query(
        connection,
        LOCK,
        row -> {
          var customer = account(row, clock);
          locked.put(customer.id(), customer);
        },
        workspace,
        ids(customers));
    Jdbc.query(
        connection,
        CUSTOMERS,
        row -> locked.computeIfPresent(Jdbc.uuid(row, "id"), (_, one) -> named(one, row)),
        ids(locked.keySet()),
        workspace);
    return locked;
  }

  /// Reads whose an account is without locking it: right only where everything is read on one
  /// snapshot and nothing is written.
  public Optional<BilledCustomer> look(UUID customer, Instant clock) {
    var seen = new ArrayList<BilledCustomer>(1);
    Jdbc.query(
        connection, LOOK, row -> seen.add(account(row, clock)), workspace, ids(List.of(customer)));
    return seen.stream().findFirst();
  }

  public List<DueInvoice> due(Collection<BilledCustomer> customers) {
    var ids = BinaryArray.uuids(customers.size());
    var nows = BinaryArray.instants(customers.size());
    for (var customer : customers) {
      ids.add(customer.id());
      nows.add(customer.now());
    }
    var due = new ArrayList<DueInvoice>();
    Jdbc.query(connection, DUE, row -> due.add(invoice(row)), ids, nows, workspace);
    return due;
  }

  /// All drafts of a customer, those that still collect lines included.
  public List<DueInvoice> drafts(UUID customer) {
    var drafts = new ArrayList<DueInvoice>();
    Jdbc.query(connection, DRAFTS, row -> drafts.add(invoice(row)), workspace, customer);
    return drafts;
  }

  public Map<UUID, List<LineItem>> owed(List<DueInvoice> invoices) {
    var customers = BinaryArray.uuids(invoices.size());
    var ids = BinaryArray.uuids(invoices.size());
    for (var invoice : invoices) {
      customers.add(invoice.customer());
      ids.add(invoice.id());
    }
    var owed = new HashMap<UUID, List<LineItem>>();
    Jdbc.query(
        connection,
        OWED,
        row ->
            owed.computeIfAbsent(Jdbc.uuid(row, "invoice_id"), _ -> new ArrayList<>())
                .add(LineItemJson.read(row.getString("item"))),
        customers,
        ids,
        workspace);
    return owed;
  }

  public Map<UUID, List<Term>> terms(Collection<UUID> customers) {
    var terms = new HashMap<UUID, List<Term>>();
    Jdbc.query(
        connection,
        TERMS,
        row ->
            terms
                .computeIfAbsent(Jdbc.uuid(row, "customer_id"), _ -> new ArrayList<>())
                .add(term(row)),
        ids(customers),
        workspace);
    return terms;
  }

  /// A stretch of a customer's time.
  public record Stretch(UUID customer, Period period) {}

  /// Counters that begin in the stretches. Days that begin before a stretch and reach into it are
  /// among them when the stretch is widened by its asker.
  public Map<UUID, Map<TallyKey, Tally>> tallies(List<Stretch> stretches) {
    var ids = BinaryArray.uuids(stretches.size());
    var froms = BinaryArray.instants(stretches.size());
    var untils = BinaryArray.instants(stretches.size());
    for (var stretch : stretches) {
      ids.add(stretch.customer());
      froms.add(stretch.period().from());
      untils.add(stretch.period().until());
    }
    var tallies = new HashMap<UUID, Map<TallyKey, Tally>>();
    Jdbc.query(
        connection,
        TALLIES,
        row -> {
          var key = new TallyKey(row.getString("subject"), Jdbc.instant(row, "period_from"));
          tallies
              .computeIfAbsent(Jdbc.uuid(row, "customer_id"), _ -> new HashMap<>())
              .put(
                  key,
                  new Tally(
                      Decimals.normal(row.getBigDecimal("consumed")),
                      BigDecimal.ZERO,
                      row.getLong("acts")));
        },
        ids,
        froms,
        untils,
        workspace);
    return tallies;
  }

  /// When a stretch of a customer's time begins, or ends, into which the level of a meter reaches.
  public record Opening(UUID customer, String meter, Instant at) {}

  /// The levels next to instants.
  public Map<UUID, Levels> around(List<Opening> instants) {
    return LevelReads.around(connection, workspace, instants);
  }

  /// The billed periods that end after a time.
  public List<DueInvoice> billedPeriods(UUID customer, Instant after) {
    var periods = new ArrayList<DueInvoice>();
    Jdbc.query(
        connection,
        PERIODS,
        row ->
            periods.add(
                new DueInvoice(
                    customer,
                    customer,
                    Currency.getInstance(row.getString("currency")),
                    period(row, "usage_from", "usage_until"),
                    period(row, "whole_from", "whole_until"),
                    after,
                    after,
                    Jdbc.instantIfAny(row, "covered_until"),
                    Optional.empty())),
        workspace,
        customer,
        after);
    return periods;
  }

  public Optional<Issuer> issuer() {
    var found = new ArrayList<Issuer>(1);
    Jdbc.query(connection, ISSUER, row -> found.add(PartyJson.issuer(row.getString(1))), workspace);
    return found.stream().findFirst();
  }

  private static BilledCustomer account(ResultSet row, Instant clock) throws SQLException {
    var testClock = Jdbc.instantIfAny(row, "test_clock");
    var lastAt = Jdbc.instant(row, "last_at");
    var billedUntil = Jdbc.instantIfAny(row, "billed_until");
    var lateFrom = Jdbc.instantIfAny(row, "late_from");
    return new BilledCustomer(
        Jdbc.uuid(row, "id"),
        "",
        Optional.empty(),
        ZoneId.of(row.getString("zone")),
        testClock.orElse(clock.isAfter(lastAt) ? clock : lastAt),
        testClock.isPresent(),
        Jdbc.textIfAny(row, "subscription")
            .map(json -> SubscriptionJson.read(json, billedUntil, lateFrom)),
        new BillingProfile(
            Optional.empty(),
            Locale.ENGLISH,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty()));
  }

  private static BilledCustomer named(BilledCustomer one, ResultSet row) {
    try {
      var locale = Locale.forLanguageTag(row.getString("locale"));
      var profile = Jdbc.textIfAny(row, "profile").map(json -> PartyJson.profile(json, locale));
      return new BilledCustomer(
          one.id(),
          row.getString("name"),
          Jdbc.textIfAny(row, "email"),
          one.zone(),
          one.now(),
          one.onTestClock(),
          one.subscription(),
          profile.orElse(
              new BillingProfile(
                  Optional.empty(),
                  locale,
                  Optional.empty(),
                  OptionalInt.empty(),
                  Optional.empty())));
    } catch (SQLException e) {
      throw dev.saldo.store.sql.StoreException.of(e);
    }
  }

  private static DueInvoice invoice(ResultSet row) throws SQLException {
    return new DueInvoice(
        Jdbc.uuid(row, "customer_id"),
        Jdbc.uuid(row, "id"),
        Currency.getInstance(row.getString("currency")),
        period(row, "usage_from", "usage_until"),
        period(row, "whole_from", "whole_until"),
        Jdbc.instant(row, "drafted_at"),
        Jdbc.instant(row, "finalize_at"),
        Jdbc.instantIfAny(row, "covered_until"),
        Jdbc.instantIfAny(row, "interim_from"));
  }

  static Optional<Period> period(ResultSet row, String from, String until) throws SQLException {
    var begin = Jdbc.instantIfAny(row, from);
    var end = Jdbc.instantIfAny(row, until);
    return begin.flatMap(first -> end.map(last -> new Period(first, last)));
  }

  private static Term term(ResultSet row) throws SQLException {
    return new Term(
        new CatalogReference(row.getString("catalog"), row.getInt("catalog_version")),
        row.getString("plan"),
        Jdbc.instant(row, "plan_started_at"),
        Jdbc.instant(row, "term_from"),
        List.of(),
        ItemsJson.read(Jdbc.textIfAny(row, "items")),
        row.getBoolean("term_ended"),
        Jdbc.textIfAny(row, "zone").map(ZoneId::of));
  }

  private static BinaryArray ids(Collection<UUID> customers) {
    var ids = BinaryArray.uuids(customers.size());
    customers.forEach(ids::add);
    return ids;
  }
}
