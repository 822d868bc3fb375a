package dev.saldo.server.replay;

import dev.saldo.client.Act;
import dev.saldo.client.Charge;
import dev.saldo.client.Hold;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One replay of a trace.
///
/// A replay that was broken off, by this process or by the server's, is taken up by starting it
/// again: rows that were accepted are answered as the first time, under their keys, and the rest is
/// sent. While the server is away, each row in flight is repeated as long as the client's patience
/// lasts.
public final class Replay {
  /// What batches of events a recording sends.
  private static final int BATCH = 500;

  /// How many batches wait at one time, at most; more would only wait longer.
  private static final int BATCHES_IN_FLIGHT_MAX = 4;

  private final Saldo saldo;
  private final ReplayPlan plan;
  private final Trace trace;
  private final Optional<String> pack;
  private final String stem;

  /// @param pack the credit pack that wallets are topped up with, if the catalog sells any
  public Replay(Saldo saldo, ReplayPlan plan, Trace trace, Optional<String> pack) {
    this.saldo = saldo;
    this.plan = plan;
    this.trace = trace;
    this.pack = pack;
    this.stem =
        "replay-%s-%s-%s"
            .formatted(trace.digest().substring(0, 12), plan.run(), plan.mode().word());
  }

  /// Sends all rows.
  ///
  /// @param watcher told from many threads, one at a time, how many rows are done
  /// @throws dev.saldo.client.UnansweredException if the server stays away
  /// @throws dev.saldo.client.RefusedException if the customers can't be set up
  public ReplayReport run(LongConsumer watcher) {
    var cast = Cast.of(saldo, plan, stem, pack);
    var tallying = new Tallying(watcher);
    var bound = bound(cast.names().getFirst());
    var began = System.nanoTime();
    switch (plan.mode()) {
      case HOLD -> each(plan.inFlight(), trace.rows(), row -> hold(cast, tallying, bound, row));
      case CHARGE -> each(plan.inFlight(), trace.rows(), row -> charge(cast, tallying, bound, row));
      case RECORD ->
          new Recording(saldo, plan, trace, stem)
              .run(batches(), cast, tallying, bound, Replay::eachBatch);
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    var books = Books.of(saldo, cast.names());
    if (plan.mode() == ReplayPlan.Mode.RECORD) {
      tallying.burned(books.drawn());
    }
    return tallying.report(books.consumed(), cast.topUps(), took);
  }

  /// The most that any row can cost: the price of the longest prompt with the longest output.
  private BigDecimal bound(String customer) {
    return price(row(customer, trace.inputMax(), Optional.of(trace.outputMax())));
  }

  private BigDecimal price(Act act) {
    return saldo.estimate(act).orThrow().decimal("range.high");
  }

  private Act row(String customer, long input, Optional<Long> output) {
    var known = Map.<String, Object>of("model", plan.model(), "input_tokens", input);
    return Act.of(
        customer,
        plan.action(),
        output.map(tokens -> Cast.data(plan.model(), input, tokens)).orElse(known));
  }

  private void charge(Cast cast, Tallying tallying, BigDecimal bound, Trace.Row row) {
    var customer = plan.customerOf(row);
    var act = row(cast.names().get(customer), row.input(), Optional.of(row.output()));
    var purse = cast.purses().get(customer);
    purse.take(bound);
    var began = System.nanoTime();
    var outcome = saldo.charge(act, stem + "-" + row.number());
    tallying.waited(System.nanoTime() - began);
    settle(purse, tallying, bound, outcome);
  }

  /// Estimates from what is known, holds for the longest output that the call is allowed, and
  /// captures what was used. A call's limit is the trace's longest output, so that a hold is the
  /// same when the replay is taken up again; the estimate, which learns from what was used, isn't.
  private void hold(Cast cast, Tallying tallying, BigDecimal bound, Trace.Row row) {
    var customer = plan.customerOf(row);
    var name = cast.names().get(customer);
    var purse = cast.purses().get(customer);
    purse.take(bound);
    var began = System.nanoTime();
    saldo.estimate(row(name, row.input(), Optional.empty())).orThrow();
    var key = stem + "-" + row.number();
    var allowed = row(name, row.input(), Optional.of(trace.outputMax()));
    var outcome =
        switch (saldo.hold(allowed, key + "-hold")) {
          case Outcome.Done<Hold>(var hold, _) ->
              saldo.capture(
                  hold.id(), Map.of("output_tokens", row.output()), Map.of(), key + "-capture");
          case Outcome.Refused<Hold>(var problem) -> new Outcome.Refused<Charge>(problem);
        };
    tallying.waited(System.nanoTime() - began);
    settle(purse, tallying, bound, outcome);
  }

  private static void settle(
      Purse purse, Tallying tallying, BigDecimal bound, Outcome<Charge> outcome) {
    switch (outcome) {
      case Outcome.Done<Charge>(var charge, var replayed) -> {
        var credits = charge.credits().orElse(BigDecimal.ZERO);
        purse.giveBack(bound.subtract(credits));
        tallying.accepted(credits, replayed);
      }
      case Outcome.Refused<Charge>(var problem) -> {
        purse.giveBack(bound);
        tallying.refused(problem);
      }
    }
  }

  private List<List<Trace.Row>> batches() {
    var rows = trace.rows();
    return java.util.stream.IntStream.iterate(0, from -> from < rows.size(), from -> from + BATCH)
        .mapToObj(from -> rows.subList(from, Math.min(from + BATCH, rows.size())))
        .toList();
  }

  private static void eachBatch(List<List<Trace.Row>> batches, Sending<List<Trace.Row>> sending) {
    each(BATCHES_IN_FLIGHT_MAX, batches, sending);
  }

  /// Sends something, with no more in flight than that, and stops at the first that fails.
  private static <T> void each(int inFlight, List<T> all, Sending<T> sending) {
    var failure = new AtomicReference<@Nullable RuntimeException>();
    var free = new Semaphore(inFlight);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : all) {
        free.acquire();
        if (failure.get() != null) {
          break;
        }
        callers.execute(() -> {
          try {
            sending.send(one);
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
          } finally {
            free.release();
          }
        });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the replay was interrupted", e);
    }
    var failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /// How one of many is sent.
  interface Sending<T> {
    void send(T one);
  }
}
