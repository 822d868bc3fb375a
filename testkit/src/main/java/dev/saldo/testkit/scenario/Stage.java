package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Operation;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a scenario's steps are taken: the connection, what earlier steps were answered, and the
/// names of this run.
///
/// Customers are called apart from those of other runs by a tag behind their names, so that a
/// scenario can be run again on a server that is kept.
final class Stage {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern CUSTOMER = Pattern.compile("(?<!\\$)\\{([^}]+)}");

  private static final Set<String> OWN = Set.of("key", "with", "between");

  private final Saldo saldo;
  private final Function<String, Saldo> connections;
  private final CatalogTexts catalogs;
  private final String catalog;
  private final String tag;
  private final AtomicLong keys = new AtomicLong();
  private final Map<String, Document> answers = new HashMap<>();
  private final Map<String, Instant> clocks = new ConcurrentHashMap<>();
  private final Sales sales;

  /// The names of a run.
  ///
  /// @param catalog the one that plans are of
  /// @param tag what names of this run end in
  record Names(String catalog, String tag) {}

  /// @param connections a connection for the secret of another key
  Stage(Saldo saldo, Function<String, Saldo> connections, CatalogTexts catalogs, Names names) {
    this.saldo = saldo;
    this.connections = connections;
    this.catalogs = catalogs;
    this.catalog = names.catalog();
    this.tag = names.tag();
    this.sales = new Sales(this, saldo, names.catalog());
  }

  /// The texts of catalogs, from a folder.
  record CatalogTexts(Path folder) {
    String of(String name) {
      return ScenarioFiles.text(folder.resolve(name + ".yaml"));
    }
  }

  /// Takes a step once.
  ///
  /// @param turn which of the step's times it is, from 0; `${i}` in the step
  Outcome<Document> take(Step step, int turn) {
    var outcome = taken(step, turn);
    var between = step.fields().get("between");
    if (between != null && !step.verb().isBatch()) {
      var customer = customerOf(step);
      var now = clocks.get(customer);
      if (now == null) {
        throw new ScenarioFault(step.line(), "the customer has no clock of its own");
      }
      advance(customer, now.plus(Duration.parse(text(between, turn))).toString()).orThrow();
    }
    return outcome;
  }

  private Outcome<Document> taken(Step step, int turn) {
    return switch (step.verb()) {
      case CUSTOMER -> customer(step);
      case CHARGE -> act(step, Operation.CREATE_CHARGE, turn);
      case HOLD -> act(step, Operation.CREATE_HOLD, turn);
      case CHECK -> act(step, Operation.CHECK_ACT, turn);
      case ESTIMATE -> act(step, Operation.CREATE_ESTIMATE, turn);
      case CAPTURE -> onAnswer(step, Operation.CAPTURE_HOLD, turn);
      case RELEASE -> onAnswer(step, Operation.RELEASE_HOLD, turn);
      case EXTEND -> onAnswer(step, Operation.EXTEND_HOLD, turn);
      case REFUND -> onAnswer(step, Operation.REFUND_CHARGE, turn);
      case GRANT -> grant(step, turn);
      case PLAN -> plan(step, turn);
      case ADVANCE -> advance(customerOf(step), text(step.subject(), turn));
      case BALANCE -> read(Operation.GET_BALANCE, step, turn).map(Stage::wallet);
      case USAGE -> read(Operation.GET_USAGE, step, turn);
      case LEDGER -> read(Operation.LIST_LEDGER_ENTRIES, step, turn);
      case RECEIPT -> saldo.receipt(answered(step, turn).text("id"));
      case BUDGET -> budget(step, turn);
      case CLAIM -> resources(step, Operation.CLAIM_RESOURCES, turn);
      case RETURN -> resources(step, Operation.RETURN_RESOURCES, turn);
      case ENTITLEMENTS -> read(Operation.GET_ENTITLEMENTS, step, turn);
      case EVENT -> event(step, turn);
      case SUBSCRIBE, CHANGE, PREVIEW, CANCEL, PAUSE, RESUME, TOP_UP, CONSENT ->
          sales.take(step, turn);
      case RECORD -> new Reports(this, saldo).record(step);
      case INVOICES, INVOICE, NUMBERS -> new Invoices(saldo).read(step, subject(step, turn));
      case LIMITS -> read("GET", "/v1/customers/%s/limits".formatted(subject(step, turn)));
      case COMPUTE -> new Outcome.Done<>(Sum.of(step.line(), text(step.subject(), turn)), false);
      case PUBLISH -> publish(step);
      case REQUEST -> request(step, turn);
    };
  }

