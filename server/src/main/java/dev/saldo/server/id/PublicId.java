package dev.saldo.server.id;

import java.util.Optional;
import java.util.UUID;

/// The text form of an id: the kind's prefix, an underscore, and the 128 bits of a UUID as 26
/// characters of Crockford's base 32 in lower case, so that ids of one kind sort as text in the
/// order of time.
///
/// Reading is strict: another kind's prefix, another length or a character outside the alphabet is
/// no id.
public final class PublicId {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;
  private static final byte[] DIGITS = digits();

  private PublicId() {}

  public static String of(IdKind kind, UUID id) {
    var text = new char[LENGTH];
    var high = id.getMostSignificantBits();
    var low = id.getLeastSignificantBits();
    for (var i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & 31));
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return kind.prefix() + "_" + new String(text);
  }

  /// Reads an id of one kind; empty when the text isn't one.
  public static Optional<UUID> parse(IdKind kind, String text) {
    var prefix = kind.prefix();
    var start = prefix.length() + 1;
    if (text.length() != start + LENGTH
        || !text.startsWith(prefix)
        || text.charAt(start - 1) != '_'
        || text.charAt(start) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (var i = start; i < text.length(); i++) {
      var c = text.charAt(i);
      var digit = c < DIGITS.length ? DIGITS[c] : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    return Optional.of(new UUID(high, low));
  }

  private static byte[] digits() {
    var digits = new byte[128];
    java.util.Arrays.fill(digits, (byte) -1);
    for (var i = 0; i < ALPHABET.length(); i++) {
      digits[ALPHABET.charAt(i)] = (byte) i;
    }
    return digits;
  }
}
