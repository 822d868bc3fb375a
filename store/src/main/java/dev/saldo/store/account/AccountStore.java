package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Accounts in PostgreSQL: the room's door. Safe for use by many threads, each with a connection of
/// its own.
///
/// All of it happens inside a READ COMMITTED transaction that has named its workspace, in this
/// order: [#enter], [#lock], [#load], then the decision and [#writing], then the caller's commit.
/// What is loaded is right because it is read after the lock was given, by later statements.
public final class AccountStore {
  // One plan for many batches, and no plan without an index. Which index is told by the size that
  // a table has when the plan is made, so plans are made anew as tables grow: see replan.
  private static final String SESSION =
      """
      SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;
      SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off;
      SET enable_material = off; SET enable_memoize = off; SET jit = off
      """;

  private static final String ENTER =
      "SELECT set_config('saldo.workspace', ?, true), clock_timestamp()";

  private static final String DUE = "SELECT workspace_id, customer_id FROM due_accounts(?, ?)";

  private final AccountMemory memory;
  private final Loading loading;

  public AccountStore() {
    this.memory = AccountMemory.standard();
    this.loading = new Loading(new Words(), memory, false);
  }

  /// Whether to wait for accounts that others have locked.
  public enum Wait {
    WAITING,
    SKIPPING
  }

  /// An account of a workspace that has something due.
  public record Due(long workspace, UUID customer) {}

  /// Prepares a connection for this store's statements; needed once, before any other call.
  public static void prepare(Connection connection) throws SQLException {
    BinaryArray.prepare(connection);
    try (var statement = connection.createStatement()) {
      statement.execute(SESSION);
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  /// Has the connection's plans made anew. A plan made while a table was empty may use the wrong
  /// index, and would be kept; so this is due whenever there are about twice as many rows as when
  /// it was last called.
  public static void replan(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("DISCARD PLANS");
    }
  }

  /// Names the workspace whose rows the transaction may see, for its whole length.
  ///
  /// @return the database's clock
  public static Instant enter(Connection connection, long workspace) throws SQLException {
    try (var statement = connection.prepareStatement(ENTER)) {
      statement.setString(1, Long.toString(workspace));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getObject(2, OffsetDateTime.class).toInstant();
      }
    }
  }

  /// Puts in the account of a new customer, on no plan and with nothing.
  public void create(Connection connection, long workspace, Account account) throws SQLException {
    AccountRows.insert(connection, workspace, account);
  }

  /// Locks accounts until the transaction ends, in the order of their ids.
  ///
  /// @return those that are locked now; the others don't exist or, when skipping, are locked
  ///   elsewhere
  public List<LockedAccount> lock(
      Connection connection, long workspace, Collection<UUID> customers, Wait wait)
      throws SQLException {
    return AccountRows.lock(connection, workspace, ids(customers), wait == Wait.SKIPPING);
  }

  /// Which of the accounts exist.
  public List<UUID> existing(Connection connection, long workspace, Collection<UUID> customers)
      throws SQLException {
    return AccountRows.existing(connection, workspace, ids(customers));
  }

  /// Loads locked accounts, as far as the commands on them need it.
  ///
  /// @param clock the clock; each customer's `now` is the later of it and the customer's last time,
  ///   cut off at microseconds, or its test clock
  public Map<UUID, Loaded> load(
      Connection connection,
      long workspace,
      Collection<LockedAccount> locked,
      Map<UUID, List<Command>> commands,
      Instant clock,
      Catalogs catalogs)
      throws SQLException {
    return loading.load(connection, workspace, locked, commands, clock, catalogs);
  }

  /// Begins to write what is decided about accounts that this transaction has locked and loaded.
  ///
  /// @param executor what sends rows while others are being decided
  public Writing writing(Connection connection, long workspace, Executor executor) {
    return new Writing(connection, workspace, executor);
  }

  /// Takes note that what was written is committed: it needn't be read again while nobody else
  /// changes it.
  public void committed(long workspace, List<Decided> decided) {
    decided.forEach(
        one -> memory.keep(workspace, one.loaded().locked().customer(), Known.after(one)));
  }

  /// Accounts of all workspaces with something due until `at`, the longest overdue first; those on
  /// a test clock aren't among them. Needs no workspace to be named.
  public static List<Due> due(Connection connection, Instant at, int most) throws SQLException {
    var due = new ArrayList<Due>();
    Statements.query(
        connection, DUE, row -> due.add(new Due(row.number(), row.uuid())), Times.sql(at), most);
    return due;
  }

  private static BinaryArray ids(Collection<UUID> customers) {
    var ids = BinaryArray.uuids(customers.size());
    customers.forEach(ids::add);
    return ids;
  }
}
