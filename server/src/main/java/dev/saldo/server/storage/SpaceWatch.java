package dev.saldo.server.storage;

import dev.saldo.server.http.Check;
import dev.saldo.store.embedded.StorageSpace;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Whether the disk has room to write, looked at about once a second.
public final class SpaceWatch implements Check {
  private static final long KEPT_NS = 1_000_000_000L;

  private final Supplier<Optional<StorageSpace>> space;
  private final AtomicLong seenNs = new AtomicLong(System.nanoTime() - KEPT_NS);
  private volatile boolean low;

  public SpaceWatch(Supplier<Optional<StorageSpace>> space) {
    this.space = space;
  }

  /// Whether writes are to be refused.
  public boolean isLow() {
    long seen = seenNs.get();
    long now = System.nanoTime();
    if (now - seen >= KEPT_NS && seenNs.compareAndSet(seen, now)) {
      low = space.get().filter(StorageSpace::low).isPresent();
    }
    return low;
  }

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public Optional<String> fault() {
    return space
        .get()
        .filter(StorageSpace::low)
        .map(left ->
            "%d bytes are free, and writes are refused below %d"
                .formatted(left.freeBytes(), left.watermarkBytes()));
  }
}
