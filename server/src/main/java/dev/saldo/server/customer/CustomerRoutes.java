package dev.saldo.server.customer;

import dev.saldo.core.account.Ids;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.page.Paging;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.customer.Customer;
import dev.saldo.store.customer.Customers;
import dev.saldo.store.sql.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The routes of customers themselves.
public final class CustomerRoutes {
  private final Customers customers;
  private final KnownCustomers known;
  private final Beginnings beginnings;
  private final Ids ids;
  private final InstantSource clock;

  /// The port to the plan that a customer begins with.
  public interface Beginnings {
    /// What will put a customer on a plan.
    interface Beginning {
      /// Puts it on the plan; none where all went well.
      Optional<Reply> begin(RequestContext request, Customer customer);
    }

    /// The plan of the catalog's current version; none where there is no such catalog or plan.
    Optional<Beginning> on(long workspace, String catalog, String plan);
  }

  public CustomerRoutes(
      Customers customers,
      KnownCustomers known,
      Beginnings beginnings,
      Ids ids,
      InstantSource clock) {
    this.customers = customers;
    this.known = known;
    this.beginnings = beginnings;
    this.ids = ids;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/customers", "createCustomer")
            .summary("Puts in a customer")
            .description(
                "With `catalog` and `plan` it begins on that plan, with the plan's credits. The same"
                    + " customer sent again is answered as before, and is put on its plan if that"
                    + " hadn't come about; another one under its external id is refused.")
            .tag("customers")
            .scope(Scope.CUSTOMERS_WRITE.word())
            .body(CustomerSchemas.INPUT)
            .answers(201, "The customer.", CustomerSchemas.SHOWN)
            .problems(
                ProblemType.ALREADY_EXISTS,
                ProblemType.CURRENCY_UNKNOWN,
                ProblemType.REFERENCE_UNKNOWN,
                ProblemType.INVALID_STATE)
            .to(this::create),
        Route.get("/v1/customers", "listCustomers")
            .summary("Lists customers")
            .tag("customers")
            .scope(Scope.CUSTOMERS_READ.word())
            .query(Field.optional("external_id", Schema.text(255), "Only the one with this id."))
            .paged("-created_at", "created_at")
            .answersPage("Customers, the newest first.", CustomerSchemas.SHOWN)
            .to(this::list),
        Route.get("/v1/customers/{id}", "getCustomer")
            .summary("One customer")
            .description("By its id or its external id.")
            .tag("customers")
            .scope(Scope.CUSTOMERS_READ.word())
            .answers(200, "The customer.", CustomerSchemas.SHOWN)
            .to(request -> shown(200, found(request))),
        Route.patch("/v1/customers/{id}", "changeCustomer")
            .summary("Changes a customer")
            .description(
                "What isn't named stays as it is. With another zone the days, weeks and months of"
                    + " budgets and quotas are cut anew from then on, and count from zero.")
            .tag("customers")
            .scope(Scope.CUSTOMERS_WRITE.word())
            .body(CustomerSchemas.CHANGE)
            .answers(200, "The customer as it is now.", CustomerSchemas.SHOWN)
            .problems(ProblemType.CURRENCY_UNKNOWN, ProblemType.REFERENCE_UNKNOWN)
            .to(this::change));
  }

  private Reply create(RequestContext request) {
    request.requireCustomer("");
    Body body = request.body();
    CustomerSchemas.check(body);
    long workspace = request.caller().workspaceId();
    Optional<Beginnings.Beginning> beginning = beginning(workspace, body);
    Instant now = now();
    Customer customer =
        new Customer(
            ids.next(now),
            body.text("external_id"),
            body.text("name"),
            body.optionalText("email"),
            body.optionalText("locale").orElse("en"),
            body.optionalText("currency").orElse("USD"),
            body.optionalText("zone").orElse("UTC"),
            CustomerSchemas.metadata(body),
            now,
            now,
            Optional.empty(),
            Optional.empty());
    Customer made = add(workspace, customer, body.optionalText("plan"));
    Optional<Reply> refusal = beginning.flatMap(plan -> plan.begin(request, made));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var reply = shown(201, customers.find(workspace, made.id()).orElse(made));
    return made.id().equals(customer.id()) ? reply : reply.with("Idempotent-Replayed", "true");
  }

  /// Puts a customer in, unless the same one is there already: who got no answer asks again.
  ///
  /// @param plan the plan it is to begin on
  private Customer add(long workspace, Customer customer, Optional<String> plan) {
    try {
      customers.add(workspace, customer);
      return customer;
    } catch (StoreException e) {
      if (!e.duplicates(Customers.uniqueness())) {
        throw e;
      }
      return customers
          .findByExternalId(workspace, customer.externalId())
          .filter(there -> isSame(there, customer, plan))
          .orElseThrow(() ->
              Problem.of(ProblemType.ALREADY_EXISTS)
                  .with("field", "external_id")
                  .with("value", customer.externalId())
                  .toException());
    }
  }

  private static boolean isSame(Customer there, Customer asked, Optional<String> plan) {
    return there.name().equals(asked.name())
        && there.email().equals(asked.email())
        && there.locale().equals(asked.locale())
        && there.currency().equals(asked.currency())
        && there.zone().equals(asked.zone())
        && there.metadata().equals(asked.metadata())
        && (there.plan().isEmpty() || there.plan().map(Customer.OnPlan::plan).equals(plan));
  }

  private Optional<Beginnings.Beginning> beginning(long workspace, Body body) {
    Optional<String> catalog = body.optionalText("catalog");
    Optional<String> plan = body.optionalText("plan");
    if (catalog.isEmpty() && plan.isEmpty()) {
      return Optional.empty();
    }
    String inCatalog = catalog.orElseThrow(() -> missing("catalog"));
    String onPlan = plan.orElseThrow(() -> missing("plan"));
    Optional<Beginnings.Beginning> found = beginnings.on(workspace, inCatalog, onPlan);
    return Optional.of(
        found.orElseThrow(() ->
            faulty(
                "/plan",
                ProblemType.REFERENCE_UNKNOWN,
                Map.of(
                    "kind", new Figure.Text("plan"),
                    "value", new Figure.Text(inCatalog + "/" + onPlan)))));
  }

  private Reply list(RequestContext request) {
    Caller caller = request.caller();
    Paging paging = request.paging();
    Optional<String> one = caller.customer().or(() -> request.query().optionalText("external_id"));
    List<Customer> rows =
        one.isPresent()
            ? find(caller.workspaceId(), one.get()).stream()
                .filter(customer ->
                    request
                        .query()
                        .optionalText("external_id")
                        .filter(asked -> !asked.equals(customer.externalId()))
                        .isEmpty())
                .toList()
            : customers.list(
                caller.workspaceId(),
                paging.after().map(UUID::fromString),
                paging.sort().startsWith("-"),
                paging.limit() + 1);
    return request.page(rows, customer -> customer.id().toString(), CustomerSchemas::write);
  }

  private Reply change(RequestContext request) {
    Body body = request.body();
    CustomerSchemas.check(body);
    long workspace = request.caller().workspaceId();
    Customer after =
        customers
            .change(workspace, found(request).id(), before -> changed(before, body))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
    known.forget(workspace, after);
    return shown(200, after);
  }

  private Customer changed(Customer before, Body body) {
    return new Customer(
        before.id(),
        before.externalId(),
        body.optionalText("name").orElse(before.name()),
        body.has("email") ? body.optionalText("email") : before.email(),
        body.optionalText("locale").orElse(before.locale()),
        body.optionalText("currency").orElse(before.currency()),
        body.optionalText("zone").orElse(before.zone()),
        body.has("metadata") ? CustomerSchemas.metadata(body) : before.metadata(),
        before.createdAt(),
        now(),
        before.plan(),
        before.testClock());
  }

  private Customer found(RequestContext request) {
    Customer customer =
        find(request.caller().workspaceId(), request.path("id"))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
    request.requireCustomer(PublicId.of(IdKind.CUSTOMER, customer.id()));
    return customer;
  }

  private Optional<Customer> find(long workspace, String reference) {
    Optional<UUID> id = PublicId.parse(IdKind.CUSTOMER, reference);
    return id.isPresent()
        ? customers.find(workspace, id.get())
        : customers.findByExternalId(workspace, reference);
  }

  private static Reply shown(int status, Customer customer) {
    return Reply.json(status, json -> CustomerSchemas.write(json, customer));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException missing(String field) {
    return faulty("/" + field, ProblemType.FIELD_REQUIRED, Map.of("field", new Figure.Text(field)));
  }

  private static ProblemException faulty(
      String pointer, ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}
