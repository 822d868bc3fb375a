package dev.saldo.server.metering;

import dev.saldo.core.account.Refusal;
import dev.saldo.server.engine.CommandFailedException;
import dev.saldo.server.engine.Reply;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What became of the events of one request: counts of all, and the single results as far as they
/// are listed.
final class EventResults {
  /// How many results of a stream are listed.
  static final int LISTED_MAX = 10_000;

  /// What became of one event.
  enum Status {
    RECORDED,
    DUPLICATE,
    CONFLICT,
    REJECTED,
    /// It couldn't be decided; sending it again is safe.
    UNAVAILABLE
  }

  /// One event on its way.
  sealed interface Sent {
    int index();

    /// The CloudEvents id, where the event could be read.
    Optional<String> id();

    /// It is being decided.
    record Submitted(int index, Optional<String> id, UUID customer, CompletableFuture<Reply> reply)
        implements Sent {}

    /// It can't be one.
    record Faulty(int index, Optional<String> id, Problem problem) implements Sent {}
  }

  /// What became of one event.
  ///
  /// @param event the journal's id of it
  record Result(
      int index,
      Optional<String> id,
      Status status,
      Optional<UUID> event,
      Optional<Problem> problem) {

    /// Of an event that is recorded, now or before.
    static Result of(int index, Optional<String> id, Reply.Accepted reply) {
      var status = reply.replayed() ? Status.DUPLICATE : Status.RECORDED;
      return new Result(index, id, status, Optional.of(reply.id()), Optional.empty());
    }
  }

  /// How a refusal of a customer's event is told.
  @FunctionalInterface
  interface Problems {
    Problem of(UUID customer, Refusal refusal);
  }

  private final Problems problems;
  private final boolean allListed;
  private final Map<Status, Long> counts = new EnumMap<>(Status.class);
  private final List<Result> listed = new ArrayList<>();
  private long omitted;

  /// @param allListed whether events that were recorded are listed too
  EventResults(Problems problems, boolean allListed) {
    this.problems = problems;
    this.allListed = allListed;
  }

  /// Adds one event, waiting for it if need be.
  void add(Sent sent, Waiting waiting) {
    var result =
        switch (sent) {
          case Sent.Faulty(var index, var id, var problem) ->
              new Result(index, id, Status.REJECTED, Optional.empty(), Optional.of(problem));
          case Sent.Submitted submitted -> awaited(submitted, waiting);
        };
    add(result);
  }

  /// Adds what became of an event.
  void add(Result result) {
    counts.merge(result.status(), 1L, Long::sum);
    if (!allListed && (result.status() == Status.RECORDED || result.status() == Status.DUPLICATE)) {
      return;
    }
    if (listed.size() < LISTED_MAX) {
      listed.add(result);
    } else {
      omitted++;
    }
  }

  /// How a reply is waited for.
  @FunctionalInterface
  interface Waiting {
    Reply forReply(CompletableFuture<Reply> reply);
  }

  /// A decision that failed by a fault of ours is one event's alone.
  private Result awaited(Sent.Submitted sent, Waiting waiting) {
    try {
      return result(sent, waiting.forReply(sent.reply()));
    } catch (CommandFailedException _) {
      return no(sent, Status.UNAVAILABLE, Problem.of(ProblemType.INTERNAL));
    }
  }

  private Result result(Sent.Submitted sent, Reply reply) {
    return switch (reply) {
      case Reply.Accepted accepted -> Result.of(sent.index(), sent.id(), accepted);
      case Reply.Refused(var refusal) ->
          no(
              sent,
              refusal instanceof Refusal.EventConflict ? Status.CONFLICT : Status.REJECTED,
              problems.of(sent.customer(), refusal));
      case Reply.NoSuchCustomer _ ->
          no(sent, Status.REJECTED, dev.saldo.server.account.Acts.absent().problem());
      case Reply.Unavailable unavailable ->
          no(sent, Status.UNAVAILABLE, dev.saldo.server.account.Acts.unavailable(unavailable));
      case Reply.UpToDate _ -> throw new IllegalStateException("an event leaves a line");
    };
  }

  private static Result no(Sent sent, Status status, Problem problem) {
    return new Result(sent.index(), sent.id(), status, Optional.empty(), Optional.of(problem));
  }

  long count(Status status) {
    return counts.getOrDefault(status, 0L);
  }

  List<Result> listed() {
    return listed;
  }

  long omitted() {
    return omitted;
  }
}
