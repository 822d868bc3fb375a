package dev.saldo.server.engine;

import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.store.account.AccountStore;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
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
    var replies = new ArrayList<CompletableFuture<Reply>>();
    try (var connection = connections.getConnection()) {
      for (var due : AccountStore.due(connection, clock.instant(), slice)) {
        replies.add(engine.submit(due.workspace(), due.customer(), new Command.PostDue(KEY)));
      }
    }
    var done = 0;
    for (var reply : replies) {
      if (reply.handle((given, _) -> given instanceof Reply.UpToDate).join()) {
        done++;
      }
    }
    return done;
  }
}
