package dev.saldo.server.migration;

import dev.saldo.core.account.Refusal;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.CatalogVersions;
import dev.saldo.server.account.Looking;
import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.http.Handler;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.Migration;
import dev.saldo.store.migration.MigrationRefusals;
import dev.saldo.store.migration.MigrationRefusals.Refused;
import dev.saldo.store.migration.Migrations;
import dev.saldo.store.migration.Whom.Place;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The routes of migrations.
public final class MigrationRoutes {
  /// How far customers are counted whose move waits for the end of their period.
  static final int ARRANGED_MOST = 10_000;

  private static final String PATH = "/v1/catalogs/{name}/migrations";

  private final Parts parts;
  private final MigrationBodies bodies;
  private final Foresight foresight;

  /// What they work with.
  public record Parts(
      Acts acts,
      Looking looking,
      CatalogVersions versions,
      CustomerDirectory customers,
      Migrations migrations,
      MigrationRefusals refusals,
      Candidates candidates,
      InstantSource clock) {}

  public MigrationRoutes(Parts parts) {
    this.parts = parts;
    this.bodies =
        new MigrationBodies(parts.versions(), parts.looking().catalogs(), parts.customers());
    this.foresight = new Foresight(parts.candidates(), parts.looking(), Foresight.MOST);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(PATH + "/preview", "previewMigration")
            .summary("Who would be moved to another version, and who would pay what")
            .description(
                "The very decisions of the migration, on the customers as they are; nothing is"
                    + " written. Customers on a plan of the version, paused ones too, or those that"
                    + " are named.")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .body(MigrationSchemas.INPUT)
            .paged("version")
            .answers(200, "A page of customers.", MigrationSchemas.PREVIEW)
            .problems(ProblemType.REFERENCE_UNKNOWN, ProblemType.SAME_VERSION)
            .to(workspaceOnly(this::preview)),
        Route.post(PATH, "createMigration")
            .summary("Moves customers to another version")
            .description(
                "Begins, and goes on by itself: each customer changes plan as by a request of its"
                    + " own. What was negotiated stays. A customer that has taken another plan, or"
                    + " has arranged something for the end of its period, isn't moved, nor one"
                    + " whose trial would end otherwise than promised. What another migration"
                    + " arranged gives way. What was moved is moved back by a migration in the"
                    + " other direction; what is arranged is taken back by stopping it.")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_WRITE.word())
            .idempotent()
            .body(MigrationSchemas.INPUT)
            .answers(202, "The migration, which runs.", MigrationSchemas.MIGRATION)
            .problems(ProblemType.REFERENCE_UNKNOWN, ProblemType.SAME_VERSION)
            .to(workspaceOnly(this::create)),
        Route.post(PATH + "/{id}/stop", "stopMigration")
            .summary("Stops a migration, and takes back what it arranged")
            .description(
                "Nobody more is moved, but for the slice of customers at hand. What it arranged for"
                    + " the end of a period and hasn't happened yet is taken back, customer by"
                    + " customer; that goes on by itself. Who has been moved stays so. Stopping it"
                    + " again changes nothing. One that is done and moved everybody at once has"
                    + " nothing to take back, and is refused.")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_WRITE.word())
            .optionalBody(MigrationSchemas.NOTHING)
            .answers(202, "The migration, which is being stopped.", MigrationSchemas.MIGRATION)
            .problems(ProblemType.INVALID_STATE)
            .to(workspaceOnly(this::stop)),
        Route.get(PATH, "listMigrations")
            .summary("Lists a catalog's migrations")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .paged("-id")
            .answersPage("The migrations, the newest first.", MigrationSchemas.MIGRATION)
            .to(workspaceOnly(this::list)),
        Route.get(PATH + "/{id}", "getMigration")
            .summary("How far a migration is")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .answers(200, "The migration.", MigrationSchemas.MIGRATION)
            .to(workspaceOnly(this::read)),
        Route.get(PATH + "/{id}/refusals", "listMigrationRefusals")
            .summary("Who couldn't be moved, and why")
            .tag("catalogs")
            .scope(Scope.SUBSCRIPTIONS_READ.word())
            .paged("customer")
            .answersPage("The customers.", MigrationSchemas.REFUSED)
            .to(workspaceOnly(this::refusals)));
  }

  /// A key that is bound to a customer sees and moves nobody else.
  private static Handler workspaceOnly(Handler handler) {
    return request -> {
      if (request.caller().customer().isPresent()) {
        throw Acts.absent();
      }
      return handler.handle(request);
    };
  }

  private Reply preview(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var terms = bodies.read(request);
    var paging = request.paging();
    var after = paging.after().map(MigrationRoutes::place);
    var rows = foresight.page(workspace, terms, after.orElse(Place.BEGINNING), paging.limit() + 1);
    var totals =
        after.isEmpty()
            ? Optional.of(foresight.totals(workspace, terms))
            : Optional.<Totals>empty();
    return request.page(
        rows,
        row -> position(row.candidate().place()),
        (json, row) -> write(request, json, terms, row),
        json -> totals.ifPresent(all -> json.object("totals", all::write)));
  }

  private static String position(Place place) {
    return place.version() + " " + place.customer();
  }

  private static Place place(String position) {
    var parts = position.split(" ", 2);
    return new Place(Integer.parseInt(parts[0]), UUID.fromString(parts[1]));
  }

  private void write(RequestContext request, JsonWriter json, Migration.Terms terms, Foreseen row) {
    switch (row.result()) {
      case Foreseen.Result.Moved moved -> MigrationJson.write(json, terms, row, moved);
      case Foreseen.Result.Not(var refusal) -> {
        MigrationJson.write(json, row.candidate());
        var problem = problem(request, row.candidate().customer(), refusal);
        json.object("why_not", inside -> request.writeProblem(inside, problem));
      }
    }
  }

  private Problem problem(RequestContext request, UUID customer, Refusal refusal) {
    return parts.acts().problem(request.caller().workspaceId(), customer, refusal);
  }

  private Reply create(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var terms = bodies.read(request);
    var now = parts.clock().instant().truncatedTo(ChronoUnit.MICROS);
    var asked =
        new Migrations.Asked(
            parts.looking().newId(),
            terms,
            request.idempotencyKey(),
            request.digest(),
            request.caller().keyId(),
            now);
    return switch (parts.migrations().begin(workspace, asked)) {
      case Migrations.Begun.Running(var migration, var repeated) -> {
        var reply = Reply.accepted(json -> writeWhole(workspace, json, migration));
        yield repeated ? reply.with("Idempotent-Replayed", "true") : reply;
      }
      case Migrations.Begun.KeyReused _ ->
          Reply.problem(Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED));
    };
  }

  private Reply stop(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var id = find(request).id();
    return switch (parts.migrations().stop(workspace, id, request.caller().keyId())) {
      case Migrations.Stop.Stopping(var migration) ->
          Reply.accepted(json -> writeWhole(workspace, json, migration));
      case Migrations.Stop.Done _ ->
          Reply.problem(
              Problem.of(ProblemType.INVALID_STATE)
                  .with("what", "migration")
                  .with("state", Migration.Status.DONE.word()));
      case Migrations.Stop.Unknown _ -> throw Acts.absent();
    };
  }

  private void write(long workspace, JsonWriter json, Migration migration) {
    var left = parts.migrations().left(workspace, migration);
    MigrationJson.write(json, migration, left, OptionalLong.empty());
  }

  private void writeWhole(long workspace, JsonWriter json, Migration migration) {
    var left = parts.migrations().left(workspace, migration);
    var arranged = parts.migrations().arranged(workspace, migration.id(), ARRANGED_MOST);
    MigrationJson.write(json, migration, left, OptionalLong.of(arranged));
  }

  private Reply list(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var catalog = catalog(request);
    var paging = request.paging();
    var before = paging.after().map(UUID::fromString);
    var rows = parts.migrations().list(workspace, catalog, before, paging.limit() + 1);
    return request.page(
        rows, row -> row.id().toString(), (json, row) -> write(workspace, json, row));
  }

  private Reply read(RequestContext request) {
    var migration = find(request);
    return Reply.ok(json -> writeWhole(request.caller().workspaceId(), json, migration));
  }

  private Reply refusals(RequestContext request) {
    var migration = find(request);
    var paging = request.paging();
    var after = paging.after().map(UUID::fromString).orElse(new UUID(0, 0));
    var rows =
        parts
            .refusals()
            .page(request.caller().workspaceId(), migration.id(), after, paging.limit() + 1);
    return request.page(
        rows,
        row -> row.candidate().customer().toString(),
        (json, row) -> write(request, json, row));
  }

  private static void write(RequestContext request, JsonWriter json, Refused row) {
    MigrationJson.write(json, row.candidate());
    json.json("why_not", Reasons.read(row.problem(), request.language()));
  }

  private String catalog(RequestContext request) {
    var name = request.path("name");
    if (parts.versions().latest(request.caller().workspaceId(), name).isEmpty()) {
      throw Acts.absent();
    }
    return name;
  }

  private Migration find(RequestContext request) {
    var catalog = catalog(request);
    return PublicId.parse(IdKind.MIGRATION, request.path("id"))
        .flatMap(id -> parts.migrations().find(request.caller().workspaceId(), id))
        .filter(migration -> migration.terms().whom().catalog().equals(catalog))
        .orElseThrow(Acts::absent);
  }
}
