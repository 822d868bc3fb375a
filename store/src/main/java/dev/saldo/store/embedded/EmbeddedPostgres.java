package dev.saldo.store.embedded;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A real PostgreSQL server that lives in a folder and is watched by this process.
///
/// It survives restarts and `kill -9` of this process: the next [#start] on the folder finds a
/// server that was left behind, stops it and starts it anew on the same data. A server that dies by
/// itself is started again on the same port. Stopping is the caller's: [#close] it after all work
/// is drained, from a shutdown hook of your own if need be.
public final class EmbeddedPostgres implements AutoCloseable {
  static final String SUPERUSER = "postgres";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORT_ATTEMPTS_MAX = 3;

  private final ServerFolder folder;
  private final FolderLock lock;
  private final Secrets secrets;
  private final Ballast ballast;
  private final int port;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Supervisor supervisor;

  private EmbeddedPostgres(ServerFolder folder, FolderLock lock, PostgresOptions options) {
    this.folder = folder;
    this.lock = lock;
    this.ballast = new Ballast(folder, options);
    ballast.giveBackIfFull();
    var binaries = Binaries.unpack(options.binaries().orElse(folder.binaries()));
    var runAs = RunAs.choose(folder, binaries.home());
    this.secrets = Secrets.open(folder);
    Cluster.prepare(folder, binaries, runAs, secrets);
    var plan =
        new ServerRun.Plan(folder, binaries, runAs, options.settings(), options.startTimeout());
    Started first = startFirst(plan, options.port());
    this.port = first.port();
    this.supervisor =
        new Supervisor(
            first.run(),
            () -> startChecked(plan, first.port()),
            new Supervisor.Place(folder, ballast, port),
            closed);
    supervisor.start();
  }

  /// Starts the server on a folder and waits until it answers; makes folder, data and passwords the
  /// first time.
  ///
  /// @throws EmbeddedPostgresException if it can't serve, with what to do about it
  public static EmbeddedPostgres start(Path folder, PostgresOptions options) {
    var home = ServerFolder.open(folder);
    var lock = FolderLock.take(home);
    try {
      return new EmbeddedPostgres(home, lock, options);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The connections to a database of the server that another process runs in a folder now.
  ///
  /// @throws EmbeddedPostgresException if none runs there, or its passwords can't be read
  public static DatabaseAccess attach(Path folder, String database) {
    var home = new ServerFolder(folder.toAbsolutePath().normalize());
    var port = ServerFolder.number(home.port()).map(Math::toIntExact);
    if (port.isEmpty() || !Files.exists(home.data())) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE, "No server has ever run in %s.".formatted(home.root()));
    }
    return Provision.access(
        (name, user, password) -> address(port.get(), name, user, password),
        database,
        Secrets.open(home).owner());
  }

  private record Started(ServerRun run, int port) {}

  private Started startFirst(ServerRun.Plan plan, Optional<Integer> fixed) {
    for (int attempt = 1; ; attempt++) {
      int candidate = fixed.orElseGet(this::choosePort);
      try {
        var run = startChecked(plan, candidate);
        ServerFolder.replace(folder.port(), Integer.toString(candidate));
        return new Started(run, candidate);
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            Fault.FOLDER_UNUSABLE, "%s can't be written: %s".formatted(folder.port(), e), e);
      } catch (EmbeddedPostgresException e) {
        boolean portTaken = String.valueOf(e.getMessage()).contains("could not bind IPv4");
        if (!portTaken || fixed.isPresent() || attempt == PORT_ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private int choosePort() {
    Optional<Integer> last =
        ServerFolder.number(folder.port()).filter(n -> n > 0 && n < 65_536).map(Math::toIntExact);
    return last.flatMap(EmbeddedPostgres::free).or(() -> free(0)).orElseThrow();
  }

  /// The port if it can be listened on now, or any free one for 0.
  private static Optional<Integer> free(int wanted) {
    try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return Optional.of(socket.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private ServerRun startChecked(ServerRun.Plan plan, int onPort) {
    var run = ServerRun.start(plan, onPort, () -> closed.getCount() == 0);
    try (var connection = connect(onPort, "postgres")) {
      for (String name : ServerSettings.SAFETY) {
        assertOn(connection, name);
      }
      return run;
    } catch (SQLException e) {
      run.stop();
      throw new EmbeddedPostgresException(
          Fault.START_FAILED,
          "PostgreSQL in %s can't be opened: %s".formatted(folder.root(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      run.stop();
      throw e;
    }
  }

  private void assertOn(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      String value = row.getString(1);
      if (!"on".equals(value)) {
        throw new EmbeddedPostgresException(
            Fault.UNSAFE_SETTINGS,
            "PostgreSQL in %s runs with %s=%s. Acknowledged data could be lost, so it isn't served. Remove that setting."
                .formatted(folder.root(), name, value));
      }
    }
  }

  private Connection connect(int onPort, String database) throws SQLException {
    var url = address(onPort, database, SUPERUSER, secrets.superuser());
    return DriverManager.getConnection(url.toJdbc(), url.properties());
  }

  private static DatabaseUrl address(int port, String database, String user, String password) {
    return new DatabaseUrl(LOOPBACK + ":" + port, database, user, password, Map.of());
  }

  /// The connections to a database of this server, made with its roles if it is missing: an owner
  /// that isn't a superuser, and an application role that owns nothing.
  ///
  /// @param database lower-case letters, digits and underscores
  public DatabaseAccess provision(String database) {
    return provision(database, Optional.empty());
  }

  /// The same as a copy of another database, to which nobody may be connected.
  DatabaseAccess provision(String database, Optional<String> template) {
    try (var connection = connect(port, "postgres")) {
      return new Provision(connection, this::addressed, secrets.owner()).make(database, template);
    } catch (SQLException e) {
      throw new EmbeddedPostgresException(
          Fault.PROVISION_FAILED,
          "Database %s can't be made: %s".formatted(database, e.getMessage()),
          e);
    }
  }

  private DatabaseUrl addressed(String database, String user, String password) {
    return address(port, database, user, password);
  }

  /// The port on 127.0.0.1; stays the same over restarts of the server.
  public int port() {
    return port;
  }

  /// What the server is doing now.
  public ServerState state() {
    return supervisor.state();
  }

  /// The room left on the disk now.
  public StorageSpace space() {
    return ballast.space();
  }

  /// Where the server lives.
  public Path folder() {
    return folder.root();
  }

  /// Where the server's logs are.
  public Path logs() {
    return folder.log();
  }

  /// Stops the server: sessions are cut, all is written, and the folder is free again. Closing
  /// twice does nothing.
  @Override
  public synchronized void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    try {
      supervisor.stop();
    } finally {
      lock.close();
    }
  }
}
