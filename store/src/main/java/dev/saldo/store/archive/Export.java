package dev.saldo.store.archive;

import dev.saldo.store.archive.Tables.Table;
import dev.saldo.store.audit.Watcher;
import dev.saldo.store.audit.Workspace;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.OwnerSession;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/// Writes an archive of a database, or of some of its workspaces, as it stands at one moment.
public final class Export {
  private final Connection connection;
  private final Watcher watcher;

  private Export(Connection connection, Watcher watcher) {
    this.connection = connection;
    this.watcher = watcher;
  }

  /// Writes the archive beside its place and moves it there when it is whole. Only its owner can
  /// read the file, because personal data are in it.
  ///
  /// @param file must not exist
  /// @throws ArchiveException if it does, or can't be written
  public static Manifest write(
      DatabaseAccess access,
      Path file,
      Optional<Workspace.Choice> choice,
      Instant now,
      Watcher watcher)
      throws SQLException {
    if (Files.exists(file)) {
      throw new ArchiveException("%s exists already; choose another name.".formatted(file));
    }
    var fresh = file.resolveSibling(file.getFileName() + ".part");
    try (var connection = OwnerSession.open(access)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Manifest manifest;
      try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
        manifest = new Export(connection, watcher).write(zip, choice, now);
      }
      connection.rollback();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (FileAlreadyExistsException _) {
      throw new ArchiveException(
          "%s exists: another export writes it, or one was cut off; delete it.".formatted(fresh));
    } catch (IOException e) {
      throw new ArchiveException("%s can't be written: %s".formatted(file, e), e);
    } finally {
      discard(fresh);
    }
  }

  private static void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      throw new ArchiveException("%s can't be deleted: %s".formatted(fresh, e), e);
    }
  }

  private Manifest write(ZipOutputStream zip, Optional<Workspace.Choice> choice, Instant now)
      throws SQLException, IOException {
    var workspaces =
        Workspace.all(connection).stream()
            .filter(one -> choice.isEmpty() || choice.get().matches(one))
            .toList();
    if (choice.isPresent() && workspaces.isEmpty()) {
      throw new ArchiveException("There is no workspace " + choice.get().name() + ".");
    }
    var parts = new ArrayList<Manifest.Part>();
    var tables = Tables.all(connection);
    for (var table : tables) {
      if (table.isShared()) {
        parts.add(write(zip, Manifest.Part.SHARED, table, ""));
      }
    }
    for (var workspace : workspaces) {
      enter(workspace);
      for (var table : tables) {
        if (!table.isShared()) {
          var where = " WHERE " + Tables.quoted(table.owner()) + " = " + workspace.id();
          parts.add(write(zip, Long.toString(workspace.id()), table, where));
        }
      }
    }
    var manifest = new Manifest(Tables.schema(connection), server(), now, parts);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.toJson());
    zip.closeEntry();
    return manifest;
  }

  private Manifest.Part write(ZipOutputStream zip, String folder, Table table, String where)
      throws SQLException, IOException {
    watcher.step("writing " + folder + "/" + table.name());
    zip.putNextEntry(new ZipEntry(folder + "/" + table.name() + ".csv"));
    var measured = new Measured.Out(zip);
    var rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT %s FROM %s%s ORDER BY %s) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')"
                    .formatted(table.columnList(), table.quotedName(), where, table.key()),
                measured);
    zip.closeEntry();
    watcher.done(rows);
    return new Manifest.Part(folder, table.name(), rows, measured.bytes(), measured.sha256Hex());
  }

  private void enter(Workspace workspace) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT set_config('saldo.workspace', ?, true)")) {
      statement.setString(1, Long.toString(workspace.id()));
      statement.execute();
    }
  }

  private String server() throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }
}
