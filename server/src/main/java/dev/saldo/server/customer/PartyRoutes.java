package dev.saldo.server.customer;

import dev.saldo.core.account.Ids;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.page.Paging;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.customer.Parties;
import dev.saldo.store.customer.Party;
import dev.saldo.store.sql.StoreException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The routes of a customer's members, cost centres and automations.
public final class PartyRoutes {
  private final Parties parties;
  private final KnownParties known;
  private final CustomerDirectory customers;
  private final Ids ids;
  private final InstantSource clock;

  public PartyRoutes(
      Parties parties,
      KnownParties known,
      CustomerDirectory customers,
      Ids ids,
      InstantSource clock) {
    this.parties = parties;
    this.known = known;
    this.customers = customers;
    this.ids = ids;
    this.clock = clock;
  }

  public List<Route> routes() {
    return PartyKinds.ALL.stream().flatMap(kind -> routes(kind).stream()).toList();
  }

  private List<Route> routes(PartyKinds kind) {
    String all = "/v1/customers/{id}/" + kind.path();
    String one = all + "/{party}";
    String tag = kind.path().replace('-', ' ');
    Schema shown = kind.shown();
    return List.of(
        Route.post(all, "create" + kind.object())
            .summary("Puts in a " + kind.words())
            .description("One that was removed under the same external id comes back.")
            .tag(tag)
            .scope(Scope.CUSTOMERS_WRITE.word())
            .body(kind.input())
            .answers(201, "It.", shown)
            .problems(ProblemType.ALREADY_EXISTS)
            .to(request -> create(request, kind.kind())),
        Route.get(all, "list" + kind.plural())
            .summary("Lists a customer's " + tag)
            .tag(tag)
            .scope(Scope.CUSTOMERS_READ.word())
            .paged("created_at")
            .answersPage("They, in the order of their making.", shown)
            .to(request -> list(request, kind.kind())),
        Route.get(one, "get" + kind.object())
            .summary("One " + kind.words())
            .description("By its id or its external id.")
            .tag(tag)
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "It.", shown)
            .to(request -> shown(200, found(request, kind.kind(), customer(request)))),
        Route.patch(one, "change" + kind.object())
            .summary("Changes a " + kind.words())
            .description("What isn't named stays as it is.")
            .tag(tag)
            .scope(Scope.CUSTOMERS_WRITE.word())
            .body(kind.change())
            .answers(200, "It, as it is now.", shown)
            .to(request -> change(request, kind.kind())),
        Route.delete(one, "remove" + kind.object())
            .summary("Removes a " + kind.words())
            .description("What was booked under its name stays.")
            .tag(tag)
            .scope(Scope.CUSTOMERS_WRITE.word())
            .answers(204, "It is gone.", "")
            .to(request -> remove(request, kind.kind())));
  }

  private Reply create(RequestContext request, Party.Kind kind) {
    UUID customer = customer(request);
    long workspace = request.caller().workspaceId();
    Body body = request.body();
    Instant now = now();
    Party party =
        new Party(
            ids.next(now),
            kind,
            body.text("external_id"),
            body.text("name"),
            kind == Party.Kind.MEMBER ? body.optionalText("email") : Optional.empty(),
            figures(body, kind, Party.Figures.NONE),
            now,
            now);
    try {
      UUID id = parties.add(workspace, customer, party);
      known.forget(workspace, customer, party);
      return shown(201, parties.find(workspace, customer, kind, id).orElse(party));
    } catch (StoreException e) {
      if (e.duplicates(Parties.uniqueness())) {
        return Reply.problem(
            Problem.of(ProblemType.ALREADY_EXISTS)
                .with("field", "external_id")
                .with("value", party.externalId()));
      }
      throw e;
    }
  }

  private Reply list(RequestContext request, Party.Kind kind) {
    UUID customer = customer(request);
    Paging paging = request.paging();
    List<Party> rows =
        parties.list(
            request.caller().workspaceId(),
            customer,
            kind,
            paging.after().map(UUID::fromString),
            paging.limit() + 1);
    return request.page(rows, party -> party.id().toString(), PartyRoutes::write);
  }

  private Reply change(RequestContext request, Party.Kind kind) {
    UUID customer = customer(request);
    long workspace = request.caller().workspaceId();
    Body body = request.body();
    Party before = found(request, kind, customer);
    Party after =
        new Party(
            before.id(),
            kind,
            before.externalId(),
            body.optionalText("name").orElse(before.name()),
            kind == Party.Kind.MEMBER && body.has("email")
                ? body.optionalText("email")
                : before.email(),
            figures(body, kind, before.figures()),
            before.createdAt(),
            now());
    if (!parties.change(workspace, customer, after)) {
      throw Problem.of(ProblemType.NOT_FOUND).toException();
    }
    known.forget(workspace, customer, after);
    return shown(200, after);
  }

  private Reply remove(RequestContext request, Party.Kind kind) {
    UUID customer = customer(request);
    long workspace = request.caller().workspaceId();
    Party party = found(request, kind, customer);
    parties.remove(workspace, customer, kind, party.id(), now());
    known.forget(workspace, customer, party);
    return Reply.noContent();
  }

  private UUID customer(RequestContext request) {
    CustomerDirectory.Known customer =
        customers
            .find(request.caller().workspaceId(), request.path("id"))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, customer.id()));
    return customer.id();
  }

  private Party found(RequestContext request, Party.Kind kind, UUID customer) {
    return known
        .find(request.caller().workspaceId(), customer, kind, request.path("party"))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
  }

  private static Party.Figures figures(Body body, Party.Kind kind, Party.Figures before) {
    if (kind != Party.Kind.AUTOMATION) {
      return Party.Figures.NONE;
    }
    return new Party.Figures(
        figure(body, "minutes_saved", before.minutesSaved()),
        figure(body, "hourly_cost", before.hourlyCost()),
        figure(body, "market_price", before.marketPrice()),
        figure(body, "estimated_credits", before.estimatedCredits()));
  }

  private static Optional<BigDecimal> figure(Body body, String name, Optional<BigDecimal> before) {
    return body.has(name) ? body.optionalDecimal(name) : before;
  }

  private static Reply shown(int status, Party party) {
    return Reply.json(status, json -> write(json, party));
  }

  private static void write(JsonWriter json, Party party) {
    json.text("id", PublicId.of(PartyKinds.idKind(party.kind()), party.id()))
        .text("external_id", party.externalId())
        .text("name", party.name())
        .optionalText("email", party.email())
        .optionalDecimal("minutes_saved", party.figures().minutesSaved())
        .optionalDecimal("hourly_cost", party.figures().hourlyCost())
        .optionalDecimal("market_price", party.figures().marketPrice())
        .optionalDecimal("estimated_credits", party.figures().estimatedCredits())
        .time("created_at", party.createdAt())
        .time("updated_at", party.updatedAt());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
