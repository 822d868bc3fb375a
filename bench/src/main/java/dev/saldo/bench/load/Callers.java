package dev.saldo.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Callers at work side by side, each in a thread of its own, for stretches of time.
///
/// Each stretch goes on with the seeded random numbers where the last one ended, so that keys never
/// come twice.
public final class Callers {
  private static final long LATENCY_MAX_US = 120_000_000;
  private static final int DIGITS = 3;

  private final List<? extends Caller> callers;
  private final ThreadFactory threads;
  private final SplittableRandom seeds;

  private Callers(List<? extends Caller> callers, ThreadFactory threads, long seed) {
    this.callers = List.copyOf(callers);
    this.threads = threads;
    this.seeds = new SplittableRandom(seed);
  }

  /// Callers in virtual threads: any number of them.
  public static Callers many(List<? extends Caller> callers, long seed) {
    return new Callers(callers, Thread.ofVirtual().factory(), seed);
  }

  /// Callers in threads of the system, which wait for sockets at the least cost.
  public static Callers few(List<? extends Caller> callers, long seed) {
    return new Callers(callers, Thread.ofPlatform().daemon().factory(), seed);
  }

  /// How many there are.
  public int size() {
    return callers.size();
  }

  /// Each calls again as soon as it has its answer, until the time is over.
  public Slice closedLoop(Duration length) throws InterruptedException {
    var start = System.nanoTime();
    var until = start + length.toNanos();
    return run(
        start,
        (caller, random, slice) -> {
          for (var now = System.nanoTime(); now < until; ) {
            slice.done += caller.call(random);
            var after = System.nanoTime();
            slice.record(after - now);
            now = after;
          }
        });
  }

  /// Calls are due at a steady rate, whether or not earlier ones have been answered; a latency
  /// counts from the time at which its call was due. With all callers busy calls come late, and
  /// that shows.
  public Slice openLoop(long callsPerSecond, Duration length) throws InterruptedException {
    var calls = callsPerSecond * length.toMillis() / 1_000;
    var ticket = new AtomicLong();
    var start = System.nanoTime();
    return run(
        start,
        (caller, random, slice) -> {
          for (var i = ticket.getAndIncrement(); i < calls; i = ticket.getAndIncrement()) {
            var due = start + i * 1_000_000_000L / callsPerSecond;
            waitFor(due);
            slice.done += caller.call(random);
            slice.record(System.nanoTime() - due);
          }
        });
  }

  private static void waitFor(long time) {
    for (var left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private interface Work {
    void make(Caller caller, SplittableRandom random, Part slice) throws Exception;
  }

  /// One caller's part of a slice.
  private static final class Part {
    private final Histogram latencies = new Histogram(LATENCY_MAX_US, DIGITS);
    private long done;

    void record(long ns) {
      latencies.recordValue(Math.min(LATENCY_MAX_US, Math.max(0, ns / 1_000)));
    }
  }

  private Slice run(long start, Work work) throws InterruptedException {
    var parts = new ArrayList<Future<Part>>(callers.size());
    try (var pool = Executors.newThreadPerTaskExecutor(threads)) {
      for (var caller : callers) {
        var random = seeds.split();
        parts.add(pool.submit(part(work, caller, random)));
      }
    }
    var elapsed = System.nanoTime() - start;
    var latencies = new Histogram(LATENCY_MAX_US, DIGITS);
    var done = 0L;
    for (var future : parts) {
      var part = ended(future);
      latencies.add(part.latencies);
      done += part.done;
    }
    return new Slice(done, elapsed, latencies);
  }

  private static Callable<Part> part(Work work, Caller caller, SplittableRandom random) {
    return () -> {
      var part = new Part();
      work.make(caller, random, part);
      return part;
    };
  }

  private static Part ended(Future<Part> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed: " + e.getMessage(), e);
    }
  }
}
