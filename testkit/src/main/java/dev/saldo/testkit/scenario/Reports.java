package dev.saldo.testkit.scenario;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Event;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.testkit.scenario.Scenario.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events by the batch, along a customer's own time.
final class Reports {
  private static final int BATCH_MAX = 1_000;

  /// What is reported together happened within a week, so that none of it is too old.
  private static final Duration STRETCH_MAX = Duration.ofDays(7);

  private final Stage stage;
  private final Saldo saldo;

  Reports(Stage stage, Saldo saldo) {
    this.stage = stage;
    this.saldo = saldo;
  }

  /// Reports a step's events; `recorded`, `duplicates` and `rejected` in all.
  Outcome<Document> record(Step step) {
    var customer = stage.customerOf(step);
    var first = time(step);
    var batch = new ArrayList<Event>();
    var counts = new LinkedHashMap<String, Long>();
    for (var turn = 0; turn < step.times(); turn++) {
      var at = later(step, first, turn);
      if (batch.size() == BATCH_MAX
          || !batch.isEmpty() && batch.getFirst().time().plus(STRETCH_MAX).isBefore(at)) {
        send(customer, batch, counts);
        batch.clear();
      }
      batch.add(event(step, customer, at, turn));
    }
    send(customer, batch, counts);
    var text = Body.of(counts).toString();
    return new Outcome.Done<>(Document.parse(text.getBytes(StandardCharsets.UTF_8)), false);
  }

  private void send(String customer, List<Event> batch, Map<String, Long> counts) {
    stage.catchUp(customer, batch.getLast().time());
    var answer = saldo.record(batch).orThrow();
    for (var name : List.of("recorded", "duplicates", "rejected", "conflicts")) {
      counts.merge(name, answer.integer(name), Long::sum);
    }
  }

  private Event event(Step step, String customer, Instant at, int turn) {
    var data = new LinkedHashMap<String, Object>();
    if (stage.fields(step, turn).get("data") instanceof Map<?, ?> members) {
      members.forEach((name, value) -> data.put(String.valueOf(name), value));
    }
    var type = stage.text(step.subject(), turn);
    return new Event("scenario", stage.key(), type, customer, at, data);
  }

  private static Instant time(Step step) {
    var at = step.fields().get("at");
    try {
      return Instant.parse(String.valueOf(at));
    } catch (DateTimeParseException _) {
      throw new ScenarioFault(step.line(), "'at' must be a time, such as 2039-01-01T00:00:00Z");
    }
  }

  /// So many times `between` after the first, by the calendar of UTC.
  private static Instant later(Step step, Instant first, int turn) {
    var between = step.fields().get("between");
    if (between == null) {
      return first;
    }
    var all = LocalDateTime.ofInstant(first, ZoneOffset.UTC).plus(times(step, between, turn));
    return all.toInstant(ZoneOffset.UTC);
  }

  private static TemporalAmount times(Step step, Object between, int turn) {
    var text = String.valueOf(between);
    try {
      return text.contains("T")
          ? Duration.parse(text).multipliedBy(turn)
          : Period.parse(text).multipliedBy(turn);
    } catch (DateTimeParseException _) {
      throw new ScenarioFault(step.line(), "'between' must be like P1D, P1M or PT6H");
    }
  }
}
