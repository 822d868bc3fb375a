package dev.saldo.server.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/// A bearer's secret: a prefix that says what it is, and 256 random bits in base 62.
///
/// @param text the secret itself; shown once and never kept
public record Secret(String text) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_BYTES = 32;

  /// 62^43 is more than 2^256.
  private static final int LENGTH = 43;

  private static final int SHOWN = 6;

  /// A new secret.
  static Secret random(String prefix, SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    BigInteger rest = new BigInteger(1, bytes);
    BigInteger base = BigInteger.valueOf(DIGITS.length());
    char[] digits = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new Secret(prefix + new String(digits));
  }

  /// What is kept of it: its SHA-256.
  byte[] hash() {
    return hash(text);
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Its beginning, by which people tell secrets apart.
  String beginning() {
    return text.substring(0, text.lastIndexOf('_') + 1 + SHOWN);
  }

  @Override
  public String toString() {
    return beginning() + "…";
  }
}
