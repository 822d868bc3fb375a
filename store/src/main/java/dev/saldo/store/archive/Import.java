package dev.saldo.store.archive;

import dev.saldo.store.archive.Tables.Table;
import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.Migrations;
import dev.saldo.store.database.OwnerSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// Reads an archive into an empty database: in one transaction, which ends with the audit.
public final class Import {
  private final Connection connection;
  private final Watcher watcher;
  private final Map<String, Table> tables;

  private Import(Connection connection, Watcher watcher, List<Table> tables) {
    this.connection = connection;
    this.watcher = watcher;
    this.tables = tables.stream().collect(Collectors.toMap(Table::name, Function.identity()));
  }

  /// What came of it.
  ///
  /// @param examined what the audit of the imported books said; where it isn't clean, nothing was
  ///   imported
  public record Result(Manifest manifest, List<Books.Examined> examined) {
    public Result {
      examined = List.copyOf(examined);
    }

    /// Whether the data are in the database now.
    public boolean isImported() {
      return examined.stream().allMatch(Books.Examined::isClean);
    }
  }

  /// Brings the schema up to date and reads the archive into it.
  ///
  /// @throws ArchiveException if the archive is damaged or of another schema, or the database isn't
  ///   empty; nothing was imported then
  public static Result read(DatabaseAccess access, Path file, ArchiveLimits limits, Watcher watcher)
      throws SQLException {
    try (var archive = Archive.open(file, limits)) {
      Migrations.standard().run(access);
      try (var connection = OwnerSession.open(access)) {
        connection.setAutoCommit(false);
        var result = new Import(connection, watcher, Tables.all(connection)).read(archive);
        if (result.isImported()) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return result;
      }
    }
  }

  private Result read(Archive archive) throws SQLException {
    var manifest = archive.manifest();
    var schema = Tables.schema(connection);
    if (!schema.equals(manifest.schema())) {
      throw new ArchiveException(
          "The archive is of schema %s and this Saldo of %s: import it with the version that wrote it, and let a newer one bring that database up to date."
              .formatted(manifest.schema(), schema));
    }
    open();
    for (var part : manifest.parts()) {
      copy(archive, part);
    }
    new ImportedFeed(connection).settle();
    number();
    close();
    var examined = Books.examine(connection, Optional.empty(), watcher);
    return new Result(manifest, examined);
  }

  /// Lets the owner write rows of all workspaces, which locks the tables against everybody else.
  private void open() throws SQLException {
    for (var table : tables.values()) {
      if (table.forced()) {
        execute("ALTER TABLE " + table.quotedName() + " NO FORCE ROW LEVEL SECURITY");
      }
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery("SELECT EXISTS (SELECT 1 FROM " + table.quotedName() + ")")) {
        row.next();
        if (row.getBoolean(1)) {
          throw new ArchiveException(
              "The database isn't empty (there are rows in %s); import into a new one."
                  .formatted(table.name()));
        }
      }
    }
  }

  private void close() throws SQLException {
    for (var table : tables.values()) {
      if (table.forced()) {
        execute("ALTER TABLE " + table.quotedName() + " FORCE ROW LEVEL SECURITY");
      }
    }
  }

  private void copy(Archive archive, Manifest.Part part) throws SQLException {
    watcher.step("reading " + part.name());
    var table = tables.get(part.table());
    if (table == null || table.isShared() != part.folder().equals(Manifest.Part.SHARED)) {
      throw new ArchiveException("The archive has a table that Saldo doesn't: " + part.table());
    }
    try (var in = archive.open(part)) {
      var rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY %s (%s) FROM STDIN (FORMAT csv, HEADER MATCH, ENCODING 'UTF8')"
                      .formatted(table.quotedName(), table.columnList()),
                  in);
      if (rows != part.rows()
          || in.bytes() != part.bytes()
          || !in.sha256Hex().equals(part.sha256())) {
        throw new ArchiveException(part.name() + " isn't what its manifest says; it is damaged.");
      }
      watcher.done(rows);
    } catch (IOException e) {
      throw new ArchiveException("%s can't be read: %s".formatted(part.name(), e), e);
    } catch (SQLException e) {
      throw new ArchiveException(
          "%s can't be imported: %s".formatted(part.name(), firstLine(e)), e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// Columns that number themselves go on after the highest number, and the planner learns what is
  /// there.
  private void number() throws SQLException {
    for (var table : tables.values()) {
      for (var column : table.identities()) {
        execute(
            "SELECT setval(pg_get_serial_sequence('%s', '%s'), coalesce(max(%s), 0) + 1, false) FROM %s"
                .formatted(table.name(), column, Tables.quoted(column), table.quotedName()));
      }
      execute("ANALYZE " + table.quotedName());
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
