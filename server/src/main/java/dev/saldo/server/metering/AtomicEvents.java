package dev.saldo.server.metering;

import dev.saldo.core.account.Command;
import dev.saldo.server.account.Acts;
import dev.saldo.server.engine.Engine;
import dev.saldo.server.engine.JointReply;
import dev.saldo.server.http.Form;
import dev.saldo.server.http.Item;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.json.Body;
import dev.saldo.server.metering.EventResults.Result;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The events of one array, recorded as a whole or not at all.
///
/// What can be seen on the events themselves is told first: only when all are sound are they
/// decided, and then what was decided against them is told. Either way the answer is one problem
/// whose faults point at the events; its type is theirs where they share one.
final class AtomicEvents {
  static final String PARAMETER = "atomic";

  private final Acts acts;
  private final InstantSource clock;

  AtomicEvents(Acts acts, InstantSource clock) {
    this.acts = acts;
    this.clock = clock;
  }

  /// An event that can be decided.
  private record Sound(String id, UUID customer, Command.RecordUsage command) {}

  /// @param written makes the good answer's reply of what became of the events
  /// @throws ProblemException `invalid_parameter` where it isn't an array, `batch_too_large` above
  ///   [Engine#TOGETHER_MAX] events
  Reply record(RequestContext request, Function<EventResults, Reply> written) {
    var items = items(request);
    var faults = new ArrayList<Fault>();
    var events = sound(request, items, faults);
    if (!faults.isEmpty()) {
      return refused(faults);
    }
    var asked =
        events.stream().map(one -> new Engine.Asked(one.customer(), one.command())).toList();
    var workspace = request.caller().workspaceId();
    if (asked.isEmpty()) {
      return written.apply(results(workspace, events, List.of()));
    }
    return switch (Acts.awaitTogether(acts.engine().submitTogether(workspace, asked))) {
      case JointReply.Durable(var replies) -> written.apply(results(workspace, events, replies));
      case JointReply.Undone(var causes) -> {
        causes.forEach(
            (place, cause) -> add(faults, place, problem(workspace, events.get(place), cause)));
        yield refused(faults);
      }
      case JointReply.Unanswered(var reply) -> Reply.problem(Acts.unavailable(reply));
    };
  }

  private Problem problem(long workspace, Sound event, dev.saldo.server.engine.Reply cause) {
    return switch (cause) {
      case dev.saldo.server.engine.Reply.Refused(var refusal) ->
          acts.problem(workspace, event.customer(), refusal);
      case dev.saldo.server.engine.Reply.NoSuchCustomer _ -> Acts.absent().problem();
      case dev.saldo.server.engine.Reply.Unavailable unavailable -> Acts.unavailable(unavailable);
      case dev.saldo.server.engine.Reply.Accepted _, dev.saldo.server.engine.Reply.UpToDate _ ->
          throw new IllegalStateException("no cause: " + cause);
    };
  }

  private static List<Item> items(RequestContext request) {
    var isArray =
        !request.isSingle()
            && request.form().filter(form -> form.kind() == Form.Kind.BATCH).isPresent();
    if (!isArray) {
      throw Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", PARAMETER).toException();
    }
    var items = new ArrayList<Item>();
    request.eachSlice(
        Engine.TOGETHER_MAX,
        slice -> {
          items.addAll(slice);
          if (items.size() > Engine.TOGETHER_MAX) {
            throw Problem.of(ProblemType.BATCH_TOO_LARGE)
                .with("max", Engine.TOGETHER_MAX)
                .toException();
          }
        });
    return items;
  }

  private List<Sound> sound(RequestContext request, List<Item> items, List<Fault> faults) {
    acts.expectCustomers(request, EventBodies.subjects(items));
    var events = new ArrayList<Sound>(items.size());
    for (var item : items) {
      switch (item) {
        case Item.Faulty(var index, var problem) -> add(faults, index, problem);
        case Item.Sound(var index, var event) -> {
          try {
            events.add(sound(request, event));
          } catch (ProblemException e) {
            add(faults, index, e.problem());
          }
        }
      }
    }
    return events;
  }

  private Sound sound(RequestContext request, Body event) {
    var customer = acts.customer(request, event.text("subject")).id();
    var command =
        EventBodies.read(acts.reader(), request.caller(), customer, event, clock.instant());
    return new Sound(event.text("id"), customer, command);
  }

  /// A problem of one event, as faults of the array.
  private static void add(List<Fault> faults, int place, Problem problem) {
    if (problem.faults().isEmpty()) {
      faults.add(new Fault("/" + place, problem.type(), problem.figures()));
    }
    problem
        .faults()
        .forEach(inside ->
            faults.add(new Fault("/" + place + inside.pointer(), inside.type(), inside.figures())));
  }

  private static Reply refused(List<Fault> faults) {
    return Reply.problem(
        Problem.ofFaults(faults.subList(0, Math.min(faults.size(), Problem.FAULTS_MAX))));
  }

  private EventResults results(
      long workspace, List<Sound> events, List<dev.saldo.server.engine.Reply.Accepted> replies) {
    var results =
        new EventResults((customer, refusal) -> acts.problem(workspace, customer, refusal), true);
    for (var i = 0; i < replies.size(); i++) {
      results.add(Result.of(i, Optional.of(events.get(i).id()), replies.get(i)));
    }
    return results;
  }
}
