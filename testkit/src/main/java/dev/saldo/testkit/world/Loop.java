package dev.saldo.testkit.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The world's time: what happens next, one thing after the other.
final class Loop {
  static final long SECOND = 1_000_000;
  static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private long now;
  private long count;

  /// Something that will happen.
  private record Event(long at, long order, Runnable act) {}

  /// Lets something happen after so many microseconds.
  void after(long micros, Runnable act) {
    count++;
    events.add(new Event(now + micros, count, act));
  }

  /// Lets the next thing happen; false when nothing is left.
  boolean step() {
    var next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.at();
    next.act().run();
    return true;
  }

  Instant now() {
    return START.plus(now, ChronoUnit.MICROS);
  }

  /// How many things were ever planned.
  long planned() {
    return count;
  }
}
