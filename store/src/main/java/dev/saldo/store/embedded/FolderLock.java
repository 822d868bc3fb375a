package dev.saldo.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The proof that this process alone uses a data folder; the operating system takes it back when
/// the process dies, however it dies.
///
/// POSIX record locks belong to the process, and closing *any* channel on the file gives them up.
/// So folders held by this process are also kept in a set, and the lock file is never opened a
/// second time; the holder's process id stands in another file.
final class FolderLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static FolderLock take(ServerFolder folder) {
    Path file = folder.lock();
    if (!HELD_HERE.add(file)) {
      throw inUse(folder, "this same process, " + ProcessHandle.current().pid());
    }
    try {
      FileChannel channel = lock(file);
      if (channel == null) {
        HELD_HERE.remove(file);
        throw inUse(folder, ServerFolder.number(folder.pid()).map(Object::toString).orElse("?"));
      }
      ServerFolder.replace(folder.pid(), Long.toString(ProcessHandle.current().pid()));
      return new FolderLock(file, channel);
    } catch (IOException e) {
      HELD_HERE.remove(file);
      throw new EmbeddedPostgresException(
          EmbeddedPostgresException.Fault.FOLDER_UNUSABLE,
          "The data folder %s can't be locked: %s".formatted(folder.root(), e),
          e);
    }
  }

  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static EmbeddedPostgresException inUse(ServerFolder folder, String pid) {
    return new EmbeddedPostgresException(
        EmbeddedPostgresException.Fault.FOLDER_IN_USE,
        "The data folder %s is in use by another Saldo (process %s). Stop that one, or choose another folder."
            .formatted(folder.root(), pid));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file.resolveSibling("pid"));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
