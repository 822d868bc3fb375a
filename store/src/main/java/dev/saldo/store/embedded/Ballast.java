package dev.saldo.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spare bytes on the disk. When the server dies and the disk is full they are given back, so that
/// it has room to recover; once there is plenty of room again they are taken anew.
final class Ballast {
  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;
  private final long bytes;
  private final long watermarkBytes;

  Ballast(ServerFolder folder, PostgresOptions options) {
    this.file = folder.ballast();
    this.bytes = options.ballastBytes();
    this.watermarkBytes = options.watermarkBytes();
  }

  StorageSpace space() {
    try {
      return new StorageSpace(
          Math.max(0, Files.getFileStore(file.getParent()).getUsableSpace()), watermarkBytes);
    } catch (IOException e) {
      LOG.warn("The free space of {} is unknown", file, e);
      return new StorageSpace(0, watermarkBytes);
    }
  }

  /// Takes the spare bytes if they are missing and leave the watermark free twice over.
  void keep() {
    if (bytes == 0 || Files.exists(file) || space().freeBytes() < bytes + 2 * watermarkBytes) {
      return;
    }
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; ) {
        left -= channel.write(ByteBuffer.allocate((int) Math.min(left, CHUNK_BYTES)));
      }
    } catch (IOException e) {
      LOG.warn("No spare bytes could be kept in {}", file, e);
    }
  }

  /// Gives the spare bytes back if fewer than those are free.
  void giveBackIfFull() {
    try {
      if (space().freeBytes() < bytes && Files.deleteIfExists(file)) {
        LOG.warn("The disk is full: {} was deleted so that PostgreSQL can recover", file);
      }
    } catch (IOException e) {
      LOG.warn("{} can't be deleted", file, e);
    }
  }
}
