package dev.saldo.server.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// A new file that a command writes: beside its place, and moved there when it is whole. Only its
/// owner can read it, because personal data are in it. What is there already is never touched.
record FreshFile(Path file) {
  /// What goes into it.
  @FunctionalInterface
  interface Content {
    /// @return how many bytes it had
    long writeTo(OutputStream out) throws IOException;
  }

  /// @return how many bytes it has
  long write(Content content) {
    var place = file.toAbsolutePath();
    if (Files.exists(place)) {
      throw CommandFault.failed("%s exists already; choose another name".formatted(file));
    }
    var part = place.resolveSibling(place.getFileName() + ".part");
    create(part);
    try {
      long bytes;
      try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
        bytes = content.writeTo(out);
      }
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      return bytes;
    } catch (IOException e) {
      throw CommandFault.failed("%s isn't whole and was thrown away: %s".formatted(file, e));
    } finally {
      discard(part);
    }
  }

  private void create(Path part) {
    try {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      throw CommandFault.failed(
          "%s exists: another command writes it, or one was cut off; delete it".formatted(part));
    } catch (IOException e) {
      throw CommandFault.failed("%s can't be written: %s".formatted(file, e));
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw CommandFault.failed("%s can't be deleted: %s".formatted(part, e));
    }
  }
}
