package dev.saldo.server.checkpoint;

import dev.saldo.core.account.Ids;
import dev.saldo.store.access.Workspace;
import dev.saldo.store.access.Workspaces;
import dev.saldo.store.checkpoint.Checkpoint;
import dev.saldo.store.checkpoint.Checkpoint.Bytes;
import dev.saldo.store.checkpoint.Checkpoints;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes checkpoints and checks them.
public final class CheckpointJob {
  private static final byte[] TITLE = "saldo checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TAKES_MS_MAX = 120_000;

  private final Workspaces workspaces;
  private final Checkpoints checkpoints;
  private final SigningKey key;
  private final Ids ids;
  private final InstantSource clock;

  public CheckpointJob(
      Workspaces workspaces,
      Checkpoints checkpoints,
      SigningKey key,
      Ids ids,
      InstantSource clock) {
    this.workspaces = workspaces;
    this.checkpoints = checkpoints;
    this.key = key;
    this.ids = ids;
    this.clock = clock;
  }

  /// Takes a checkpoint of every workspace in which something changed.
  ///
  /// @return how many were taken
  public int run() {
    checkpoints.remember(key.id(), key.publicKey(), now());
    int taken = 0;
    for (Workspace workspace : workspaces.all()) {
      if (take(workspace.id()).isPresent()) {
        taken++;
      }
    }
    return taken;
  }

  private Optional<Checkpoint> take(long workspace) {
    Instant now = now();
    UUID id = ids.next(now);
    return checkpoints.take(
        workspace,
        id,
        TAKES_MS_MAX,
        (previous, heads) -> {
          Bytes before = previous.orElse(Bytes.of(new byte[32]));
          byte[] digest = digest(workspace, id, now, before, heads);
          return new Checkpoint(
              id,
              now,
              heads.size(),
              Bytes.of(digest),
              before,
              key.id(),
              Bytes.of(key.sign(digest)));
        });
  }

  /// What is wrong with a workspace's checkpoints: one that doesn't follow the one before, whose
  /// digest or signature isn't right, or whose heads the ledger contradicts.
  public List<String> faults(long workspace) {
    List<String> faults = new ArrayList<>();
    Bytes before = Bytes.of(new byte[32]);
    for (Checkpoint checkpoint : checkpoints.list(workspace)) {
      List<Checkpoints.Head> heads = checkpoints.heads(workspace, checkpoint.id());
      String name = "checkpoint of " + checkpoint.takenAt();
      if (!checkpoint.previous().equals(before)) {
        faults.add(name + " doesn't follow the one before");
      }
      byte[] digest =
          digest(workspace, checkpoint.id(), checkpoint.takenAt(), checkpoint.previous(), heads);
      if (!Bytes.of(digest).equals(checkpoint.digest()) || heads.size() != checkpoint.wallets()) {
        faults.add(name + " has other heads than it was signed with");
      }
      if (!signed(checkpoint)) {
        faults.add(name + " isn't signed by the key " + checkpoint.keyId());
      }
      checkpoints
          .contradicted(workspace, checkpoint.id())
          .forEach(head ->
              faults.add(
                  name + ": the ledger of wallet " + head.wallet() + " was changed after it"));
      before = checkpoint.digest();
    }
    return faults;
  }

  private boolean signed(Checkpoint checkpoint) {
    Optional<byte[]> publicKey =
        checkpoint.keyId().equals(key.id())
            ? Optional.of(key.publicKey())
            : checkpoints.publicKey(checkpoint.keyId());
    return publicKey
        .filter(open ->
            SigningKey.verifies(open, checkpoint.digest().array(), checkpoint.signature().array()))
        .isPresent();
  }

  private static byte[] digest(
      long workspace, UUID id, Instant takenAt, Bytes previous, List<Checkpoints.Head> heads) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(TITLE);
      digest.update(
          ByteBuffer.allocate(5 * Long.BYTES)
              .putLong(workspace)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, takenAt))
              .putLong(heads.size())
              .array());
      digest.update(previous.array());
      for (Checkpoints.Head head : heads) {
        digest.update(
            ByteBuffer.allocate(5 * Long.BYTES)
                .putLong(head.customer().getMostSignificantBits())
                .putLong(head.customer().getLeastSignificantBits())
                .putLong(head.wallet().getMostSignificantBits())
                .putLong(head.wallet().getLeastSignificantBits())
                .putLong(head.sequence())
                .array());
        digest.update(head.hash().array());
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
