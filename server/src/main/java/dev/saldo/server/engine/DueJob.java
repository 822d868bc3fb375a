package dev.saldo.server.engine;

import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.store.account.AccountStore;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Posts what falls due by itself on accounts that nobody asks about: holds and grants that expire,
/// a plan's credits of a new period. Run it every few seconds, on any number of nodes.
public final class DueJob {
  private static final Command.Key KEY = new Command.Key("saldo:job", "due", ChainHash.NONE);

  private final DataSource connections;
  private final Engine engine;
  private final InstantSource clock;
  private final int slice;

  /// @param slice how many accounts are asked for at once
  public DueJob(DataSource connections, Engine engine, InstantSource clock, int slice) {
    this.connections = connections;
    this.engine = engine;
    this.clock = clock;
    this.slice = slice;
  }

  /// Posts a slice of what is due now and waits for it.
  ///
  /// @return how many accounts were brought up to date; call again at once when it is a whole slice
  public int run() throws SQLException {
    return run(_ -> {});
  }

  /// The same, and tells of those that can't be brought up to date; the log says why.
  ///
  /// @param broken is told of each customer
  public int run(Consumer<UUID> broken) throws SQLException {
    var replies = new LinkedHashMap<UUID, CompletableFuture<Reply>>();
    try (var connection = connections.getConnection()) {
      for (var due : AccountStore.due(connection, clock.instant(), slice)) {
        replies.put(
            due.customer(),
            engine.submit(due.workspace(), due.customer(), new Command.PostDue(KEY)));
      }
    }
    var done = 0;
    for (var reply : replies.entrySet()) {
      try {
        if (reply.getValue().join() instanceof Reply.UpToDate) {
          done++;
        }
      } catch (CompletionException _) {
        broken.accept(reply.getKey());
      }
    }
    return done;
  }
}
