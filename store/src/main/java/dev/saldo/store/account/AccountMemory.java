package dev.saldo.store.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.UUID;

/// What this node has seen of accounts in its last decisions on them, as much as fits, so that it
/// needn't be read again. Never trusted by itself: the version in the locked row tells whether it
/// still holds, so any number of nodes may decide on a customer. Safe for use by many threads.
final class AccountMemory {
  /// About what a lot and its place in maps take.
  private static final int UNIT_BYTES = 200;

  private static final int SHARE = 8;

  private final Cache<Key, Known> known;

  private record Key(long workspace, UUID customer) {}

  private AccountMemory(long weightMax) {
    known =
        Caffeine.newBuilder()
            .maximumWeight(weightMax)
            .weigher((Key _, Known one) -> one.weight())
            .build();
  }

  /// An eighth of the heap.
  static AccountMemory standard() {
    return new AccountMemory(Runtime.getRuntime().maxMemory() / SHARE / UNIT_BYTES);
  }

  /// One that keeps nothing, for who only looks.
  static AccountMemory none() {
    return new AccountMemory(0);
  }

  /// What is known of a row of this version.
  Optional<Known> find(long workspace, LockedAccount locked) {
    var found = known.getIfPresent(new Key(workspace, locked.customer()));
    return Optional.ofNullable(found).filter(one -> one.version() == locked.version());
  }

  /// Keeps what a committed decision has shown.
  void keep(long workspace, UUID customer, Known latest) {
    known.put(new Key(workspace, customer), latest);
  }
}
