package dev.saldo.server.migration;

import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.Reply;
import dev.saldo.store.migration.Candidate;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.MigrationRefusals.Refused;
import dev.saldo.store.migration.Migrations;
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
/// taken again: a move that took effect is answered as it was, and isn't done twice.
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
        var refused = move(running.workspace(), taken.get());
        if (refused.isEmpty()) {
          return;
        }
        migrations.finish(running.workspace(), taken.get(), refused.get(), clock.instant());
      }
    }
  }

  /// @return who couldn't be moved; empty where not everything could be decided
  private Optional<List<Refused>> move(long workspace, Slice taken) {
    var migration = taken.migration();
    var replies = new LinkedHashMap<Candidate, CompletableFuture<Reply>>();
    for (var one : candidates.these(workspace, taken.customers())) {
      var key = Moves.key(migration.id(), one.customer());
      var command = Moves.of(key, migration.terms(), one);
      replies.put(one, engine.submit(workspace, one.customer(), command));
    }
    var refused = new ArrayList<Refused>();
    for (var one : replies.entrySet()) {
      var customer = one.getKey();
      var why = why(workspace, customer, one.getValue());
      if (why.isEmpty()) {
        return Optional.empty();
      }
      why.get().ifPresent(problem -> refused.add(new Refused(customer, problem)));
    }
    return Optional.of(refused);
  }

  /// Why a customer isn't moved, or that it is; empty where that can't be known now. One at which
  /// the program is at fault keeps nobody else waiting.
  private Optional<Optional<String>> why(
      long workspace, Candidate candidate, CompletableFuture<Reply> reply) {
    try {
      return switch (reply.join()) {
        case Reply.Accepted _ -> Optional.of(Optional.empty());
        case Reply.Refused(var refusal) ->
            Optional.of(Optional.of(reasons.of(workspace, candidate.customer(), refusal)));
        case Reply.NoSuchCustomer _, Reply.UpToDate _, Reply.Unavailable _ -> Optional.empty();
      };
    } catch (CompletionException e) {
      LOG.error("The customer {} can't be moved", candidate.customer(), e);
      return Optional.of(Optional.of(reasons.ofFault()));
    }
  }
}
