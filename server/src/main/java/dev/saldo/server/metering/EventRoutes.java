package dev.saldo.server.metering;

import dev.saldo.server.account.Acts;
import dev.saldo.server.http.Form;
import dev.saldo.server.http.Item;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.metering.EventResults.Sent;
import dev.saldo.server.metering.EventResults.Status;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.AnswerParts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The route that records what happened: one event, a batch, or a stream of lines.
///
/// A stream is taken slice by slice: while one slice is being committed, the next is read and
/// handed in, so that no event has a thread of its own and batches stay full.
public final class EventRoutes {
  private static final int SLICE = 1_000;

  private static final Schema RESULT =
      Schema.named(
          "EventResult",
          Schema.object(
              Field.of("index", Schema.integer(0, Integer.MAX_VALUE), "Its place, from 0."),
              Field.optional("id", Schema.text(255), "The event's id."),
              Field.of(
                  "status",
                  Schema.choice("recorded", "duplicate", "conflict", "rejected", "unavailable"),
                  "What became of it."),
              Field.optional("event", Schema.text(80), "The recorded event."),
              Field.optional("receipt", Schema.text(255), "Where its receipt is."),
              Field.optional("problem", Schema.any(), "Why it wasn't recorded.")));

  private static final Schema RESULTS =
      Schema.named(
          "EventResults",
          Schema.object(
              Field.of("recorded", Schema.integer(0, Long.MAX_VALUE), "New events."),
              Field.of("duplicates", Schema.integer(0, Long.MAX_VALUE), "Known already, alike."),
              Field.of("duplicate", Schema.flag(), "Whether all events were known already."),
              Field.of("conflicts", Schema.integer(0, Long.MAX_VALUE), "Known with other content."),
              Field.of("rejected", Schema.integer(0, Long.MAX_VALUE), "Faulty events."),
              Field.of(
                  "unavailable",
                  Schema.integer(0, Long.MAX_VALUE),
                  "Events that couldn't be decided; sending them again is safe."),
              Field.of(
                  "results",
                  Schema.list(RESULT, EventResults.LISTED_MAX),
                  "What became of each; of a stream, only those that weren't recorded."),
              Field.of(
                  "results_omitted",
                  Schema.integer(0, Long.MAX_VALUE),
                  "Results beyond those listed.")));

  private final Acts acts;
  private final ProblemJson problems;
  private final InstantSource clock;
  private final AtomicEvents atomic;

  public EventRoutes(Acts acts, ProblemJson problems, InstantSource clock) {
    this.acts = acts;
    this.problems = problems;
    this.clock = clock;
    this.atomic = new AtomicEvents(acts, clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/events", "recordEvents")
            .summary("Record what happened")
            .description(
                "CloudEvents 1.0: one event, a JSON array of up to 10,000, or a line for each"
                    + " (NDJSON). Never refused for lack of balance. Each event stands for itself:"
                    + " a faulty one doesn't keep the others from being recorded. The same source"
                    + " and id counts once, for ever; with other content it is a conflict and the"
                    + " first one stands. One event alone is answered with its own problem."
                    + " A JSON array with `atomic=true` is recorded as a whole or not at all.")
            .tag("events")
            .scope(Scope.EVENTS_WRITE.word())
            .query(
                Field.optional(
                    AtomicEvents.PARAMETER,
                    Schema.flag(),
                    "Whether an array of up to 1,000 events is recorded as a whole or not at all:"
                        + " then one that can't be recorded keeps the others from being recorded,"
                        + " and `errors` lists all such by their places. Not for one event or a"
                        + " stream. False by default."))
            .form("application/json", Form.Kind.BATCH, EventBodies.EVENT)
            .form("application/cloudevents+json", Form.Kind.ONE, EventBodies.EVENT)
            .form("application/cloudevents-batch+json", Form.Kind.BATCH, EventBodies.EVENT)
            .form("application/x-ndjson", Form.Kind.LINES, EventBodies.EVENT)
            .answers(200, "What became of them, durable.", RESULTS)
            .problems(
                ProblemType.EVENT_CONFLICT,
                ProblemType.EVENT_TOO_OLD,
                ProblemType.EVENT_IN_FUTURE,
                ProblemType.SOURCE_RESERVED,
                ProblemType.BATCH_TOO_LARGE,
                ProblemType.INVALID_STATE,
                ProblemType.CLOCK_UNSAFE,
                ProblemType.STORAGE_FULL)
            .to(this::record));
  }

