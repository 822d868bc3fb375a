package dev.saldo.server.engine;

import dev.saldo.server.engine.Reply.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.store.account.AccountStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Batches that take effect as a whole or not at all: each in one transaction, one after the other,
/// on a connection of their own.
///
/// A batch waits for all its accounts, which are locked in the order of their ids, so that two
/// nodes that want the same ones never wait for each other; lanes pass over locked accounts
/// meanwhile, or wait for a single one. When one command can't take effect, the transaction is
/// undone, and with it what the others had brought about. Safe for use by many threads.
final class AtomicBatches {
  /// The most commands of one batch: as long as their accounts are locked, others wait for them.
  static final int COMMANDS_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(AtomicBatches.class);
  private static final int WAITING_MAX = 64;
  private static final int TRIES_MAX = 3;

  private final LaneConnection connection;
  private final BatchWork work;
  private final EngineMetrics metrics;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().name("saldo-atomic").factory());
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("saldo-atomic-sender").factory());

  AtomicBatches(LaneConnection connection, BatchWork work, EngineMetrics metrics) {
    this.connection = connection;
    this.work = work;
    this.metrics = metrics;
  }

  CompletableFuture<JointReply> submit(long workspace, List<Engine.Asked> commands) {
    if (commands.isEmpty() || commands.size() > COMMANDS_MAX) {
      throw new IllegalArgumentException("1 to " + COMMANDS_MAX + " commands go together");
    }
    var begun = System.nanoTime();
    var batch =
        commands.stream()
            .map(one -> new Pending(workspace, one.customer(), one.command(), begun))
            .toList();
    var reply = new CompletableFuture<JointReply>();
    try {
      thread.execute(() -> answer(batch, reply));
    } catch (RejectedExecutionException _) {
      var reason = thread.isShutdown() ? Reason.STOPPING : Reason.QUEUE_FULL;
      reply.complete(unanswered(Outcome.NONE, reason));
    }
    return reply;
  }

  /// Takes no more batches, decides those that wait, at most until a `System.nanoTime()`, and ends.
  void close(long untilNs) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException _) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      sender.shutdown();
      connection.close();
    }
  }

  private void answer(List<Pending> batch, CompletableFuture<JointReply> reply) {
    try {
      var decided = decided(batch);
      count(batch.getFirst(), decided);
      reply.complete(decided);
    } catch (Throwable failure) {
      // Not given back: the next batch must not find anything of this one in its transaction.
      connection.drop();
      LOG.error("A batch of {} that goes together failed", batch.size(), failure);
      reply.completeExceptionally(new CommandFailedException(failure));
    }
  }

  private void count(Pending first, JointReply decided) {
    var waited = Duration.ofNanos(System.nanoTime() - first.submittedNs);
    switch (decided) {
      case JointReply.Durable(var replies) -> replies.forEach(one -> metrics.reply(one, waited));
      case JointReply.Undone(var causes) ->
          causes.values().forEach(one -> metrics.reply(one, waited));
      case JointReply.Unanswered(var one) -> metrics.reply(one, waited);
    }
  }

  private JointReply decided(List<Pending> batch) {
    var fate = Outcome.NONE;
    for (var attempt = 1; ; attempt++) {
      var tried = attempt(batch);
      switch (tried) {
        case Tried.Answered(var reply) -> {
          return reply;
        }
        case Tried.Failed(var reason, var outcome, var mayPass) -> {
          fate = outcome == Outcome.UNKNOWN ? outcome : fate;
          if (!mayPass || attempt == TRIES_MAX) {
            return unanswered(fate, reason);
          }
        }
      }
    }
  }

  /// What came of one try.
  private sealed interface Tried {
    record Answered(JointReply reply) implements Tried {}

    /// @param mayPass whether another try may do
    record Failed(Reason reason, Outcome outcome, boolean mayPass) implements Tried {}
  }

  private Tried attempt(List<Pending> batch) {
    var begun = System.nanoTime();
    var committing = false;
    try {
      var open = connection.open(batch.size());
      var result = work.run(open, batch, AccountStore.Wait.WAITING, sender);
      if (!result.broken().isEmpty()) {
        throw result.broken().values().iterator().next();
      }
      var reply = reply(batch, result);
      if (reply instanceof Tried.Answered(JointReply.Durable _) && result.writes()) {
        committing = true;
        open.commit();
        work.committed(batch.getFirst().workspace, result);
      } else {
        connection.rollback();
      }
      metrics.batch(batch.size(), result.customers(), Duration.ofNanos(System.nanoTime() - begun));
      return reply;
    } catch (SQLException e) {
      return failed(e, committing);
    }
  }

  private static Tried reply(List<Pending> batch, BatchWork.Result result) {
    if (!result.skipped().isEmpty()) {
      // An account that came into being between the locks and the look.
      return new Tried.Failed(Reason.ACCOUNT_LOCKED, Outcome.NONE, true);
    }
    var accepted = new ArrayList<Reply.Accepted>(batch.size());
    var causes = new TreeMap<Integer, Reply>();
    for (var i = 0; i < batch.size(); i++) {
      switch (Objects.requireNonNull(result.replies().get(batch.get(i)))) {
        case Reply.Accepted reply -> accepted.add(reply);
        case Reply.Refused refused -> causes.put(i, refused);
        case Reply.NoSuchCustomer none -> causes.put(i, none);
        case Reply.Unavailable unavailable -> {
          return new Tried.Answered(new JointReply.Unanswered(unavailable));
        }
        case Reply.UpToDate _ -> throw new IllegalStateException("no line is left by it");
      }
    }
    return new Tried.Answered(
        causes.isEmpty() ? new JointReply.Durable(accepted) : new JointReply.Undone(causes));
  }

  private Tried failed(SQLException failure, boolean committing) {
    var fault = SqlFault.of(failure);
    LOG.warn("A batch that goes together failed: {}", fault, failure);
    if (fault == SqlFault.CONNECTION) {
      connection.drop();
      var outcome = committing ? Outcome.UNKNOWN : Outcome.NONE;
      return new Tried.Failed(Reason.STORE_UNREACHABLE, outcome, true);
    }
    connection.rollback();
    return switch (fault) {
      case COLLISION -> new Tried.Failed(Reason.ACCOUNT_LOCKED, Outcome.NONE, true);
      case LOCK -> new Tried.Failed(Reason.ACCOUNT_LOCKED, Outcome.NONE, false);
      case STORAGE -> new Tried.Failed(Reason.STORAGE_FULL, Outcome.NONE, false);
      case CONNECTION, BATCH -> throw new IllegalStateException("a batch failed", failure);
    };
  }

  private static JointReply unanswered(Outcome outcome, Reason reason) {
    return new JointReply.Unanswered(new Reply.Unavailable(outcome, reason));
  }
}
