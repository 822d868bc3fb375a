package dev.saldo.server.engine;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.server.engine.Reply.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.store.account.AccountStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/// Gets commands decided and committed: the room's door. Safe for use by many threads; any number
/// of engines may work on one database.
///
/// A command joins the others that wait, and they share one transaction: the more callers, the
/// larger the batches and the less each costs. It is answered after the commit.
public final class Engine implements AutoCloseable {
  /// The most commands that are decided together.
  public static final int TOGETHER_MAX = AtomicBatches.COMMANDS_MAX;

  private final EngineSettings settings;
  private final Replies replies;
  private final LaneQueue queue;
  private final LaneQueue patientQueue;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBatches atomic;

  /// What an engine works with.
  ///
  /// @param connections one for each lane and two more are kept
  /// @param believable which times of the clock are; others are put on nothing
  public record Parts(
      DataSource connections,
      AccountStore store,
      CatalogCache catalogs,
      AnswerWriter answers,
      Ids ids,
      InstantSource clock,
      Believable believable,
      EngineMetrics metrics) {}

  private Engine(Parts parts, EngineSettings settings) {
    this.settings = settings;
    this.queue = new LaneQueue(settings.queueMax(), settings.worthwhile());
    this.patientQueue = new LaneQueue(settings.queueMax(), 1);
    this.replies = new Replies(parts.metrics(), patientQueue);
    var work =
        new BatchWork(
            parts.store(),
            parts.catalogs(),
            parts.answers(),
            parts.ids(),
            parts.clock(),
            parts.believable(),
            new ClockGuard(settings.clockBound()));
    for (var i = 0; i < settings.lanes(); i++) {
      threads.add(thread("saldo-lane-" + i, parts, work, queue, Lane.Manner.QUICK));
    }
    threads.add(thread("saldo-lane-patient", parts, work, patientQueue, Lane.Manner.PATIENT));
    this.atomic = new AtomicBatches(new LaneConnection(parts.connections()), work, parts.metrics());
  }

  /// Starts the lanes.
  public static Engine start(Parts parts, EngineSettings settings) {
    var engine = new Engine(parts, settings);
    engine.threads.forEach(Thread::start);
    return engine;
  }

  private Thread thread(
      String name, Parts parts, BatchWork work, LaneQueue queue, Lane.Manner manner) {
    var connection = new LaneConnection(parts.connections());
    var lane = new Lane(queue, connection, work, replies, manner, settings.batchMax());
    return Thread.ofPlatform().name(name).unstarted(lane);
  }

  /// Has a command decided. The future ends with a reply, or with a [CommandFailedException] when
  /// the program is at fault. What depends on it runs in a lane's thread and must be quick.
  public CompletableFuture<Reply> submit(long workspace, UUID customer, Command command) {
    return enqueue(workspace, customer, command).reply;
  }

  /// Has a command decided and waits for it, at most for `deadline`.
  ///
  /// @throws CommandFailedException when the program is at fault
  /// @throws InterruptedException when the waiting thread is; the command may still take effect
  public Reply ask(long workspace, UUID customer, Command command, Duration deadline)
      throws InterruptedException {
    var pending = enqueue(workspace, customer, command);
    try {
      return pending.reply.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      var outcome = pending.giveUp() ? Outcome.NONE : Outcome.UNKNOWN;
      return new Reply.Unavailable(outcome, Reason.TIMED_OUT);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CommandFailedException failure
          ? failure
          : new CommandFailedException(e);
    }
  }

  /// Has commands of any customers decided together: all of them take effect, or none does. Each
  /// must be one that leaves a line in the journal. The future ends like that of [#submit].
  ///
  /// @param commands 1 to [#TOGETHER_MAX], each customer's in the order in which they are decided
  public CompletableFuture<JointReply> submitTogether(long workspace, List<Asked> commands) {
    return atomic.submit(workspace, commands);
  }

  /// A command among those that are decided together.
  public record Asked(UUID customer, Command command) {}

  /// How many commands wait or are being decided.
  public int underWay() {
    return replies.underWay();
  }

  /// Takes no more commands, decides those that wait, and ends.
  @Override
  public void close() {
    queue.close();
    var until = System.nanoTime() + settings.stopWait().toNanos();
    atomic.close(until);
    try {
      for (var thread : threads.subList(0, settings.lanes())) {
        join(thread, until);
      }
      patientQueue.close();
      join(threads.getLast(), until);
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread, long untilNs) throws InterruptedException {
    if (!thread.join(Duration.ofNanos(Math.max(1, untilNs - System.nanoTime())))) {
      thread.interrupt();
    }
  }

  private Pending enqueue(long workspace, UUID customer, Command command) {
    var pending = new Pending(workspace, customer, command, System.nanoTime());
    replies.begin();
    if (!queue.offer(pending)) {
      var reason = queue.isClosed() ? Reason.STOPPING : Reason.QUEUE_FULL;
      replies.reply(pending, new Reply.Unavailable(Outcome.NONE, reason));
    }
    return pending;
  }
}