  private Reply record(RequestContext request) {
    if (request.query().optionalFlag(AtomicEvents.PARAMETER).orElse(false)) {
      return atomic.record(request, results -> Reply.ok(json -> write(json, results, request)));
    }
    var isStream = request.form().filter(form -> form.kind() == Form.Kind.LINES).isPresent();
    var workspace = request.caller().workspaceId();
    var results =
        new EventResults(
            (customer, refusal) -> acts.problem(workspace, customer, refusal), !isStream);
    var waiting = new ArrayList<Sent>(SLICE);
    request.eachSlice(
        SLICE,
        slice -> {
          acts.expectCustomers(request, EventBodies.subjects(slice));
          var sent = slice.stream().map(item -> submit(request, item)).toList();
          waiting.forEach(one -> results.add(one, Acts::await));
          waiting.clear();
          waiting.addAll(sent);
        });
    waiting.forEach(one -> results.add(one, Acts::await));
    if (request.isSingle()) {
      var problem = results.listed().getFirst().problem();
      if (problem.isPresent()) {
        return Reply.problem(problem.get());
      }
    }
    return Reply.ok(json -> write(json, results, request));
  }

  private Sent submit(RequestContext request, Item item) {
    return switch (item) {
      case Item.Faulty(var index, var problem) -> new Sent.Faulty(index, Optional.empty(), problem);
      case Item.Sound(var index, var event) -> {
        var id = Optional.of(event.text("id"));
        try {
          var customer = acts.customer(request, event.text("subject")).id();
          var command =
              EventBodies.read(acts.reader(), request.caller(), customer, event, clock.instant());
          var reply = acts.engine().submit(request.caller().workspaceId(), customer, command);
          yield new Sent.Submitted(index, id, customer, reply);
        } catch (ProblemException e) {
          yield new Sent.Faulty(index, id, e.problem());
        }
      }
    };
  }

  private void write(JsonWriter json, EventResults results, RequestContext request) {
    var duplicates = results.count(Status.DUPLICATE);
    var others =
        results.count(Status.RECORDED)
            + results.count(Status.CONFLICT)
            + results.count(Status.REJECTED)
            + results.count(Status.UNAVAILABLE);
    json.integer("recorded", results.count(Status.RECORDED))
        .integer("duplicates", duplicates)
        .flag("duplicate", duplicates > 0 && others == 0)
        .integer("conflicts", results.count(Status.CONFLICT))
        .integer("rejected", results.count(Status.REJECTED))
        .integer("unavailable", results.count(Status.UNAVAILABLE))
        .objects("results", results.listed(), (item, result) -> write(item, result, request))
        .integer("results_omitted", results.omitted());
  }

  private void write(JsonWriter json, EventResults.Result result, RequestContext request) {
    json.integer("index", result.index())
        .optionalText("id", result.id())
        .text("status", AnswerParts.word(result.status()));
    if (result.event().isPresent()) {
      var event = result.event().get();
      json.text("event", PublicId.of(IdKind.EVENT, event))
          .text("receipt", AnswerParts.receipt(IdKind.EVENT, event));
    }
    if (result.problem().isPresent()) {
      Problem problem = result.problem().get();
      json.object(
          "problem",
          inside -> problems.write(inside, problem, request.language(), request.requestId()));
    }
  }
}
