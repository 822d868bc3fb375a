package dev.saldo.store.checkpoint;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/// A signed checkpoint.
///
/// @param wallets how many heads it holds: those of wallets that changed since the one before
/// @param previous the digest of the one before; zeros for the first
/// @param keyId whose signature it is
public record Checkpoint(
    UUID id,
    Instant takenAt,
    long wallets,
    Bytes digest,
    Bytes previous,
    String keyId,
    Bytes signature) {

  /// Bytes as a value, in hexadecimal.
  public record Bytes(String hex) {
    public static Bytes of(byte[] bytes) {
      return new Bytes(HexFormat.of().formatHex(bytes));
    }

    public byte[] array() {
      return HexFormat.of().parseHex(hex);
    }
  }
}