  /// Keeps an answer for later steps.
  void keep(String name, Document answer) {
    answers.put(name, answer);
  }

  private Outcome<Document> customer(Step step) {
    var name = text(step.subject(), 0);
    var fields = new LinkedHashMap<>(step.fields());
    var at = fields.remove("at");
    var plan = fields.remove("plan");
    var body = Body.of("external_id", tagged(name)).put("name", name);
    fields.forEach((field, value) -> body.put(field, filled(value, 0)));
    var made = saldo.createCustomer(body);
    if (made instanceof Outcome.Done && at != null) {
      made = advance(tagged(name), text(at, 0));
    }
    if (made instanceof Outcome.Done && plan != null) {
      made = plan(tagged(name), text(plan, 0));
    }
    return made;
  }

  private Outcome<Document> plan(Step step, int turn) {
    var body = Body.of("catalog", catalog).put("plan", text(step.subject(), turn));
    var fields = new LinkedHashMap<>(fields(step, turn));
    fields.remove("customer");
    fields.forEach(body::put);
    return saldo.call(Operation.CHANGE_PLAN, customerOf(step), key(step, turn), body);
  }

  private Outcome<Document> resources(Step step, Operation operation, int turn) {
    var body = Body.of("resource", text(step.subject(), turn));
    fields(step, turn).forEach(body::put);
    return saldo.call(operation, "", key(step, turn), body);
  }

  private Outcome<Document> plan(String customer, String plan) {
    return saldo.changePlan(customer, catalog, plan, key());
  }

  /// The customer that a step is about, as the server knows it.
  private String subject(Step step, int turn) {
    return tagged(text(step.subject(), turn));
  }

  private Outcome<Document> read(String method, String path) {
    return saldo.send(method, path, Map.of(), new byte[0]);
  }

  /// Moves a customer's time on to a time, unless it is there already.
  void catchUp(String customer, Instant to) {
    var now = clocks.get(customer);
    if (now == null || now.isBefore(to)) {
      advance(customer, to.toString()).orThrow();
    }
  }

  private Outcome<Document> advance(String customer, String to) {
    clocks.put(customer, Instant.parse(to));
    return saldo.call(Operation.ADVANCE_TEST_CLOCK, customer, key(), Body.of("to", to));
  }

  private Outcome<Document> act(Step step, Operation operation, int turn) {
    var body = Body.of("action", text(step.subject(), turn));
    fields(step, turn).forEach(body::put);
    return speaker(step).call(operation, "", key(step, turn), body);
  }

  /// The connection of the key that the step is asked with.
  private Saldo speaker(Step step) {
    var name = step.fields().get("with");
    return name == null
        ? saldo
        : connections.apply(answered(step, String.valueOf(name)).text("secret"));
  }

  /// A request about what an earlier step was answered.
  private Outcome<Document> onAnswer(Step step, Operation operation, int turn) {
    var body = Body.of(fields(step, turn));
    var id = answered(step, turn).text("id");
    return speaker(step).call(operation, id, key(step, turn), body);
  }

  private Document answered(Step step, int turn) {
    return answered(step, text(step.subject(), turn));
  }

  private Document answered(Step step, String name) {
    var answer = answers.get(name);
    if (answer == null) {
      throw new ScenarioFault(step.line(), "no step before this one is called " + name);
    }
    return answer;
  }

  private Outcome<Document> grant(Step step, int turn) {
    var what = text(step.subject(), turn);
    var body = what.startsWith("pack") ? Body.of("pack", what) : Body.of("kind", what);
    fields(step, turn).forEach(body::put);
    return saldo.call(Operation.CREATE_GRANT, "", key(step, turn), body);
  }

  private Outcome<Document> budget(Step step, int turn) {
    var body = Body.of("name", text(step.subject(), turn));
    fields(step, turn).forEach(body::put);
    return saldo.call(Operation.CREATE_BUDGET, "", key(step, turn), body);
  }

