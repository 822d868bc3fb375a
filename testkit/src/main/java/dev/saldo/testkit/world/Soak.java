package dev.saldo.testkit.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Many worlds, one for each seed, on as many threads as there are processors.
public final class Soak {
  /// How many times a run for the record must put each promise to the test.
  public static final long SIGHTINGS_MIN = 1_000;

  /// Within how many seeds a planted bug must be found.
  public static final long HUNT_MAX = 2_000;

  private final long from;
  private final long until;
  private final Optional<Bug> planted;
  private final int threads;
  private final Optional<Instant> deadline;
  private final AtomicLong next;
  private final AtomicBoolean found = new AtomicBoolean();

  private Soak(
      long from, long seeds, Optional<Bug> planted, int threads, Optional<Instant> deadline) {
    this.from = from;
    this.until = from + seeds;
    this.planted = planted;
    this.threads = threads;
    this.deadline = deadline;
    this.next = new AtomicLong(from);
  }

  /// What many worlds came to.
  ///
  /// @param seeds how many were run
  /// @param broken the lowest seed in which a promise was broken
  public record Outcome(
      long seeds,
      long commands,
      Optional<World.Result> broken,
      Sightings sightings,
      Duration took) {

    /// The promises that were put to the test too seldom to say anything.
    public List<Promise> unproven(long least) {
      return java.util.Arrays.stream(Promise.values())
          .filter(promise -> sightings.of(promise) < least)
          .toList();
    }
  }

  /// Runs seeds until one breaks a promise, all are done, or the time is over.
  ///
  /// @param progress told, from any thread, how many seeds are done
  public static Outcome run(
      long from, long seeds, Optional<Duration> most, int threads, LongConsumer progress) {
    var deadline = most.map(Instant.now()::plus);
    return new Soak(from, seeds, Optional.empty(), threads, deadline).run(progress);
  }

  /// Looks for the first seed that finds a planted bug.
  public static Outcome hunt(Bug bug, long from, long seeds, int threads) {
    return new Soak(from, seeds, Optional.of(bug), threads, Optional.empty()).run(_ -> {});
  }

  private Outcome run(LongConsumer progress) {
    var begun = System.nanoTime();
    var work = new ArrayList<Callable<Outcome>>();
    for (var i = 0; i < threads; i++) {
      work.add(() -> share(progress));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      var all = new ArrayList<Outcome>();
      for (var future : pool.invokeAll(work)) {
        all.add(future.get());
      }
      return merged(all, Duration.ofNanos(System.nanoTime() - begun));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world broke its bounds", e);
    }
  }

  private Outcome share(LongConsumer progress) {
    var sightings = new Sightings();
    var seeds = 0L;
    var commands = 0L;
    Optional<World.Result> broken = Optional.empty();
    while (!found.get() && !isOver()) {
      var seed = next.getAndIncrement();
      if (seed >= until) {
        break;
      }
      var result = World.run(seed, planted);
      seeds++;
      commands += result.commands();
      sightings.add(result.sightings());
      progress.accept(next.get() - from);
      if (result.broken().isPresent()) {
        broken = Optional.of(result);
        found.set(true);
      }
    }
    return new Outcome(seeds, commands, broken, sightings, Duration.ZERO);
  }

  private boolean isOver() {
    return deadline.filter(Instant.now()::isAfter).isPresent();
  }

  private static Outcome merged(List<Outcome> all, Duration took) {
    var sightings = new Sightings();
    all.forEach(one -> sightings.add(one.sightings()));
    return new Outcome(
        all.stream().mapToLong(Outcome::seeds).sum(),
        all.stream().mapToLong(Outcome::commands).sum(),
        all.stream()
            .flatMap(one -> one.broken().stream())
            .min(Comparator.comparingLong(World.Result::seed)),
        sightings,
        took);
  }
}
