package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The steps that sell something: subscriptions with their changes, packs, agreements.
final class Sales {
  private final Stage stage;
  private final Saldo saldo;
  private final String catalog;

  Sales(Stage stage, Saldo saldo, String catalog) {
    this.stage = stage;
    this.saldo = saldo;
    this.catalog = catalog;
  }

  Outcome<Document> take(Step step, int turn) {
    var subject = stage.text(step.subject(), turn);
    var body = Body.empty();
    return switch (step.verb()) {
      case SUBSCRIBE -> {
        body.put("customer", stage.customerOf(step)).put("catalog", catalog).put("plan", subject);
        stage.fields(step, turn).forEach(body::put);
        yield post("/v1/subscriptions", step, turn, body);
      }
      case CHANGE, PREVIEW, CANCEL, PAUSE, RESUME -> {
        stage.fields(step, turn).forEach(body::put);
        var path = "/v1/subscriptions/%s/%s".formatted(running(step, subject), step.verb().word());
        yield post(path, step, turn, body);
      }
      case TOP_UP -> {
        body.put("customer", stage.customerOf(step)).put("pack", subject);
        stage.fields(step, turn).forEach(body::put);
        yield post("/v1/top-ups", step, turn, body);
      }
      case CONSENT -> {
        var fields = new LinkedHashMap<>(stage.fields(step, turn));
        fields.remove("customer");
        fields.putIfAbsent("granted_by", "whoever signs");
        body.put("action", subject);
        fields.forEach(body::put);
        var path = "/v1/customers/%s/overage-consents".formatted(stage.customerOf(step));
        yield post(path, step, turn, body);
      }
      default -> throw new IllegalStateException(step.verb() + " sells nothing");
    };
  }

  /// The id of the subscription that a customer has or had last.
  private String running(Step step, String customer) {
    var path = "/v1/subscriptions?customer=" + stage.tagged(customer);
    var found = saldo.send("GET", path, Map.of(), new byte[0]).orThrow();
    return found.items("data").stream()
        .findFirst()
        .map(one -> one.text("id"))
        .orElseThrow(
            () -> new ScenarioFault(step.line(), "'%s' has no subscription".formatted(customer)));
  }

  private Outcome<Document> post(String path, Step step, int turn, Body body) {
    var headers =
        Map.of("Idempotency-Key", stage.key(step, turn), "Content-Type", "application/json");
    return saldo.send("POST", path, headers, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
