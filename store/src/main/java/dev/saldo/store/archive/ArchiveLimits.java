package dev.saldo.store.archive;

/// How large an archive may be that is read.
///
/// @param filesMax files in it
/// @param bytesMax of all of them, decompressed
/// @param ratioMax how many times a file may be compressed
/// @param free bytes up to which the ratio of a file doesn't matter
public record ArchiveLimits(int filesMax, long bytesMax, int ratioMax, long free) {
  /// 100,000 files, 1 TiB, 250 times beyond 1 MiB.
  public static final ArchiveLimits STANDARD = new ArchiveLimits(100_000, 1L << 40, 250, 1L << 20);
}
