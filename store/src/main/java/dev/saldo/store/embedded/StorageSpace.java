package dev.saldo.store.embedded;

/// How much room the file system under the data folder has left.
///
/// @param freeBytes what a process without privileges may still write
/// @param watermarkBytes below this writes should be refused, so that the server itself never meets
///   a full disk
public record StorageSpace(long freeBytes, long watermarkBytes) {

  public StorageSpace {
    if (freeBytes < 0 || watermarkBytes < 0) {
      throw new IllegalArgumentException("bytes can't be negative");
    }
  }

  /// Whether writes should be refused (HTTP 507) until room is made.
  public boolean low() {
    return freeBytes < watermarkBytes;
  }
}
