package dev.saldo.core.ledger;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A SHA-256 value: an entry's link to the one before it, or the digest of what was asked.
public record ChainHash(long a, long b, long c, long d) {
  /// What stands before the first entry of a chain.
  public static final ChainHash NONE = new ChainHash(0, 0, 0, 0);

  /// How many bytes it has.
  public static final int LENGTH = 32;

  public static ChainHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash of " + bytes.length + " bytes");
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new ChainHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /// 64 hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
