package dev.saldo.store.embedded;

import dev.saldo.store.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What tests need around a server: folders, unpacked programs shared by all, and plain SQL.
public final class TestServer {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private TestServer() {}

  /// Programs unpacked once per build.
  public static PostgresOptions options() {
    return PostgresOptions.temporary().withBinaries(TARGET.resolve("postgresql"));
  }

  /// A new folder under the module's `target`, with the given permissions.
  public static Path folder(String permissions) throws IOException {
    Files.createDirectories(TARGET);
    Path folder = Files.createTempDirectory(TARGET, "server-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    return folder;
  }

  public static void delete(Path folder) {
    ServerFolder.deleteTree(folder);
  }

  public static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.toJdbc(), url.properties());
  }

  public static void execute(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static long number(DatabaseUrl url, String query) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /// The server's superuser, whom the application never uses.
  public static DatabaseUrl superuser(EmbeddedPostgres server, String database) {
    try {
      String password = Files.readString(server.folder().resolve("secrets/superuser")).strip();
      return DatabaseUrl.parse(
          "postgres://postgres:%s@127.0.0.1:%d/%s".formatted(password, server.port(), database));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
