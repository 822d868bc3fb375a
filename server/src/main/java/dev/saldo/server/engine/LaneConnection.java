package dev.saldo.server.engine;

import dev.saldo.store.account.AccountStore;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one connection of a lane: kept for as long as it works, replaced when it doesn't. Used by
/// the lane's thread alone.
final class LaneConnection {
  private static final Logger LOG = LoggerFactory.getLogger(LaneConnection.class);

  private static final long REPLAN_NS = 5_000_000_000L;

  private final DataSource source;
  private @Nullable Connection open;
  private long handled;
  private long replanAt;
  private long replannedNs;

  LaneConnection(DataSource source) {
    this.source = source;
  }

  /// The connection for a batch of so many commands. Its plans are made anew when the lane has
  /// handled twice as many as when they were made, and every few seconds, because other nodes fill
  /// the tables too.
  Connection open(int commands) throws SQLException {
    var ready = open();
    var now = System.nanoTime();
    handled += commands;
    if (handled >= replanAt || now - replannedNs > REPLAN_NS) {
      AccountStore.replan(ready);
      replanAt = handled * 2;
      replannedNs = now;
    }
    return ready;
  }

  private Connection open() throws SQLException {
    var known = open;
    if (known != null) {
      return known;
    }
    var fresh = source.getConnection();
    try {
      AccountStore.prepare(fresh);
      fresh.setAutoCommit(false);
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
    open = fresh;
    return fresh;
  }

  /// Undoes what isn't committed; a connection that can't is dropped.
  void rollback() {
    var known = open;
    if (known != null) {
      try {
        known.rollback();
      } catch (SQLException e) {
        LOG.debug("A rollback failed", e);
        drop();
      }
    }
  }

  /// Throws the connection away.
  void drop() {
    var known = open;
    open = null;
    if (known != null) {
      try {
        known.abort(Runnable::run);
        known.close();
      } catch (SQLException e) {
        LOG.debug("A broken connection can't be closed", e);
      }
    }
  }

  /// Gives the connection back.
  void close() {
    rollback();
    var known = open;
    open = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException e) {
        LOG.debug("A connection can't be given back", e);
      }
    }
  }
}
