package dev.saldo.server.clock;

import dev.saldo.server.engine.Believable;
import dev.saldo.server.http.Check;
import dev.saldo.store.clock.ClockSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches that the clock doesn't leap ahead: a time that is further beyond the latest one that the
/// database has seen than a bound isn't believed, unless somebody has approved it.
///
/// Every node looks every few seconds, and the database remembers the latest time; so the clock of
/// a database on which some node runs never leaps by itself, however late a job is. A machine whose
/// clock was set wrong, or a database on which nobody was at work for months, look alike from
/// inside: which it is, a person has to say.
///
/// As a source of instants it gives the clock's time where that is believed, and else the time that
/// was seen last. Safe for use by many threads.
public final class ClockWatch implements InstantSource, Believable, Check, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration LOOKED_EVERY = Duration.ofSeconds(2);

  private final ClockSeen memory;
  private final InstantSource clock;
  private final Duration bound;
  private final ScheduledExecutorService looking;
  private volatile ClockSeen.Seen seen;
  private boolean alarmed;

  /// Looks once, and not again by itself.
  public ClockWatch(ClockSeen memory, ClockSettings settings) {
    this.memory = memory;
    this.clock = settings.clock();
    this.bound = settings.bound();
    this.looking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("saldo-clock").factory());
    this.seen = memory.read();
    look();
  }

  /// Looks now and every few seconds, until it is closed.
  public static ClockWatch start(ClockSeen memory, ClockSettings settings) {
    var watch = new ClockWatch(memory, settings);
    var every = LOOKED_EVERY.toMillis();
    watch.looking.scheduleWithFixedDelay(watch::lookAgain, every, every, TimeUnit.MILLISECONDS);
    return watch;
  }

  /// Reads what the database remembers and tells it the time, if that is believed.
  public synchronized void look() {
    var now = clock.instant();
    seen = memory.read();
    if (isBelievable(now)) {
      if (alarmed) {
        LOG.info("The clock is believed again: it says {}", now);
      }
      alarmed = false;
      if (now.isAfter(seen.at())) {
        seen = memory.advance(seen, now);
      }
    } else if (!alarmed) {
      alarmed = true;
      LOG.error("Nothing is posted: {}", leap(now));
    }
  }

  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("The clock's last time can't be read or told", e);
    }
  }

  @Override
  public boolean isBelievable(Instant time) {
    var known = seen;
    return !time.isAfter(known.at().plus(bound))
        || known.approvedUntil().filter(until -> !time.isAfter(until)).isPresent();
  }

  @Override
  public Instant instant() {
    var now = clock.instant();
    return isBelievable(now) ? now : seen.at();
  }

  /// How far ahead of the time that was seen last a clock is that isn't believed; zero while it is.
  public Duration leapt() {
    var now = clock.instant();
    return isBelievable(now) ? Duration.ZERO : Duration.between(seen.at(), now);
  }

  @Override
  public String name() {
    return "clock_leap";
  }

  @Override
  public Optional<String> fault() {
    var now = clock.instant();
    return isBelievable(now) ? Optional.empty() : Optional.of(leap(now));
  }

  /// What is wrong with a time, and what to do, in words for an operator.
  private String leap(Instant now) {
    return leap(seen.at(), now);
  }

  /// What is wrong with a time that isn't believed, and what to do, in words for an operator.
  ///
  /// @param last the time that was seen last
  public static String leap(Instant last, Instant now) {
    return "the clock says %s, %,d days after the last time at which a node was at work, %s; set it right, or, if it is, approve it with `saldo bill run --approve-until`"
        .formatted(now, Duration.between(last, now).toDays(), last);
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
