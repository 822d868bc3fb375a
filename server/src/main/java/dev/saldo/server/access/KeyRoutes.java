package dev.saldo.server.access;

import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.http.Caller;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.access.ApiKey;
import dev.saldo.store.access.Keys;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The routes of API keys.
public final class KeyRoutes {
  private static final Schema.Choice SCOPE =
      new Schema.Choice(Arrays.stream(Scope.values()).map(Scope::word).toList());

  private static final Schema CAP =
      Schema.named(
          "MonthlyCap",
          Schema.object(
              Field.of("amount", Schema.decimal(Schema.Sign.NOT_NEGATIVE), "The most in a month."),
              Field.of(
                  "unit",
                  Schema.text(40),
                  "The credit unit, or the currency for a cap in money.")));

  private static final Schema NEW =
      Schema.named(
          "ApiKeyInput",
          Schema.object(
              Field.of("name", Schema.name(), "What people call it."),
              Field.of(
                  "scopes",
                  Schema.list(SCOPE, 1, Scope.values().length),
                  "What it may do; no more than the key that makes it."),
              Field.optional("customer", Schema.text(255), "The one customer it is bound to."),
              Field.optional(
                  "automation",
                  Schema.text(255),
                  "The one automation of that customer it is bound to."),
              Field.optional(
                  "monthly_cap",
                  CAP,
                  "The most it may spend in a calendar month; needs a customer."),
              Field.optional("expires_at", Schema.time(), "When it ends by itself.")));

  private static final List<Field> SHOWN =
      List.of(
          Field.of("id", Schema.id("key"), "Its id."),
          Field.of("name", Schema.name(), "What people call it."),
          Field.of("prefix", Schema.text(40), "How its secret begins."),
          Field.of("mode", Schema.choice("live", "test"), "Which customers it reaches."),
          Field.of("scopes", Schema.list(SCOPE, 0, Scope.values().length), "What it may do."),
          Field.optional("customer", Schema.id("cus"), "The one customer it is bound to."),
          Field.optional("automation", Schema.id("aut"), "The one automation it is bound to."),
          Field.optional("monthly_cap", CAP, "The most it may spend in a calendar month."),
          Field.of("created_by", Schema.text(100), "The key or command that made it."),
          Field.of("created_at", Schema.time(), "When it was made."),
          Field.optional("expires_at", Schema.time(), "When it ends by itself."),
          Field.optional("revoked_at", Schema.time(), "When it was ended."),
          Field.optional(
              "exposed_at",
              Schema.time(),
              "When it was seen in an address, where it may have been logged: replace it."));

  private static final Schema KEY = Schema.named("ApiKey", Schema.object(SHOWN));

  private static final Schema KEY_WITH_SECRET =
      Schema.named(
          "NewApiKey",
          Schema.object(
              Stream.concat(
                      SHOWN.stream(),
                      Stream.of(
                          Field.of("secret", Schema.secret(100), "The key: shown this once.")))
                  .toList()));

  private final Keys keys;
  private final KeyMint mint;
  private final CustomerDirectory customers;
  private final Bindings bindings;
  private final InstantSource clock;

  public KeyRoutes(
      Keys keys,
      KeyMint mint,
      CustomerDirectory customers,
      Bindings bindings,
      InstantSource clock) {
    this.keys = keys;
    this.mint = mint;
    this.customers = customers;
    this.bindings = bindings;
    this.clock = clock;
  }

  /// The port to what keys are bound to within a customer.
  public interface Bindings {
    /// An automation of a customer by its id or its external id.
    Optional<UUID> automation(long workspace, UUID customer, String reference);

