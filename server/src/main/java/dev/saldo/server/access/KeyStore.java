package dev.saldo.server.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.saldo.server.http.Authenticator;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Mode;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.access.KeyHolder;
import dev.saldo.store.access.Keys;
import dev.saldo.store.sql.StoreException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose secret a request brings, asked of the store at most about once a second for each.
///
/// Safe for use by many threads.
public final class KeyStore implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(KeyStore.class);

  /// Less than the second within which a revocation must be seen, by the time of a read.
  private static final Duration KEPT = Duration.ofMillis(900);

  private static final Duration FRESH = Duration.ofMillis(450);
  private static final int KEPT_MAX = 50_000;

  private final Keys keys;
  private final InstantSource clock;
  private final LoadingCache<ByteBuffer, Optional<Known>> known;

  /// A holder with the caller that it makes.
  private record Known(KeyHolder holder, Caller caller) {}

  public KeyStore(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(KEPT_MAX)
            .expireAfterWrite(KEPT)
            .refreshAfterWrite(FRESH)
            .build(hash -> keys.holder(bytes(hash)).map(KeyStore::known));
  }

  private static byte[] bytes(ByteBuffer hash) {
    var bytes = new byte[hash.remaining()];
    hash.get(hash.position(), bytes);
    return bytes;
  }

  @Override
  public Optional<Caller> authenticate(String secret) {
    try {
      return known
          .get(ByteBuffer.wrap(Secret.hash(secret)))
          .filter(one -> one.holder().valid(clock.instant()))
          .map(Known::caller);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNAVAILABLE) {
        throw Problem.of(ProblemType.UNAVAILABLE)
            .with("outcome", "none")
            .retryAfter(Duration.ofSeconds(1))
            .toException();
      }
      throw e;
    }
  }

  @Override
  public void keySeenInUrl(String secret) {
    byte[] hash = Secret.hash(secret);
    if (known.get(ByteBuffer.wrap(hash)).isPresent()) {
      LOG.warn("A key was sent in an address, where it may have been logged: replace it");
      keys.expose(hash, clock.instant());
    }
  }

  /// Forgets what it knew of a secret, because that has ended.
  void forget(byte[] hash) {
    known.invalidate(ByteBuffer.wrap(hash));
  }

  private static Known known(KeyHolder holder) {
    IdKind kind = holder.session() ? IdKind.PORTAL_SESSION : IdKind.API_KEY;
    Caller caller =
        new Caller(
            PublicId.of(kind, holder.id()),
            holder.workspaceId(),
            PublicId.of(IdKind.WORKSPACE, holder.workspace()),
            holder.live() ? Mode.LIVE : Mode.TEST,
            Set.copyOf(holder.scopes()),
            holder.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)),
            holder.automation().map(id -> PublicId.of(IdKind.AUTOMATION, id)));
    return new Known(holder, caller);
  }
}
