package dev.saldo.server.engine;

import dev.saldo.server.engine.Reply.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.store.account.AccountStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that takes what waits, batch by batch, each in one transaction on a connection of its
/// own.
///
/// A batch that fails is run again in halves, down to the one bad command. When the connection
/// breaks, the batch is tried once more on a new one; even when it broke in the middle of the
/// commit, because a command that did take effect is then found by its key. What fails again is
/// answered with what is known of its fate.
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int TRIES_MAX = 3;

  private final LaneQueue queue;
  private final LaneConnection connection;
  private final BatchWork work;
  private final Replies replies;
  private final Manner manner;
  private final int batchMax;
  private List<Pending> taken = List.of();
  private List<Pending> wanted = List.of();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("saldo-lane-sender").factory());

  /// How a lane deals with locks.
  enum Manner {
    /// Skips accounts that are locked elsewhere, whatever is in the batch.
    QUICK,
    /// Waits for one account at a time.
    PATIENT
  }

  Lane(
      LaneQueue queue,
      LaneConnection connection,
      BatchWork work,
      Replies replies,
      Manner manner,
      int batchMax) {
    this.queue = queue;
    this.connection = connection;
    this.work = work;
    this.replies = replies;
    this.manner = manner;
    this.batchMax = batchMax;
  }

  @Override
  public void run() {
    var customersMax = manner == Manner.PATIENT ? 1 : Integer.MAX_VALUE;
    try {
      for (var batch = queue.take(batchMax, customersMax);
          !batch.isEmpty();
          batch = queue.take(batchMax, customersMax)) {
        taken = batch;
        try {
          begin(batch);
        } catch (Throwable failure) {
          survive(failure);
        } finally {
          letGo();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
      sender.close();
    }
  }

  /// Whatever happens, a lane goes on: nobody else would serve its customers. Callers without an
  /// answer are told that the fate of their commands isn't known.
  private void survive(Throwable failure) {
    LOG.error("A lane failed at a batch of {}", wanted.size(), failure);
    connection.drop();
    var reply = new Reply.Unavailable(Outcome.UNKNOWN, Reason.TIMED_OUT);
    wanted.forEach(pending -> replies.reply(pending, reply));
  }

  /// Lets other lanes have the customers of the batch.
  private void letGo() {
    var batch = taken;
    taken = List.of();
    if (!batch.isEmpty()) {
      queue.done(batch);
    }
  }

  private void begin(List<Pending> batch) {
    wanted = batch.stream().filter(Pending::take).toList();
    replies.forget(batch.size() - wanted.size());
    if (!wanted.isEmpty()) {
      process(wanted, new Try(1, Outcome.NONE));
    }
  }

  /// Which try of a batch it is.
  ///
  /// @param fate what is known of the tries before
  private record Try(int number, Outcome fate) {
    Try again(Outcome outcome) {
      return new Try(number + 1, fate == Outcome.UNKNOWN ? fate : outcome);
    }

    boolean isLast() {
      return number >= TRIES_MAX;
    }
  }

  private void process(List<Pending> batch, Try attempt) {
    var begun = System.nanoTime();
    var committing = false;
    try {
      Connection open = connection.open(batch.size());
      var wait = manner == Manner.PATIENT ? AccountStore.Wait.WAITING : AccountStore.Wait.SKIPPING;
      var result = work.run(open, batch, wait, sender);
      if (result.writes()) {
        committing = true;
        open.commit();
        work.committed(batch.getFirst().workspace, result);
      } else {
        open.rollback();
      }
      var took = Duration.ofNanos(System.nanoTime() - begun);
      replies.batch(batch.size(), result.customers(), took);
      answer(batch, result, attempt);
    } catch (SQLException e) {
      failed(batch, attempt, e, committing);
    } catch (RuntimeException e) {
      rollback();
      halve(batch, attempt, e);
    }
  }

  private void answer(List<Pending> batch, BatchWork.Result result, Try attempt) {
    if (!result.skipped().isEmpty()) {
      replies.skipped(result.skipped(), queue);
    }
    // Waking so many callers takes a while, in which another lane may go on with the customers.
    if (attempt.number() == 1 && result.broken().isEmpty() && batch.size() == wanted.size()) {
      letGo();
    }
    result.replies().forEach(replies::reply);
    if (!result.broken().isEmpty()) {
      result.broken().forEach((customer, failure) -> isolate(batch, customer, failure, attempt));
    }
  }

  /// Runs the commands of a customer whose decision threw one by one, to find the one at fault.
  private void isolate(List<Pending> batch, UUID customer, RuntimeException failure, Try attempt) {
    var commands = batch.stream().filter(one -> one.customer.equals(customer)).toList();
    if (commands.size() == 1) {
      replies.fail(commands.getFirst(), failure);
    } else {
      commands.forEach(command -> process(List.of(command), attempt));
    }
  }

  private void failed(List<Pending> batch, Try attempt, SQLException failure, boolean committing) {
    var fault = SqlFault.of(failure);
    LOG.debug("A batch of {} failed: {}", batch.size(), fault, failure);
    switch (fault) {
      case CONNECTION -> {
        connection.drop();
        var next = attempt.again(committing ? Outcome.UNKNOWN : Outcome.NONE);
        if (attempt.number() == 1) {
          process(batch, next);
        } else {
          unavailable(batch, next.fate(), Reason.STORE_UNREACHABLE, failure);
        }
      }
      case COLLISION -> {
        rollback();
        if (attempt.isLast()) {
          unavailable(batch, attempt.fate(), Reason.ACCOUNT_LOCKED, failure);
        } else {
          process(batch, attempt.again(Outcome.NONE));
        }
      }
      case LOCK -> {
        rollback();
        unavailable(batch, attempt.fate(), Reason.ACCOUNT_LOCKED, failure);
      }
      case STORAGE -> {
        rollback();
        unavailable(batch, attempt.fate(), Reason.STORAGE_FULL, failure);
      }
      case BATCH -> {
        rollback();
        halve(batch, attempt, failure);
      }
    }
  }

  private void halve(List<Pending> batch, Try attempt, Exception failure) {
    if (batch.size() == 1) {
      LOG.error("A command of workspace {} failed", batch.getFirst().workspace, failure);
      replies.fail(batch.getFirst(), failure);
      return;
    }
    LOG.warn("A batch of {} failed and is run again in halves", batch.size(), failure);
    replies.halved(batch.size());
    for (var half : halves(batch)) {
      process(half, attempt);
    }
  }

  /// A customer's commands stay together as long as there is another customer to part from.
  private static List<List<Pending>> halves(List<Pending> batch) {
    var byCustomer = new LinkedHashMap<UUID, List<Pending>>();
    for (var pending : batch) {
      byCustomer.computeIfAbsent(pending.customer, _ -> new ArrayList<>()).add(pending);
    }
    if (byCustomer.size() == 1) {
      var middle = batch.size() / 2;
      return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
    }
    var groups = List.copyOf(byCustomer.values());
    var middle = groups.size() / 2;
    return List.of(
        groups.subList(0, middle).stream().flatMap(List::stream).toList(),
        groups.subList(middle, groups.size()).stream().flatMap(List::stream).toList());
  }

  private void unavailable(
      List<Pending> batch, Outcome outcome, Reason reason, SQLException failure) {
    LOG.warn("{} commands get no answer: {}", batch.size(), reason, failure);
    var reply = new Reply.Unavailable(outcome, reason);
    batch.forEach(pending -> replies.reply(pending, reply));
  }

  private void rollback() {
    connection.rollback();
  }
}
