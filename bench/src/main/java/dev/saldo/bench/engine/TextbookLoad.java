package dev.saldo.bench.engine;

import dev.saldo.store.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The transaction that a textbook takes credits with, prepared, on tables of its own: `UPDATE …
/// SET balance = balance - 20 WHERE id = … AND balance >= 20; INSERT …; COMMIT`.
public final class TextbookLoad {
  private final DatabaseUrl owner;
  private final int accounts;

  private TextbookLoad(DatabaseUrl owner, int accounts) {
    this.owner = owner;
    this.accounts = accounts;
  }

  /// Lays out the tables with so many accounts.
  public static TextbookLoad lay(DatabaseUrl owner, int accounts) throws SQLException {
    try (var connection = connect(owner);
        var statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS textbook CASCADE");
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
    return new TextbookLoad(owner, accounts);
  }

  /// So many connections, each charging accounts at random, or the first one alone.
  public Throughput run(int connections, boolean hot, Duration length)
      throws InterruptedException, ExecutionException {
    var name = hot ? "textbook, one hot account" : "textbook, %,d accounts".formatted(accounts);
    return Callers.run(
        name, connections, length, Executors.defaultThreadFactory(), _ -> caller(hot));
  }

  private Callers.Call caller(boolean hot) throws SQLException {
    var connection = connect(owner);
    connection.setAutoCommit(false);
    var update =
        connection.prepareStatement(
            """
            UPDATE textbook.account SET balance = balance - 20 WHERE id = ? AND balance >= 20
            """);
    var insert =
        connection.prepareStatement(
            "INSERT INTO textbook.charge (account_id, amount) VALUES (?, 20)");
    return new Caller(connection, update, insert, hot ? 1 : accounts);
  }

  /// One connection with its two statements.
  private record Caller(
      Connection connection, PreparedStatement update, PreparedStatement insert, int accounts)
      implements Callers.Call {
    @Override
    public boolean make(SplittableRandom random) throws SQLException {
      var account = random.nextLong(accounts);
      update.setLong(1, account);
      var good = update.executeUpdate() == 1;
      insert.setLong(1, account);
      insert.executeUpdate();
      connection.commit();
      return good;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.toJdbc(), url.properties());
  }
}
