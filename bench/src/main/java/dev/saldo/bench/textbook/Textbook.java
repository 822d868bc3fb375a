package dev.saldo.bench.textbook;

import dev.saldo.bench.load.Caller;
import dev.saldo.bench.load.Callers;
import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// `BEGIN; UPDATE … SET balance = balance - 20 WHERE id = … AND balance >= 20; INSERT …; COMMIT`.
public final class Textbook implements AutoCloseable {
  private static final long SEED = 11;

  private final DatabaseUrl owner;
  private final int accounts;
  private final List<Till> tills = new ArrayList<>();

  private Textbook(DatabaseUrl owner, int accounts) {
    this.owner = owner;
    this.accounts = accounts;
  }

  /// Lays out the tables with so many accounts.
  public static Textbook lay(DatabaseUrl owner, int accounts) throws SQLException {
    try (var connection = connect(owner);
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA textbook");
      statement.execute(
          """
          CREATE TABLE textbook.account (id bigint PRIMARY KEY, balance numeric NOT NULL);
          CREATE TABLE textbook.charge (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            account_id bigint NOT NULL, amount numeric NOT NULL,
            at timestamptz NOT NULL DEFAULT now());
          """);
      statement.execute(
          "INSERT INTO textbook.account SELECT i, 1000000000000 FROM generate_series(0, "
              + (accounts - 1)
              + ") AS i");
      statement.execute("VACUUM ANALYZE textbook.account");
    }
    return new Textbook(owner, accounts);
  }

  /// Callers with a connection each.
  ///
  /// @param hot whether all charge the same account, instead of any
  public Callers callers(int connections, boolean hot) throws SQLException {
    var callers = new ArrayList<Caller>(connections);
    for (var till : open(connections)) {
      callers.add(random -> till.charge(account(random, hot)));
    }
    return Callers.few(callers, SEED + connections);
  }

  /// More callers than connections: each waits for a free one, as in a pool.
  public Callers pooled(int callers, int connections, boolean hot) throws SQLException {
    BlockingQueue<Till> free = new ArrayBlockingQueue<>(connections, false, open(connections));
    var made = new ArrayList<Caller>(callers);
    for (var i = 0; i < callers; i++) {
      made.add(random -> {
        var till = free.take();
        try {
          return till.charge(account(random, hot));
        } finally {
          free.put(till);
        }
      });
    }
    return Callers.many(made, SEED + callers);
  }

  private long account(SplittableRandom random, boolean hot) {
    return hot ? 0 : random.nextLong(accounts);
  }

  /// Opens connections, or takes those that were opened before.
  private List<Till> open(int connections) throws SQLException {
    while (tills.size() < connections) {
      tills.add(new Till(connect(owner)));
    }
    return List.copyOf(tills.subList(0, connections));
  }

  private static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.toJdbc(), url.properties());
  }

  @Override
  public void close() throws SQLException {
    for (var till : tills) {
      till.connection.close();
    }
    tills.clear();
  }

  /// One connection with its statements.
  private static final class Till {
    private final Connection connection;
    private final PreparedStatement update;
    private final PreparedStatement insert;

    Till(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      this.update =
          connection.prepareStatement(
              "UPDATE textbook.account SET balance = balance - 20 WHERE id = ? AND balance >= 20");
      this.insert =
          connection.prepareStatement(
              "INSERT INTO textbook.charge (account_id, amount) VALUES (?, 20)");
    }

    int charge(long account) throws SQLException {
      update.setLong(1, account);
      var taken = update.executeUpdate();
      insert.setLong(1, account);
      insert.executeUpdate();
      connection.commit();
      return taken;
    }
  }
}
