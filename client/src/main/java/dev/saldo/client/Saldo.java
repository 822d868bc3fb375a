package dev.saldo.client;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A connection to a Saldo server with one API key; safe for any number of threads, each of which
/// may block.
///
/// ```java
/// try (var saldo = Saldo.connect(URI.create("http://127.0.0.1:8080"), secret)) {
///   switch (saldo.charge(Act.of("acme", "chat", Map.of()), "order-17")) {
///     case Outcome.Done(var charge, _) -> use(charge.id());
///     case Outcome.Refused(var problem) -> explain(problem.detail());
///   }
/// }
/// ```
public final class Saldo implements AutoCloseable {
  private static final String JSON = "application/json";

  private final Transport transport;

  private Saldo(Transport transport) {
    this.transport = transport;
  }

  /// A connection that repeats unanswered requests by the standard rule.
  public static Saldo connect(URI server, String secret) {
    return connect(server, secret, Retrying.standard());
  }

  public static Saldo connect(URI server, String secret, Retrying retrying) {
    return new Saldo(new Transport(server, secret, retrying));
  }

  /// Asks and pays in one step.
  ///
  /// @param key the idempotency key: the same key again never charges again
  public Outcome<Charge> charge(Act act, String key) {
    return call(Operation.CREATE_CHARGE, "", key, act.body()).map(Charge::of);
  }

  /// Gives back all that is left of a charge.
  public Outcome<Document> refund(String charge, String reason, String key) {
    return call(Operation.REFUND_CHARGE, charge, key, Body.of("reason", reason));
  }

  /// Sets credits aside for what an act will use.
  public Outcome<Hold> hold(Act act, String key) {
    return call(Operation.CREATE_HOLD, "", key, act.body()).map(Hold::of);
  }

  /// Settles a hold at what was used, and gives the rest back.
  ///
  /// @param data what was used, on top of what the hold expected
  /// @param more further fields, such as `execution`
  public Outcome<Charge> capture(
      String hold, Map<String, Object> data, Map<String, Object> more, String key) {
    var body = Body.of(more);
    if (!data.isEmpty()) {
      body.put("data", data);
    }
    return call(Operation.CAPTURE_HOLD, hold, key, body).map(Charge::of);
  }

  /// Gives back what a hold set aside.
  public Outcome<Document> release(String hold, String key) {
    return call(Operation.RELEASE_HOLD, hold, key, Body.empty());
  }

  /// Lets an open hold live so long from now.
  public Outcome<Document> extend(String hold, long seconds, String key) {
    return call(Operation.EXTEND_HOLD, hold, key, Body.of("expires_in_seconds", seconds));
  }

  /// What would become of an act; changes nothing.
  public Outcome<Document> check(Act act) {
    return call(Operation.CHECK_ACT, "", "", act.body());
  }

  /// What an act is expected to cost; changes nothing.
  public Outcome<Document> estimate(Act act) {
    return call(Operation.CREATE_ESTIMATE, "", "", act.body());
  }

  /// Reports what happened, as one JSON batch.
  public Outcome<Document> record(List<Event> events) {
    var bodies = events.stream().map(Event::body).toList();
    return send(
        Operation.RECORD_EVENTS,
        "",
        Map.of("Content-Type", "application/cloudevents-batch+json"),
        Body.bytes(bodies));
  }

  /// Reports what happened, as a stream of lines.
  public Outcome<Document> stream(Collection<Event> events) {
    var lines = new ByteArrayOutputStream(events.size() * 256);
    for (var event : events) {
      lines.writeBytes(event.body().bytes());
      lines.write('\n');
    }
    return send(
        Operation.RECORD_EVENTS,
        "",
        Map.of("Content-Type", "application/x-ndjson"),
        lines.toByteArray());
  }

  /// Gives credits.
  ///
  /// @param grant `customer`, and `pack`, or `kind` with `amount`
  public Outcome<Document> grant(Body grant, String key) {
    return call(Operation.CREATE_GRANT, "", key, grant);
  }

  /// A catalog's current version with its text.
  public Outcome<Document> catalog(String name) {
    return call(Operation.GET_CATALOG, name, "", Body.empty());
  }

