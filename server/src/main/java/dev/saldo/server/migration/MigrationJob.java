package dev.saldo.server.migration;

import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.Reply;
import dev.saldo.store.migration.Candidate;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.MigrationRefusals.Refused;
import dev.saldo.store.migration.Migrations;
import dev.saldo.store.migration.Migrations.Done;
import dev.saldo.store.migration.Migrations.Slice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes on with migrations, a slice of customers at a time.
///
/// A slice is written down, each of its customers changes plan by a command with a key of its own,
/// and what became of all of them is written down. Whoever stops in between leaves the slice to be
/// taken again: a move that took effect is answered as it was, and isn't done twice. What a stopped
/// migration arranged is taken back in the same way.
public final class MigrationJob {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationJob.class);

  /// How many customers are best moved together.
  public static final int SLICE = 200;

  private final Migrations migrations;
  private final Candidates candidates;
  private final Engine engine;
  private final Reasons reasons;
  private final InstantSource clock;
  private final int slice;

  /// @param slice how many customers are moved before it is noted how far it is
  public MigrationJob(
      Migrations migrations,
      Candidates candidates,
      Engine engine,
      Reasons reasons,
      InstantSource clock,
      int slice) {
    this.migrations = migrations;
    this.candidates = candidates;
    this.engine = engine;
    this.reasons = reasons;
    this.clock = clock;
    this.slice = slice;
  }

  /// Goes on with all that aren't done, until they are, or something can't be had now: then the
  /// next run goes on from there.
  public void run() {
    for (var running : migrations.running()) {
      while (true) {
        var taken = migrations.take(running.workspace(), running.id(), slice, clock.instant());
        if (taken.filter(found -> !found.customers().isEmpty()).isEmpty()) {
          break;
        }
        var done = work(running.workspace(), taken.get());
        if (done.isEmpty()) {
          return;
        }
        migrations.finish(running.workspace(), taken.get(), done.get(), clock.instant());
      }
    }
  }

  /// @return what became of a slice; empty where not everything could be decided
  private Optional<Done> work(long workspace, Slice taken) {
    var migration = taken.migration();
    var replies = new LinkedHashMap<Candidate, CompletableFuture<Reply>>();
    for (var one : candidates.these(workspace, taken.customers())) {
      var customer = one.customer();
      var command =
          taken.isBack() ? Moves.back(migration.id(), customer) : Moves.of(migration, one);
      replies.put(one, engine.submit(workspace, customer, command));
    }
    var did = 0L;
    var gone = (long) taken.customers().size() - replies.size();
    var refused = new ArrayList<Refused>();
    for (var one : replies.entrySet()) {
      var customer = one.getKey();
      switch (fate(workspace, customer, one.getValue())) {
        case Fate.Did _ -> did++;
        case Fate.Gone _ -> gone++;
        case Fate.Not(var problem) -> refused.add(new Refused(customer, problem));
        case Fate.Unknown _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Done(did, taken.isBack() ? List.of() : refused, gone));
  }

  /// What became of one customer.
  private sealed interface Fate {
    /// It is moved, or what was arranged for it is taken back.
    record Did() implements Fate {}

    /// It isn't, for a reason.
    record Not(String problem) implements Fate {}

    /// There is no such customer any more.
    record Gone() implements Fate {}

    /// That can't be known now.
    record Unknown() implements Fate {}
  }

  /// One at which the program is at fault keeps nobody else waiting.
  private Fate fate(long workspace, Candidate candidate, CompletableFuture<Reply> reply) {
    try {
      return switch (reply.join()) {
        case Reply.Accepted _ -> new Fate.Did();
        case Reply.Refused(var refusal) ->
            new Fate.Not(reasons.of(workspace, candidate.customer(), refusal));
        case Reply.NoSuchCustomer _ -> new Fate.Gone();
        case Reply.UpToDate _, Reply.Unavailable _ -> new Fate.Unknown();
      };
    } catch (CompletionException e) {
      LOG.error("The customer {} can't be moved", candidate.customer(), e);
      return new Fate.Not(reasons.ofFault());
    }
  }
}
