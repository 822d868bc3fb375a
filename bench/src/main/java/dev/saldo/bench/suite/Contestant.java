package dev.saldo.bench.suite;

import dev.saldo.bench.direct.Journal;
import dev.saldo.bench.load.Callers;
import dev.saldo.bench.load.Slice;
import java.time.Duration;
import java.time.Instant;

/// Whoever takes turns: callers, and how their slices are checked.
///
/// @param name for messages
record Contestant(String name, Callers callers, Proof proof) {

  /// That what was acknowledged is there.
  interface Proof {
    /// Nothing is claimed.
    Proof NONE = (_, _) -> {};

    /// Throws unless it is there.
    void require(Instant since, long done) throws Exception;
  }

  /// A baseline: what it says is taken as it is.
  static Contestant baseline(String name, Callers callers) {
    return new Contestant(name, callers, Proof.NONE);
  }

  /// Ours: each thing done has so many lines in the journal.
  static Contestant ours(
      String name, Callers callers, Journal journal, long workspace, int linesEach) {
    return new Contestant(name, callers, booked(journal, workspace, linesEach));
  }

  /// The proof by the journal.
  static Proof booked(Journal journal, long workspace, int linesEach) {
    return (since, done) -> {
      var lines = journal.since(workspace, since);
      if (lines != done * linesEach) {
        throw new IllegalStateException(
            "%,d acknowledged, but %,d lines in the journal instead of %,d"
                .formatted(done, lines, done * linesEach));
      }
    };
  }

  /// Whether it is a baseline, whose few lines are soon compiled.
  boolean isBaseline() {
    return proof == Proof.NONE;
  }

  Slice turn(Duration length) throws Exception {
    var since = Instant.now();
    var slice = callers.closedLoop(length);
    proof.require(since, slice.done());
    return slice;
  }

  Slice turn(long perSecond, Duration length) throws Exception {
    var since = Instant.now();
    var slice = callers.openLoop(perSecond, length);
    proof.require(since, slice.done());
    return slice;
  }
}