  private Outcome<Document> event(Step step, int turn) {
    var fields = new LinkedHashMap<>(fields(step, turn));
    var body =
        Body.of("specversion", "1.0")
            .put("type", text(step.subject(), turn))
            .put("source", fields.getOrDefault("source", "scenario"))
            .put("id", fields.getOrDefault("id", key()))
            .put("subject", customerOf(step));
    List.of("customer", "source", "id").forEach(fields::remove);
    fields.forEach(body::put);
    return saldo.send(
        "POST",
        Operation.RECORD_EVENTS.path(),
        Map.of("Content-Type", "application/cloudevents+json"),
        bytes(body.toString()));
  }

  private Outcome<Document> read(Operation operation, Step step, int turn) {
    var query = new StringBuilder();
    fields(step, turn)
        .forEach((name, value) ->
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value));
    return saldo.call(operation, tagged(text(step.subject(), turn)) + query, "", Body.empty());
  }

  /// The one wallet of a balance; the whole answer where there is another number of them.
  private static Document wallet(Document balance) {
    var wallets = balance.items("wallets");
    return wallets.size() == 1 ? wallets.getFirst() : balance;
  }

  /// The scenario's catalog, with each `from` of `replace` put as its `to`.
  private Outcome<Document> publish(Step step) {
    var text = catalogs.of(text(step.subject(), 0));
    if (step.fields().get("replace") instanceof Map<?, ?> replace) {
      for (var change : replace.entrySet()) {
        var from = String.valueOf(change.getKey());
        if (!text.contains(from)) {
          throw new ScenarioFault(step.line(), "the catalog has no '%s'".formatted(from));
        }
        text = text.replace(from, String.valueOf(change.getValue()));
      }
    }
    return saldo.publishCatalog(text);
  }

  private Outcome<Document> request(Step step, int turn) {
    var line = text(step.subject(), turn).split(" ", 2);
    var path = CUSTOMER.matcher(line[1]).replaceAll(found -> tagged(found.group(1)));
    var body = step.fields().get("body");
    var content = body == null ? new byte[0] : bytes(Body.of("a", filled(body, turn)).toString());
    var headers = Map.of("Idempotency-Key", key(), "Content-Type", "application/json");
    return speaker(step).send(line[0], path, headers, body == null ? content : inner(content));
  }

  /// The value of the one member of an object.
  private static byte[] inner(byte[] object) {
    return bytes(Document.parse(object).find("a").orElseThrow().toString());
  }

  String customerOf(Step step) {
    var customer = step.fields().get("customer");
    if (customer == null) {
      throw new ScenarioFault(step.line(), "'customer' is missing");
    }
    return tagged(String.valueOf(customer));
  }

  Map<String, Object> fields(Step step, int turn) {
    var fields = new LinkedHashMap<String, Object>();
    step.fields()
        .forEach((name, value) -> {
          if (!OWN.contains(name)) {
            fields.put(
                name,
                name.equals("customer") ? tagged(String.valueOf(value)) : filled(value, turn));
          }
        });
    return fields;
  }

  /// A value with what earlier steps were answered in the place of references to it.
  private Object filled(Object value, int turn) {
    return switch (value) {
      case String text -> text(text, turn);
      case Map<?, ?> members -> {
        var copy = new LinkedHashMap<String, Object>();
        members.forEach((name, member) -> copy.put(String.valueOf(name), filled(member, turn)));
        yield copy;
      }
      case List<?> items -> items.stream().map(item -> filled(item, turn)).toList();
      default -> value;
    };
  }

  /// A text with references filled in.
  String text(Object value, int turn) {
    return REFERENCE
        .matcher(String.valueOf(value))
        .replaceAll(found -> Matcher.quoteReplacement(referred(found.group(1), turn)));
  }

  private String referred(String reference, int turn) {
    if (reference.equals("i")) {
      return Integer.toString(turn);
    }
    var parts = reference.split("\\.", 2);
    var answer = answers.get(parts[0]);
    if (answer == null || parts.length < 2) {
      throw new ScenarioFault(0, "nothing is called " + reference);
    }
    return Values.at(answer, parts[1])
        .orElseThrow(() -> new ScenarioFault(0, "the answer has no " + reference));
  }

  String tagged(String name) {
    return name + "-" + tag;
  }

  String key() {
    return tag + "-" + keys.incrementAndGet();
  }

  /// The step's own `key`, or one that nobody used.
  String key(Step step, int turn) {
    var own = step.fields().get("key");
    return own == null ? key() : tag + "-" + text(own, turn);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