    /// Sets a monthly budget that counts what one key spends.
    ///
    /// @param key the key's public id
    /// @return the budget's id
    /// @throws ProblemException where it can't
    UUID cap(RequestContext request, UUID customer, String key, BigDecimal amount, String unit);
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/api-keys", "createApiKey")
            .summary("Makes a key")
            .description("The secret is in this answer and can't be had a second time.")
            .tag("api keys")
            .scope(Scope.KEYS_WRITE.word())
            .body(NEW)
            .answers(201, "The key with its secret.", KEY_WITH_SECRET)
            .problems(ProblemType.REFERENCE_UNKNOWN)
            .to(this::create),
        Route.get("/v1/api-keys", "listApiKeys")
            .summary("Lists keys")
            .tag("api keys")
            .scope(Scope.KEYS_READ.word())
            .paged("-created_at")
            .answersPage("Keys, the newest first.", KEY)
            .to(this::list),
        Route.get("/v1/api-keys/{id}", "getApiKey")
            .summary("One key")
            .tag("api keys")
            .scope(Scope.KEYS_READ.word())
            .answers(200, "The key.", KEY)
            .to(request -> Reply.ok(json -> write(json, request.caller(), found(request)))),
        Route.post("/v1/api-keys/{id}/revoke", "revokeApiKey")
            .summary("Ends a key")
            .description("It opens nothing more from the next request on.")
            .tag("api keys")
            .scope(Scope.KEYS_WRITE.word())
            .answers(200, "The key, ended.", KEY)
            .to(this::revoke));
  }

  private Reply create(RequestContext request) {
    Caller caller = request.caller();
    Body body = request.body();
    List<String> scopes = body.texts("scopes").stream().distinct().sorted().toList();
    scopes.stream()
        .filter(scope -> !caller.may(scope))
        .findFirst()
        .ifPresent(scope -> {
          throw Problem.of(ProblemType.INSUFFICIENT_SCOPE).with("scope", scope).toException();
        });
    body.optionalTime("expires_at")
        .filter(end -> !end.isAfter(clock.instant()))
        .ifPresent(_ -> {
          throw faulty("/expires_at", ProblemType.TIME_OUT_OF_RANGE, Map.of());
        });
    Optional<UUID> customer = customer(request);
    Optional<UUID> automation = automation(request, customer);
    UUID id = mint.nextId();
    KeyMint.Minted minted =
        mint.make(
            caller.workspaceId(),
            caller.mode(),
            id,
            new KeyMint.Wanted(
                body.text("name"),
                scopes,
                customer,
                automation,
                cap(request, customer, id),
                body.optionalTime("expires_at"),
                caller.keyId()));
    return Reply.created(json -> {
      write(json, caller, minted.key());
      json.text("secret", minted.secret().text());
    });
  }

  /// The customer that the key is to be bound to; a bound key makes keys of its own customer alone.
  private Optional<UUID> customer(RequestContext request) {
    Caller caller = request.caller();
    Optional<String> reference = request.body().optionalText("customer").or(caller::customer);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    UUID id =
        customers
            .find(caller.workspaceId(), reference.get())
            .map(CustomerDirectory.Known::id)
            .filter(found ->
                caller.customer().isEmpty()
                    || caller.customer().get().equals(PublicId.of(IdKind.CUSTOMER, found)))
            .orElseThrow(() -> unknown("/customer", "customer", reference.get()));
    return Optional.of(id);
  }

  private Optional<UUID> automation(RequestContext request, Optional<UUID> customer) {
    Caller caller = request.caller();
    Optional<String> reference = request.body().optionalText("automation").or(caller::automation);
    if (reference.isEmpty()) {
      return Optional.empty();
    }
    UUID owner = customer.orElseThrow(() -> required("/customer", "customer"));
    UUID id =
        bindings
            .automation(caller.workspaceId(), owner, reference.get())
            .filter(found ->
                caller.automation().isEmpty()
                    || caller.automation().get().equals(PublicId.of(IdKind.AUTOMATION, found)))
            .orElseThrow(() -> unknown("/automation", "automation", reference.get()));
    return Optional.of(id);
  }

  private Optional<ApiKey.Cap> cap(RequestContext request, Optional<UUID> customer, UUID key) {
    Optional<Body> cap = request.body().optionalObject("monthly_cap");
    if (cap.isEmpty()) {
      return Optional.empty();
    }
    UUID owner = customer.orElseThrow(() -> required("/customer", "customer"));
    BigDecimal amount = cap.get().decimal("amount");
    String unit = cap.get().text("unit");
    String keyId = PublicId.of(IdKind.API_KEY, key);
    UUID budget = bindings.cap(request, owner, keyId, amount, unit);
    return Optional.of(new ApiKey.Cap(amount, unit, budget));
  }

  private Reply list(RequestContext request) {
    Caller caller = request.caller();
    var paging = request.paging();
    // A bound key sees keys of its customer, as few as they are; the rest is none of its business.
    if (caller.customer().isPresent()) {
      throw Problem.of(ProblemType.NOT_FOUND).toException();
    }
    List<ApiKey> rows =
        keys.list(caller.workspaceId(), paging.after().map(UUID::fromString), paging.limit() + 1);
    return request.page(rows, key -> key.id().toString(), (json, key) -> write(json, caller, key));
  }

  private Reply revoke(RequestContext request) {
    ApiKey key = found(request);
    mint.revoke(request.caller().workspaceId(), key.id());
    return Reply.ok(json -> write(json, request.caller(), found(request)));
  }

  private ApiKey found(RequestContext request) {
    Caller caller = request.caller();
    ApiKey key =
        PublicId.parse(IdKind.API_KEY, request.path("id"))
            .flatMap(id -> keys.find(caller.workspaceId(), id))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
    if (caller.customer().isPresent()) {
      request.requireCustomer(
          key.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)).orElse(""));
    }
    return key;
  }

  private static void write(JsonWriter json, Caller caller, ApiKey key) {
    json.text("id", PublicId.of(IdKind.API_KEY, key.id()))
        .text("name", key.name())
        .text("prefix", key.prefix())
        .text("mode", caller.mode().name().toLowerCase(Locale.ROOT))
        .texts("scopes", key.scopes())
        .optionalText("customer", key.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)))
        .optionalText("automation", key.automation().map(id -> PublicId.of(IdKind.AUTOMATION, id)));
    key.cap()
        .ifPresent(cap ->
            json.object(
                "monthly_cap",
                inner -> inner.decimal("amount", cap.amount()).text("unit", cap.unit())));
    json.text("created_by", key.createdBy())
        .time("created_at", key.createdAt())
        .optionalTime("expires_at", key.expiresAt())
        .optionalTime("revoked_at", key.revokedAt())
        .optionalTime("exposed_at", key.exposedAt());
  }

  private static ProblemException unknown(String pointer, String kind, String value) {
    return faulty(
        pointer,
        ProblemType.REFERENCE_UNKNOWN,
        Map.of("kind", new Figure.Text(kind), "value", new Figure.Text(value)));
  }

  private static ProblemException required(String pointer, String field) {
    return faulty(pointer, ProblemType.FIELD_REQUIRED, Map.of("field", new Figure.Text(field)));
  }

  private static ProblemException faulty(
      String pointer, ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}
