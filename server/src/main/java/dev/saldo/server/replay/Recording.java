package dev.saldo.server.replay;

import dev.saldo.client.Document;
import dev.saldo.client.Event;
import dev.saldo.client.Outcome;
import dev.saldo.client.Problem;
import dev.saldo.client.Saldo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The rows of a trace as events, in streams of lines.
///
/// A trace is older than usage may be, so its times are moved: its last row happened when the
/// replay's first customer was put in, and the others before it at their old distances, scaled to
/// thirty days where the trace is longer. That way an event is the same event when the replay is
/// taken up again.
final class Recording {
  private static final Duration SPAN_MAX = Duration.ofDays(30);

  private final Saldo saldo;
  private final ReplayPlan plan;
  private final Trace trace;
  private final String source;

  Recording(Saldo saldo, ReplayPlan plan, Trace trace, String source) {
    this.saldo = saldo;
    this.plan = plan;
    this.trace = trace;
    this.source = source;
  }

  /// How batches are sent.
  interface Each {
    void send(List<List<Trace.Row>> batches, Replay.Sending<List<Trace.Row>> sending);
  }

  void run(
      List<List<Trace.Row>> batches, Cast cast, Tallying tallying, BigDecimal bound, Each each) {
    each.send(batches, batch -> send(cast, tallying, bound, batch));
  }

  /// Sends one batch. What the events cost isn't answered, so that all of the bound counts as used.
  private void send(Cast cast, Tallying tallying, BigDecimal bound, List<Trace.Row> batch) {
    var events = new ArrayList<Event>(batch.size());
    for (var row : batch) {
      var customer = plan.customerOf(row);
      cast.purses().get(customer).take(bound);
      events.add(
          new Event(
              source,
              Integer.toString(row.number()),
              plan.action(),
              cast.names().get(customer),
              moved(row, cast.begun()),
              Cast.data(plan.model(), row.input(), row.output())));
    }
    var began = System.nanoTime();
    var outcome = saldo.stream(events);
    tallying.waited(System.nanoTime() - began);
    switch (outcome) {
      case Outcome.Done<Document>(var answer, _) -> count(tallying, answer);
      case Outcome.Refused<Document>(var problem) -> batch.forEach(_ -> tallying.refused(problem));
    }
  }

  private static void count(Tallying tallying, Document answer) {
    for (var i = 0L; i < answer.integer("recorded"); i++) {
      tallying.accepted(BigDecimal.ZERO, false);
    }
    for (var i = 0L; i < answer.integer("duplicates"); i++) {
      tallying.accepted(BigDecimal.ZERO, true);
    }
    answer.items("results").stream()
        .flatMap(result -> result.find("problem").stream())
        .forEach(problem -> tallying.refused(Problem.of(problem)));
  }

  private Instant moved(Trace.Row row, Instant begun) {
    var before = Duration.between(row.at(), trace.last());
    var span = trace.span();
    var shown =
        span.compareTo(SPAN_MAX) <= 0
            ? before
            : before.multipliedBy(SPAN_MAX.toSeconds()).dividedBy(span.toSeconds());
    return begun.minus(shown).truncatedTo(ChronoUnit.MICROS);
  }
}
