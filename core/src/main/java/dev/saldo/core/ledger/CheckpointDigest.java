package dev.saldo.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// The digest that stands for the heads of many chains at one moment, and for all such digests
/// before it: what is signed.
///
/// SHA-256 (FIPS 180-4) over a name of the form, the workspace, the checkpoint's id, the moment in
/// microseconds, the number of heads, the digest before, and for each head the customer, the
/// wallet, the sequence and the hash, all in fixed lengths. Lives for one checkpoint.
public final class CheckpointDigest {
  private static final byte[] FORM = "saldo checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = 2 * 16 + Long.BYTES + ChainHash.LENGTH;

  private final MessageDigest digest;

  private CheckpointDigest(MessageDigest digest) {
    this.digest = digest;
  }

  /// What a checkpoint says besides its heads.
  ///
  /// @param heads how many there are
  /// @param previous the digest of the workspace's checkpoint before, or [ChainHash#NONE]
  public record Title(long workspace, UUID id, Instant takenAt, long heads, ChainHash previous) {}

  public static CheckpointDigest begin(Title title) {
    var begun = new CheckpointDigest(sha256());
    begun.digest.update(FORM);
    begun.digest.update(
        ByteBuffer.allocate(5 * Long.BYTES)
            .putLong(title.workspace())
            .putLong(title.id().getMostSignificantBits())
            .putLong(title.id().getLeastSignificantBits())
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, title.takenAt()))
            .putLong(title.heads())
            .array());
    begun.digest.update(title.previous().bytes());
    return begun;
  }

  /// Adds one head; heads come in the order of customers and wallets as unsigned bytes.
  public void add(UUID customer, UUID wallet, long sequence, ChainHash head) {
    digest.update(
        ByteBuffer.allocate(HEAD_BYTES)
            .putLong(customer.getMostSignificantBits())
            .putLong(customer.getLeastSignificantBits())
            .putLong(wallet.getMostSignificantBits())
            .putLong(wallet.getLeastSignificantBits())
            .putLong(sequence)
            .put(head.bytes())
            .array());
  }

  public ChainHash end() {
    return ChainHash.of(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
