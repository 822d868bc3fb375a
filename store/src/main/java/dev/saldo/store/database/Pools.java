package dev.saldo.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;

/// The connection pools of one process, all as the application's role.
///
/// Every wait has an end: two seconds for a connection, the server's own limits for statements,
/// locks and idle transactions, and a socket limit somewhat above for the case that the network
/// swallows the answer. A statement is prepared on the server from its third use.
final class Pools implements AutoCloseable {
  private static final int CONNECTION_TIMEOUT_MS = 2_000;
  private static final int SOCKET_MARGIN_S = 5;
  private static final int PREPARE_THRESHOLD = 3;

  private final HikariDataSource hot;
  private final HikariDataSource reads;
  private final HikariDataSource lookups;
  private final HikariDataSource probe;

  Pools(DatabaseUrl application, PoolSizes sizes) {
    this.hot = new HikariDataSource(config(application, sizes, "saldo-hot", sizes.hot()));
    this.reads = new HikariDataSource(config(application, sizes, "saldo-reads", sizes.reads()));
    this.lookups = new HikariDataSource(single(application, sizes, "saldo-lookups"));
    this.probe = new HikariDataSource(single(application, sizes, "saldo-probe"));
  }

  private static HikariConfig single(DatabaseUrl application, PoolSizes sizes, String name) {
    var single = config(application, sizes, name, 1);
    single.setMinimumIdle(0);
    return single;
  }

  private static HikariConfig config(
      DatabaseUrl application, PoolSizes sizes, String name, int connections) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    config.setValidationTimeout(CONNECTION_TIMEOUT_MS / 2);
    config.setKeepaliveTime(120_000);
    config.setInitializationFailTimeout(-1);
    config.setDataSource(
        new OneConnection(
            application,
            Map.of(
                "socketTimeout",
                Integer.toString(sizes.statementTimeoutMs() / 1000 + SOCKET_MARGIN_S),
                "prepareThreshold",
                Integer.toString(PREPARE_THRESHOLD),
                "options",
                "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d -c plan_cache_mode=auto"
                    .formatted(
                        sizes.statementTimeoutMs(),
                        sizes.lockTimeoutMs(),
                        sizes.statementTimeoutMs()))));
    return config;
  }

  HikariDataSource hot() {
    return hot;
  }

  HikariDataSource reads() {
    return reads;
  }

  /// One connection set apart for what is kept in memory afterwards. Whoever holds a connection of
  /// another pool may ask for it: waiting for a second one of the same pool could wait for ever.
  HikariDataSource lookups() {
    return lookups;
  }

  /// One connection set apart, so that a busy pool isn't mistaken for a dead database.
  HikariDataSource probe() {
    return probe;
  }

  @Override
  public void close() {
    hot.close();
    reads.close();
    lookups.close();
    probe.close();
  }
}
