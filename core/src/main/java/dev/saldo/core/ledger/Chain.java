package dev.saldo.core.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// The end of a wallet's chain of entries: how many there are, and the hash of the last.
///
/// An entry's hash is SHA-256 (FIPS 180-4) over the hash before it and all that the entry says, in
/// a fixed binary form. Whoever changes, removes or inserts an entry changes every hash after it,
/// and with them the head, which is signed elsewhere.
public record Chain(UUID wallet, long sequence, ChainHash head) {
  private static final byte[] FORM = "saldo entry 1".getBytes(StandardCharsets.US_ASCII);

  public static Chain begin(UUID wallet) {
    return new Chain(wallet, 0, ChainHash.NONE);
  }

  /// The entry that the posting becomes at the end of this chain.
  public Entry next(Posting posting) {
    return new Entry(wallet, sequence + 1, posting, hash(posting));
  }

  /// The chain with the entry at its end; refuses one that doesn't follow.
  public Chain after(Entry entry) {
    if (entry.sequence() != sequence + 1 || !entry.wallet().equals(wallet)) {
      throw new IllegalArgumentException("entry " + entry.sequence() + " after " + sequence);
    }
    return new Chain(wallet, entry.sequence(), entry.hash());
  }

  /// Whether the entry is the next one of this chain, whole and unchanged.
  public boolean verifies(Entry entry) {
    return entry.wallet().equals(wallet)
        && entry.sequence() == sequence + 1
        && entry.hash().equals(hash(entry.posting()));
  }

  private ChainHash hash(Posting posting) {
    var text =
        (posting.amount().unit().code() + " " + posting.amount().amount().toPlainString())
            .getBytes(StandardCharsets.US_ASCII);
    var form = ByteBuffer.allocate(FORM.length + 2 * ChainHash.LENGTH + 4 * 16 + 16 + text.length);
    form.put(FORM);
    put(form, head);
    put(form, wallet);
    form.putLong(sequence + 1);
    put(form, posting.cause());
    put(form, posting.evidence());
    put(form, posting.debit().id());
    put(form, posting.credit().id());
    form.putLong(microseconds(posting.effectiveAt()));
    form.put(text);
    return ChainHash.of(sha256().digest(form.array()));
  }

  private static void put(ByteBuffer form, UUID id) {
    form.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static void put(ByteBuffer form, ChainHash hash) {
    form.putLong(hash.a()).putLong(hash.b()).putLong(hash.c()).putLong(hash.d());
  }

  private static long microseconds(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
