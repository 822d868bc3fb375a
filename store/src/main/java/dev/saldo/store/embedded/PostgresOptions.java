package dev.saldo.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How an embedded server is to be run; every choice has a default that suits a small machine.
///
/// @param settings PostgreSQL settings that replace the built-in ones, by name
/// @param port the port on 127.0.0.1, or empty to take the one used last time, else a free one
/// @param binaries where the server's files are unpacked, or empty for the data folder itself; may
///   be shared by many servers
/// @param ballastBytes spare bytes kept to give back on a full disk; 0 keeps none
/// @param watermarkBytes free bytes below which [StorageSpace#low] says so
/// @param startTimeout how long the server may take to recover and answer
public record PostgresOptions(
    Map<String, String> settings,
    Optional<Integer> port,
    Optional<Path> binaries,
    long ballastBytes,
    long watermarkBytes,
    Duration startTimeout) {

  private static final long MEBIBYTE = 1024L * 1024;

  public PostgresOptions {
    settings = Map.copyOf(settings);
    if (port.isPresent() && (port.get() < 1 || port.get() > 65_535)) {
      throw new IllegalArgumentException("port must be from 1 to 65535");
    }
    if (ballastBytes < 0 || watermarkBytes < 0) {
      throw new IllegalArgumentException("bytes can't be negative");
    }
  }

  /// The defaults: 64 MiB of ballast, a watermark of 256 MiB and five minutes to start.
  public static PostgresOptions defaults() {
    return new PostgresOptions(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        64 * MEBIBYTE,
        256 * MEBIBYTE,
        Duration.ofMinutes(5));
  }

  /// For data that is thrown away: no ballast, no watermark, little memory.
  public static PostgresOptions temporary() {
    return new PostgresOptions(
        Map.of("shared_buffers", "64MB", "max_wal_size", "1GB"),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Duration.ofMinutes(1));
  }

  /// The same with one PostgreSQL setting replaced. Settings that would let acknowledged data be
  /// lost are refused when the server starts.
  public PostgresOptions withSetting(String name, String value) {
    var changed = new LinkedHashMap<>(settings);
    changed.put(name, value);
    return new PostgresOptions(changed, port, binaries, ballastBytes, watermarkBytes, startTimeout);
  }

  /// The same on a fixed port.
  public PostgresOptions withPort(int fixed) {
    return new PostgresOptions(
        settings, Optional.of(fixed), binaries, ballastBytes, watermarkBytes, startTimeout);
  }

  /// The same with the server's files unpacked under a folder that many servers may share.
  public PostgresOptions withBinaries(Path folder) {
    return new PostgresOptions(
        settings, port, Optional.of(folder), ballastBytes, watermarkBytes, startTimeout);
  }

  /// The same with other limits for a disk that fills up.
  public PostgresOptions withSpare(long ballast, long watermark) {
    return new PostgresOptions(settings, port, binaries, ballast, watermark, startTimeout);
  }
}