  /// Publishes a catalog, unless the text is the current version's.
  ///
  /// @param text YAML
  public Outcome<Document> publishCatalog(String text) {
    return send(
        Operation.PUBLISH_CATALOG,
        "",
        Map.of("Content-Type", "application/yaml"),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /// Puts in a customer; asked again, it is `already_exists`.
  public Outcome<Document> createCustomer(Body customer) {
    return call(Operation.CREATE_CUSTOMER, "", "", customer);
  }

  public Outcome<Document> customer(String id) {
    return call(Operation.GET_CUSTOMER, id, "", Body.empty());
  }

  /// Puts a customer on a plan, from now on.
  ///
  /// @param catalog its name; the current version is taken
  public Outcome<Document> changePlan(String customer, String catalog, String plan, String key) {
    return call(
        Operation.CHANGE_PLAN, customer, key, Body.of("catalog", catalog).put("plan", plan));
  }

  /// How all wallets of a customer stand, with what the credits are good for.
  public Outcome<Document> balance(String customer) {
    return call(Operation.GET_BALANCE, customer, "", Body.empty());
  }

  /// A page of a customer's usage.
  ///
  /// @param query parameters by name, such as `meter` and `window`
  public Outcome<Document> usage(String customer, Map<String, String> query) {
    return call(Operation.GET_USAGE, customer + query(query), "", Body.empty());
  }

  /// A page of a customer's ledger.
  ///
  /// @param query parameters by name, such as `cursor` and `limit`
  public Outcome<Document> ledger(String customer, Map<String, String> query) {
    return call(Operation.LIST_LEDGER_ENTRIES, customer + query(query), "", Body.empty());
  }

  /// A page of all grants of a customer, ended ones too.
  ///
  /// @param query parameters by name, such as `cursor` and `limit`
  public Outcome<Document> grants(String customer, Map<String, String> query) {
    return call(Operation.LIST_GRANTS, customer + query(query), "", Body.empty());
  }

  /// Sets a budget.
  public Outcome<Document> setBudget(Body budget, String key) {
    return call(Operation.CREATE_BUDGET, "", key, budget);
  }

  /// Claims resources of a kind, all or none.
  ///
  /// @param references the caller's own ids, up to 1,000
  public Outcome<Document> claim(
      String customer, String resource, List<String> references, String key) {
    return call(Operation.CLAIM_RESOURCES, "", key, resources(customer, resource, references));
  }

  /// Gives resources of a kind back; those that aren't claimed are passed over.
  ///
  /// @param references the caller's own ids, up to 1,000
  public Outcome<Document> giveBack(
      String customer, String resource, List<String> references, String key) {
    return call(Operation.RETURN_RESOURCES, "", key, resources(customer, resource, references));
  }

  private static Body resources(String customer, String resource, List<String> references) {
    return Body.of("customer", customer).put("resource", resource).put("references", references);
  }

  /// A page of a customer's resources.
  ///
  /// @param query further parameters by name, such as `resource`, `cursor` and `limit`
  public Outcome<Document> resources(String customer, Map<String, String> query) {
    var all = new LinkedHashMap<String, String>();
    all.put("customer", customer);
    all.putAll(query);
    return call(Operation.LIST_RESOURCES, query(all), "", Body.empty());
  }

  /// What a customer is entitled to: features, resources, quotas, rates.
  public Outcome<Document> entitlements(String customer) {
    return call(Operation.GET_ENTITLEMENTS, customer, "", Body.empty());
  }

  /// The full story of one charge, capture or priced event.
  public Outcome<Document> receipt(String id) {
    return call(Operation.GET_RECEIPT, id, "", Body.empty());
  }

  /// Moves a test customer's time forward.
  public Outcome<Document> advanceClock(String customer, Instant to, String key) {
    return call(Operation.ADVANCE_TEST_CLOCK, customer, key, Body.of("to", to));
  }

  /// Any operation.
  ///
  /// @param id what stands for the parameter in the path, or the query where the path has none
  /// @param key the idempotency key; empty for none
  public Outcome<Document> call(Operation operation, String id, String key, Body body) {
    var headers = new HashMap<String, String>();
    if (!key.isEmpty()) {
      headers.put("Idempotency-Key", key);
    }
    if (operation.method().equals("GET")) {
      return send(operation, id, headers, new byte[0]);
    }
    headers.put("Content-Type", JSON);
    return send(operation, id, headers, body.bytes());
  }

  private Outcome<Document> send(
      Operation operation, String id, Map<String, String> headers, byte[] body) {
    return send(operation.method(), path(operation, id), headers, body);
  }

  /// Any request, for what has no operation here.
  ///
  /// @param path with its query
  public Outcome<Document> send(
      String method, String path, Map<String, String> headers, byte[] body) {
    var reply = transport.send(new Transport.Call(method, path, headers, body));
    var document =
        reply.body().length == 0 ? Document.parse(bytes("{}")) : Document.parse(reply.body());
    return reply.status() / 100 == 2
        ? new Outcome.Done<>(document, reply.replayed())
        : new Outcome.Refused<>(Problem.of(reply.status(), document));
  }

  /// The path with an id, which may have a query behind it, in its place; where there is none, with
  /// the query alone.
  private static String path(Operation operation, String id) {
    var at = operation.path().indexOf('{');
    if (at < 0) {
      return operation.path() + id;
    }
    var end = operation.path().indexOf('}', at) + 1;
    var query = id.indexOf('?');
    var name = query < 0 ? id : id.substring(0, query);
    return operation.path().substring(0, at)
        + escaped(name)
        + operation.path().substring(end)
        + (query < 0 ? "" : id.substring(query));
  }

  private static String query(Map<String, String> parameters) {
    var query = new StringBuilder();
    parameters.forEach((name, value) ->
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(escaped(name))
            .append('=')
            .append(escaped(value)));
    return query.toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    transport.close();
  }
}
