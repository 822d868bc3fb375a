package dev.saldo.server.page;

import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The maker and reader of cursors: a position, signed with the server's key (HMAC-SHA-256, the
/// first 16 bytes) together with what it is bound to.
public final class Cursors {
  private static final int SIGNATURE_BYTES = 16;
  private static final int LENGTH_MAX = 2_000;
  private static final byte VERSION = 1;

  private final SecretKeySpec key;

  /// @param key at least 32 random bytes, the same on every node
  public Cursors(byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException("a cursor key needs 32 bytes");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /// The cursor for a position.
  ///
  /// @param binding what the cursor is good for; never seen by the caller
  public String write(String binding, String position) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[1 + SIGNATURE_BYTES + text.length];
    all[0] = VERSION;
    System.arraycopy(sign(binding, text), 0, all, 1, SIGNATURE_BYTES);
    System.arraycopy(text, 0, all, 1 + SIGNATURE_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /// The position of a cursor.
  ///
  /// @throws dev.saldo.server.problem.ProblemException `invalid_cursor`
  public String read(String binding, String cursor) {
    byte[] all = decoded(cursor);
    if (all.length <= SIGNATURE_BYTES || all[0] != VERSION) {
      throw Problem.of(ProblemType.INVALID_CURSOR).toException();
    }
    byte[] text = Arrays.copyOfRange(all, 1 + SIGNATURE_BYTES, all.length);
    byte[] signature = Arrays.copyOfRange(all, 1, 1 + SIGNATURE_BYTES);
    if (!MessageDigest.isEqual(signature, sign(binding, text))
        || !cursor.equals(write(binding, new String(text, StandardCharsets.UTF_8)))) {
      throw Problem.of(ProblemType.INVALID_CURSOR).toException();
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] decoded(String cursor) {
    if (cursor.length() > LENGTH_MAX) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private byte[] sign(String binding, byte[] position) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(VERSION);
      mac.update(binding.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(position);
      return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
