package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.page.Paging;
import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One checked request, as a handler reads it.
///
/// Belongs to the thread of its request.
public final class RequestContext {
  private final Incoming incoming;
  private final Cursors cursors;
  private final ProblemJson problems;
  private final Body query;
  private final Payload payload;
  private byte @Nullable [] digest;

  RequestContext(Incoming incoming, Shared shared, Body query, Payload payload) {
    this.incoming = incoming;
    this.cursors = shared.cursors();
    this.problems = shared.problems();
    this.query = query;
    this.payload = payload;
  }

  /// What all requests read with.
  record Shared(Cursors cursors, ProblemJson problems) {}

  /// Refuses a key that is bound to a customer: what the vendor alone decides isn't the customer's,
  /// whatever the key may do.
  ///
  /// @param scope what it would take without the bond
  public void requireUnbound(String scope) {
    if (caller().customer().isPresent()) {
      throw Problem.of(ProblemType.INSUFFICIENT_SCOPE).with("scope", scope).toException();
    }
  }

  /// Who asks.
  public Caller caller() {
    Caller caller = incoming.caller();
    if (caller == null) {
      throw new IllegalStateException("an open route has no caller");
    }
    return caller;
  }

  public Route route() {
    return incoming.route();
  }

  /// The id under which this request is logged and answered.
  public String requestId() {
    return incoming.requestId();
  }

  /// The caller's language.
  public Language language() {
    return incoming.language();
  }

  /// A part of the path by its name in the template: 1 to 255 characters without controls.
  public String path(String name) {
    String value = incoming.path().get(name);
    if (value == null) {
      throw new IllegalStateException("no such part of the path: " + name);
    }
    return value;
  }

  /// The query's parameters, checked.
  public Body query() {
    return query;
  }

  /// A header, where it came once.
  public Optional<String> header(String name) {
    return incoming.header(name);
  }

  /// The body: one JSON object, checked.
  public Body body() {
    if (payload instanceof Payload.One(Body body)) {
      return body;
    }
    throw new IllegalStateException("the body isn't one object: " + route().operationId());
  }

  /// Whether the body is one object, and not a batch or a stream of them.
  public boolean isSingle() {
    return payload instanceof Payload.One;
  }

  /// The body's bytes, on a route that takes them raw.
  public byte[] rawBody() {
    if (payload instanceof Payload.Raw raw) {
      return raw.bytes();
    }
    throw new IllegalStateException("the body isn't raw: " + route().operationId());
  }

  /// The form in which the body came; none without a body.
  public Optional<Form> form() {
    return Optional.ofNullable(incoming.form());
  }

  /// Hands over the items of a batch, the lines of a stream, or the one object as a single item, in
  /// order, in slices of at most `sliceMax`. A stream is read only as fast as slices are taken.
  ///
  /// @throws dev.saldo.server.problem.ProblemException where the stream breaks a limit or ends too
  ///   early; slices that were handed over stay handed over
  public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {
    payload.eachSlice(sliceMax, slices);
  }

  /// Writes a problem's members in the caller's language: for one item among others.
  public void writeProblem(JsonWriter json, Problem problem) {
    problems.write(json, problem, language(), requestId());
  }

  /// The `Idempotency-Key`, on a route that needs one: 1 to 255 printable ASCII characters, as
  /// sent.
  public String idempotencyKey() {
    String key = incoming.idempotencyKey();
    if (key == null) {
      throw new IllegalStateException("not an idempotent route: " + route().operationId());
    }
    return key;
  }

  /// SHA-256 of method, route, parts of the path, parameters and canonical body: what must be equal
  /// for a repeated idempotency key.
  public byte[] digest() {
    if (digest == null) {
      Json json = payload instanceof Payload.One(Body body) ? body.json() : Json.NULL;
      digest = Digests.of(route(), incoming.path(), query.json(), json);
    }
    return digest.clone();
  }

  /// Refuses, as if it didn't exist, another customer than the one the key is bound to.
  public void requireCustomer(String customer) {
    Optional<String> bound = caller().customer();
    if (bound.isPresent() && !bound.get().equals(customer)) {
      throw Problem.of(ProblemType.NOT_FOUND).toException();
    }
  }

  /// The page asked for, on a paged route.
  ///
  /// @throws dev.saldo.server.problem.ProblemException `invalid_cursor`
  public Paging paging() {
    OptionalLong limit = query.optionalInteger(Parameters.LIMIT);
    String sort = sort();
    Optional<String> after =
        query
            .optionalText(Parameters.CURSOR)
            .map(cursor -> cursors.read(cursorBinding(sort), cursor));
    return new Paging((int) limit.orElse(Paging.LIMIT_DEFAULT), after, sort);
  }

  /// The reply with one page.
  ///
  /// @param rows up to one more than the page's limit, in the page's order; the one more isn't
  ///   shown
  /// @param position the position of a row, given back by [Paging#after]
  public <T> Reply page(
      List<T> rows, Function<T, String> position, BiConsumer<JsonWriter, T> members) {
    return page(rows, position, members, _ -> {});
  }

  /// The same, with more said beside the rows.
  public <T> Reply page(
      List<T> rows,
      Function<T, String> position,
      BiConsumer<JsonWriter, T> members,
      Consumer<JsonWriter> more) {
    OptionalLong asked = query.optionalInteger(Parameters.LIMIT);
    int limit = (int) asked.orElse(Paging.LIMIT_DEFAULT);
    boolean hasMore = rows.size() > limit;
    List<T> shown = hasMore ? rows.subList(0, limit) : rows;
    return Reply.ok(json -> {
      json.objects("data", shown, members);
      if (hasMore) {
        String last = position.apply(shown.getLast());
        json.text("next_cursor", cursors.write(cursorBinding(sort()), last));
      } else {
        json.none("next_cursor");
      }
      json.flag("has_more", hasMore);
      more.accept(json);
    });
  }

  private String sort() {
    return query.optionalText(Parameters.SORT).orElseGet(() -> route().sorts().getFirst());
  }

  private String cursorBinding(String sort) {
    Caller caller = incoming.caller();
    String owner =
        caller == null
            ? "open"
            : caller.workspaceId() + "/" + caller.mode() + "/" + caller.customer().orElse("");
    StringBuilder binding = new StringBuilder(owner).append('\n');
    binding.append(route().operationId()).append('\n').append(sort).append('\n');
    for (Map.Entry<String, String> part : incoming.path().entrySet()) {
      binding.append(part.getKey()).append('=').append(part.getValue()).append('\n');
    }
    if (payload instanceof Payload.One(Body body)) {
      byte[] asked = Digests.of(incoming.route(), incoming.path(), Json.Obj.EMPTY, body.json());
      binding.append(HexFormat.of().formatHex(asked)).append('\n');
    }
    return Parameters.filters(query.json(), binding).toString();
  }
}
