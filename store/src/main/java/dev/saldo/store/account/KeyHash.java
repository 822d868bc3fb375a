package dev.saldo.store.account;

import dev.saldo.core.account.Command.KeyName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// What a command is found by in the journal: the first half of the SHA-256 (FIPS 180-4) of its
/// customer, source and key, written as a UUID. The source's length stands before it, so that no
/// two keys are written alike.
public final class KeyHash {
  private KeyHash() {}

  /// The hash of a key of a customer.
  public static UUID of(UUID customer, KeyName key) {
    var source = key.source().getBytes(StandardCharsets.UTF_8);
    var name = key.name().getBytes(StandardCharsets.UTF_8);
    var form = ByteBuffer.allocate(20 + source.length + name.length);
    form.putLong(customer.getMostSignificantBits()).putLong(customer.getLeastSignificantBits());
    form.putInt(source.length).put(source).put(name);
    try {
      var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(form.array()));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
