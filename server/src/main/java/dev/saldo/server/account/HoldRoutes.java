package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.money.Credits;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.receipt.JournalReads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The routes of holds: set aside before the act, then settle.
public final class HoldRoutes {
  private static final Schema EXTENSION =
      Schema.named(
          "HoldExtension",
          Schema.object(
              Field.of(
                  "expires_in_seconds",
                  Schema.integer(1, 86_400),
                  "How long it lives from now; at most 24 hours from its opening.")));

  private final Acts acts;
  private final JournalReads journal;

  public HoldRoutes(Acts acts, JournalReads journal) {
    this.acts = acts;
    this.journal = journal;
  }

  public List<Route> routes() {
    return List.of(
        open(),
        read(),
        change("capture", "captureHold", "Settle a hold at what was really used")
            .description(
                "Less than was held gives the rest back; more is refused unless the catalog states"
                    + " `capture_over`. A hold that has expired can't be captured.")
            .optionalBody(ActSchemas.CAPTURE)
            .answers(201, "The charge, durable.", AnswerSchemas.CHARGE)
            .problems(ProblemType.EXCEEDS_ORIGINAL, ProblemType.CURRENCY_MISMATCH)
            .to(this::capture),
        change("release", "releaseHold", "Give back what a hold has set aside")
            .optionalBody(Schema.object())
            .answers(200, "The hold, released.", AnswerSchemas.HOLD_CHANGE)
            .to(request -> {
              var hold = Acts.idInPath(request, IdKind.HOLD);
              var customer = acts.owner(request, Owners.Kind.HOLD, hold);
              return acts.submit(
                  request, customer, new Command.Release(Acts.key(request), hold), 200);
            }),
        change("extend", "extendHold", "Let an open hold live longer")
            .body(EXTENSION)
            .answers(200, "The hold with its new end.", AnswerSchemas.HOLD_CHANGE)
            .to(request -> {
              var hold = Acts.idInPath(request, IdKind.HOLD);
              var customer = acts.owner(request, Owners.Kind.HOLD, hold);
              var livesFor = Duration.ofSeconds(request.body().integer("expires_in_seconds"));
              return acts.submit(
                  request, customer, new Command.Extend(Acts.key(request), hold, livesFor), 200);
            }));
  }

  private static Route.Builder change(String verb, String operationId, String summary) {
    return Route.post("/v1/holds/{id}/" + verb, operationId)
        .summary(summary)
        .tag("holds")
        .scope(Scope.CHARGES_WRITE.word())
        .idempotent()
        .problems(ProblemType.INVALID_STATE);
  }

  private Route open() {
    return Route.post("/v1/holds", "createHold")
        .summary("Set credits aside before the act")
        .tag("holds")
        .scope(Scope.CHARGES_WRITE.word())
        .idempotent()
        .body(ActSchemas.HOLD)
        .answers(201, "The hold, durable.", AnswerSchemas.HOLD)
        .problems(ChargeRoutes.ACT_PROBLEMS)
        .to(this::hold);
  }

  private Reply hold(RequestContext request) {
    var body = request.body();
    var workspace = request.caller().workspaceId();
    var customer = acts.customer(request, body.text("customer")).id();
    var act = acts.reader().act(request.caller(), customer, body, false);
    var command =
        new Command.OpenHold(
            Acts.key(request),
            act,
            acts.amounts().stated(workspace, customer, body, act.action()),
            seconds(body.optionalInteger("expires_in_seconds")),
            acts.isConfirmed(request, customer),
            Acts.mayOverride(request));
    return acts.submit(request, customer, command, 201);
  }

  private Reply capture(RequestContext request) {
    var hold = Acts.idInPath(request, IdKind.HOLD);
    var workspace = request.caller().workspaceId();
    var found = journal.hold(workspace, hold).orElseThrow(Acts::absent);
    acts.allow(request, found.customer());
    var body = request.body();
    Optional<Credits> amount =
        acts.amounts().stated(workspace, found.customer(), body, found.action());
    var command =
        new Command.Capture(
            Acts.key(request),
            hold,
            ActReader.data(body),
            amount,
            acts.reader().attribution(request.caller(), found.customer(), body, true));
    return acts.submit(request, found.customer(), command, 201);
  }

  private Route read() {
    return Route.get("/v1/holds/{id}", "getHold")
        .summary("One hold")
        .tag("holds")
        .scope(Scope.CHARGES_READ.word())
        .answers(200, "The hold as it stands.", AnswerSchemas.HOLD)
        .to(request -> {
          var id = Acts.idInPath(request, IdKind.HOLD);
          var hold = journal.hold(request.caller().workspaceId(), id).orElseThrow(Acts::absent);
          acts.allow(request, hold.customer());
          return Reply.bytes(200, "application/json", body(hold));
        });
  }

  /// The answer of its opening, with its state and end as they are now.
  private static byte[] body(JournalReads.HoldNow hold) {
    var opened = Bodies.text(hold.customer(), hold.answer()).getBytes(StandardCharsets.UTF_8);
    var members = (Json.Obj) JsonReader.read(opened);
    return JsonWriter.object(json -> {
      for (var i = 0; i < members.size(); i++) {
        switch (members.names().get(i)) {
          case "state" -> json.text("state", hold.state());
          case "expires_at" -> json.time("expires_at", hold.expiresAt());
          default -> json.json(members.names().get(i), members.values().get(i));
        }
      }
      hold.capturedBy().ifPresent(charge -> captured(json, charge));
    });
  }

  private static void captured(JsonWriter json, UUID charge) {
    json.text("captured_by", PublicId.of(IdKind.CHARGE, charge));
  }

  private static Optional<Duration> seconds(OptionalLong seconds) {
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
        : Optional.empty();
  }
}
