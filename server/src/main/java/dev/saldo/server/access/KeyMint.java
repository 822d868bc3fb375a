package dev.saldo.server.access;

import dev.saldo.core.account.Ids;
import dev.saldo.server.http.Mode;
import dev.saldo.store.access.ApiKey;
import dev.saldo.store.access.Keys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes and ends keys and portal sessions.
public final class KeyMint {
  /// The longest life of a portal session.
  static final Duration SESSION_MAX = Duration.ofHours(1);

  private final Keys keys;
  private final KeyStore store;
  private final Ids ids;
  private final InstantSource clock;
  private final SecureRandom random;

  public KeyMint(Keys keys, KeyStore store, Ids ids, InstantSource clock, SecureRandom random) {
    this.keys = keys;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  /// What a new key is to be.
  ///
  /// @param createdBy the key or the command that makes it
  public record Wanted(
      String name,
      List<String> scopes,
      Optional<UUID> customer,
      Optional<UUID> automation,
      Optional<ApiKey.Cap> cap,
      Optional<Instant> expiresAt,
      String createdBy) {

    /// A key of the whole workspace that doesn't expire.
    public static Wanted of(String name, List<String> scopes, String createdBy) {
      return new Wanted(
          name,
          scopes,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          createdBy);
    }
  }

  /// A new key with its secret, which can't be had a second time.
  public record Minted(ApiKey key, Secret secret) {}

  /// The id of a key that is yet to be made.
  public UUID nextId() {
    return ids.next(now());
  }

  public Minted make(long workspace, Mode mode, Wanted wanted) {
    return make(workspace, mode, nextId(), wanted);
  }

  Minted make(long workspace, Mode mode, UUID id, Wanted wanted) {
    Secret secret = Secret.random(mode == Mode.LIVE ? "sk_live_" : "sk_test_", random);
    ApiKey key =
        new ApiKey(
            id,
            wanted.name(),
            secret.beginning(),
            wanted.scopes(),
            wanted.customer(),
            wanted.automation(),
            wanted.cap(),
            wanted.createdBy(),
            now(),
            wanted.expiresAt(),
            Optional.empty(),
            Optional.empty());
    keys.add(workspace, key, secret.hash());
    return new Minted(key, secret);
  }

  /// Ends a key for good.
  ///
  /// @return whether there is such a key
  public boolean revoke(long workspace, UUID id) {
    Optional<byte[]> hash = keys.revoke(workspace, id, now());
    hash.ifPresent(store::forget);
    return hash.isPresent();
  }

  /// A new portal session with its secret.
  record Begun(Keys.Session session, Secret secret) {}

  Begun begin(
      long workspace, UUID customer, List<String> scopes, Duration livesFor, String createdBy) {
    Instant now = now();
    Secret secret = Secret.random("ps_", random);
    Keys.Session session =
        new Keys.Session(customer, ids.next(now), scopes, createdBy, now, now.plus(livesFor));
    keys.begin(workspace, session, secret.hash());
    return new Begun(session, secret);
  }

  boolean end(long workspace, UUID session) {
    Optional<byte[]> hash = keys.endSession(workspace, session, now());
    hash.ifPresent(store::forget);
    return hash.isPresent();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
