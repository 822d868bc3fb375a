package dev.saldo.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Callers who each make one call after the other until the time is over.
final class Callers {
  /// One call.
  interface Call extends AutoCloseable {
    /// Whether it took effect.
    boolean make(SplittableRandom random) throws Exception;

    @Override
    default void close() throws Exception {}
  }

  /// Makes the calls of one caller.
  interface Begin {
    Call begin(int caller) throws Exception;
  }

  private Callers() {}

  static Throughput run(
      String name, int callers, Duration length, ThreadFactory threads, Begin begin)
      throws InterruptedException, ExecutionException {
    var work = new ArrayList<Future<long[]>>(callers);
    var start = System.nanoTime();
    var until = start + length.toNanos();
    try (var pool =
        new ThreadPoolExecutor(
            callers, callers, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads)) {
      for (var i = 0; i < callers; i++) {
        var caller = i;
        work.add(pool.submit(() -> calls(begin, caller, until)));
      }
      return gather(name, work, start);
    }
  }

  private static long[] calls(Begin begin, int caller, long until) throws Exception {
    var random = new SplittableRandom();
    var latencies = new LongList();
    try (var call = begin.begin(caller)) {
      for (var now = System.nanoTime(); now < until; ) {
        var good = call.make(random);
        var after = System.nanoTime();
        if (good) {
          latencies.add((after - now) / 1_000);
        }
        now = after;
      }
    }
    return latencies.toArray();
  }

  private static Throughput gather(String name, List<Future<long[]>> work, long start)
      throws InterruptedException, ExecutionException {
    var all = new LongList();
    for (var caller : work) {
      for (var latency : caller.get()) {
        all.add(latency);
      }
    }
    return Throughput.of(name, work.size(), System.nanoTime() - start, all.toArray());
  }

  /// Numbers, one after the other.
  private static final class LongList {
    private long[] items = new long[1_024];
    private int size;

    void add(long item) {
      if (size == items.length) {
        items = java.util.Arrays.copyOf(items, size * 2);
      }
      items[size++] = item;
    }

    long[] toArray() {
      return java.util.Arrays.copyOf(items, size);
    }
  }
}
