package dev.saldo.server.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands answers to their callers and counts what is under way. Safe for use by many threads.
final class Replies {
  private static final int SKIPS_MAX = 2;

  private final EngineMetrics metrics;
  private final LaneQueue patient;
  private final AtomicInteger underWay = new AtomicInteger();

  /// @param patient where commands go whose account is locked elsewhere again and again
  Replies(EngineMetrics metrics, LaneQueue patient) {
    this.metrics = metrics;
    this.patient = patient;
  }

  int underWay() {
    return underWay.get();
  }

  void begin() {
    underWay.incrementAndGet();
  }

  /// Commands whose callers have given up.
  void forget(int count) {
    if (count > 0) {
      underWay.addAndGet(-count);
    }
  }

  /// Answers a command that has no answer yet.
  void reply(Pending pending, Reply reply) {
    if (!pending.answerOnce()) {
      return;
    }
    underWay.decrementAndGet();
    metrics.reply(reply, Duration.ofNanos(System.nanoTime() - pending.submittedNs));
    pending.reply.complete(reply);
  }

  void fail(Pending pending, Exception failure) {
    if (!pending.answerOnce()) {
      return;
    }
    underWay.decrementAndGet();
    pending.reply.completeExceptionally(new CommandFailedException(failure));
  }

  void batch(int commands, int customers, Duration took) {
    metrics.batch(commands, customers, took);
  }

  void halved(int commands) {
    metrics.halved(commands);
  }

  /// Puts commands whose account is locked elsewhere back, or where they can wait for the lock.
  void skipped(List<Pending> skipped, LaneQueue queue) {
    metrics.skipped(skipped.size());
    var again = new ArrayList<Pending>(skipped.size());
    for (var pending : skipped) {
      if (++pending.skips < SKIPS_MAX) {
        again.add(pending);
      } else if (!patient.offer(pending)) {
        reply(pending, new Reply.Unavailable(Reply.Outcome.NONE, Reply.Reason.QUEUE_FULL));
      }
    }
    queue.putBack(again);
  }
}
