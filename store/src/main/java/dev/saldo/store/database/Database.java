package dev.saldo.store.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One migrated database with its connection pools.
///
/// Every connection handed out is the application's role, has `search_path` on the schema `saldo`,
/// and commits by itself until told otherwise.
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final DatabaseAccess access;
  private final ServerVersion version;
  private final Pools pools;

  private Database(DatabaseAccess access, ServerVersion version, Pools pools) {
    this.access = access;
    this.version = version;
    this.pools = pools;
  }

  /// Brings the schema up to date, checks that the application's role is a plain one, and opens the
  /// pools.
  ///
  /// @throws DatabaseException if the database can't be used, with what to do about it
  public static Database open(DatabaseAccess access, PoolSizes sizes) {
    return open(access, sizes, Migrations.standard());
  }

  static Database open(DatabaseAccess access, PoolSizes sizes, Migrations migrations) {
    migrations.run(access);
    try (Connection application = Connections.open(access.application())) {
      ApplicationRole.check(application, access.owner().user());
      warnIfNotDurable(application, access.application());
      return new Database(
          access, ServerVersion.of(application), new Pools(access.application(), sizes));
    } catch (SQLException e) {
      throw Connections.refused(access.application(), e);
    }
  }

  private static void warnIfNotDurable(Connection connection, DatabaseUrl url) throws SQLException {
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SHOW " + setting)) {
        if (row.next() && "off".equals(row.getString(1))) {
          LOG.warn(
              "PostgreSQL at {} runs with {}=off: what Saldo acknowledges may be lost in a crash",
              url.authority(),
              setting);
        }
      }
    }
  }

  /// Connections for the commands that decide and commit.
  public DataSource hot() {
    return pools.hot();
  }

  /// Connections for everything else.
  public DataSource reads() {
    return pools.reads();
  }

  /// A connection for what is looked up in the middle of other work and kept in memory.
  public DataSource lookups() {
    return pools.lookups();
  }

  /// How it was reached; holds passwords.
  public DatabaseAccess access() {
    return access;
  }

  /// PostgreSQL's version, such as 18.6.
  public String serverVersion() {
    return version.text();
  }

  /// Whether the database answers now; takes at most about two seconds, and doesn't wait for the
  /// other pools.
  public Readiness ready() {
    try (Connection connection = pools.probe().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(2);
      statement.execute("SELECT 1");
      return new Readiness.Ready(version.text());
    } catch (SQLException e) {
      return new Readiness.NotReady(String.valueOf(e.getMessage()));
    }
  }

  /// Closes all connections.
  @Override
  public void close() {
    pools.close();
  }
}
