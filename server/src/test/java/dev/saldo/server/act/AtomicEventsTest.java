package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A batch with `atomic=true` over HTTP: all of its events are recorded, or none is.
class AtomicEventsTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String event(String customer, String id, String more) {
    return "{\"specversion\":\"1.0\",\"source\":\"/atomic\",\"id\":\"%s\",\"type\":\"ping\",\"subject\":\"%s\"%s}"
        .formatted(id, customer, more);
  }

  private static String event(String customer, String id) {
    return event(customer, id, "");
  }

  private static Node.Answer send(String key, String path, String mediaType, String body) {
    return node.send(
        node.request(key, path)
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static Node.Answer together(String... events) {
    return send(
        node.test,
        "/v1/events?atomic=true",
        "application/json",
        "[" + String.join(",", events) + "]");
  }

  private static Node.Answer apart(String event) {
    return send(node.test, "/v1/events", "application/json", event);
  }

  @Test
  void allEventsOfManyCustomersAreRecordedAndTheirRepeatIsADuplicate() {
    var customers = List.of(node.customer("basic"), node.customer("basic"), node.customer("basic"));
    var events = new ArrayList<String>();
    for (var i = 0; i < 60; i++) {
      events.add(event(customers.get(i % 3), "all-" + i));
    }
    var first = expect(together(events.toArray(String[]::new)), 200);
    assertThat(first.text("recorded")).isEqualTo("60");
    assertThat(first.text("results/59/id")).isEqualTo("all-59");
    assertThat(first.text("results/59/event")).startsWith("evt_");
    assertThat(customers).allSatisfy(one -> assertThat(node.available(one)).isEqualTo("80"));
    var again = expect(together(events.toArray(String[]::new)), 200);
    assertThat(again.text("duplicates")).isEqualTo("60");
    assertThat(again.text("duplicate")).isEqualTo("true");
    assertThat(again.text("results/59/event")).isEqualTo(first.text("results/59/event"));
    assertThat(customers).allSatisfy(one -> assertThat(node.available(one)).isEqualTo("80"));
  }

  @Test
  void oneConflictKeepsTheOthersOutUntilItIsTakenAway() {
    var mine = node.customer("basic");
    var other = node.customer("basic");
    expect(apart(event(mine, "known")), 200);
    var refused =
        together(
            event(other, "c1"),
            event(mine, "c2"),
            event(mine, "known", ",\"data\":{\"x\":1}"),
            event(mine, "c3"));
    assertThat(expect(refused, 409).code()).isEqualTo("event_conflict");
    assertThat(refused.text("errors/0/pointer")).isEqualTo("/2");
    assertThat(node.available(mine)).isEqualTo("99");
    assertThat(node.available(other)).isEqualTo("100");
    var recorded =
        expect(together(event(other, "c1"), event(mine, "c2"), event(mine, "known")), 200);
    assertThat(recorded.text("recorded")).isEqualTo("2");
    assertThat(recorded.text("duplicates")).isEqualTo("1");
    assertThat(node.available(mine)).isEqualTo("98");
    assertThat(node.available(other)).isEqualTo("99");
  }

  @Test
  void oneFaultyEventKeepsTheOthersOut() {
    var customer = node.customer("basic");
    var tooOld = ",\"time\":\"" + Instant.now().minus(40, ChronoUnit.DAYS) + "\"";
    var refused =
        together(
            event(customer, "f1"),
            event(customer, "f2", ",\"status\":\"paid\""),
            "{\"specversion\":\"1.0\"}",
            event("nobody", "f3"));
    assertThat(expect(refused, 422).code()).isEqualTo("validation_failed");
    assertThat(refused.text("errors/0/pointer")).isEqualTo("/1/status");
    assertThat(refused.text("errors/0/code")).isEqualTo("unknown_field");
    assertThat(refused.text("errors/1/pointer")).startsWith("/2");
    assertThat(refused.body()).contains("{\"pointer\":\"/3\",\"code\":\"not_found\"");
    var late = expect(together(event(customer, "f1"), event(customer, "f4", tooOld)), 422);
    assertThat(late.code()).isEqualTo("event_too_old");
    assertThat(late.text("errors/0/pointer")).isEqualTo("/1");
    expect(together(event(customer, "f1"), event("nobody", "f3")), 404);
    assertThat(node.available(customer)).isEqualTo("100");
    assertThat(expect(together(event(customer, "f1")), 200).text("recorded")).isEqualTo("1");
  }

  @Test
  void theSameEventTwiceInABatchCountsOnceAndDifferingOnesAreAConflict() {
    var customer = node.customer("basic");
    var twice = expect(together(event(customer, "t1"), event(customer, "t1")), 200);
    assertThat(twice.text("recorded")).isEqualTo("1");
    assertThat(twice.text("results/1/status")).isEqualTo("duplicate");
    assertThat(node.available(customer)).isEqualTo("99");
    var differing = together(event(customer, "t2"), event(customer, "t2", ",\"data\":{\"x\":1}"));
    assertThat(expect(differing, 409).text("errors/0/pointer")).isEqualTo("/1");
    assertThat(node.available(customer)).isEqualTo("99");
  }

  @Test
  void aBatchThatTouchesAnotherWorkspacesCustomerRecordsNothingAnywhere() {
    var mine = node.customer("basic");
    var theirs = node.customer(node.other, "basic");
    var refused = expect(together(event(mine, "w1"), event(theirs, "w1")), 404);
    var absent =
        expect(together(event(mine, "w1"), event("cus_00000000000000000000000000", "w1")), 404);
    assertThat(refused.member("errors")).isEqualTo(absent.member("errors"));
    assertThat(node.available(mine)).isEqualTo("100");
    expect(together(event(mine, "w1")), 200);
    var recorded =
        expect(
            send(
                node.other,
                "/v1/events?atomic=true",
                "application/cloudevents-batch+json",
                "[" + event(theirs, "w1") + "]"),
            200);
    assertThat(recorded.text("recorded")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson, '%s\n%s'",
    "application/json, %s",
    "application/cloudevents+json, %s"
  })
  void onlyAnArrayGoesTogether(String mediaType, String form) {
    var customer = node.customer("basic");
    var body = form.replace("%s", event(customer, "n1"));
    var answer = send(node.test, "/v1/events?atomic=true", mediaType, body);
    assertThat(expect(answer, 400).code()).isEqualTo("invalid_parameter");
    assertThat(node.available(customer)).isEqualTo("100");
    expect(send(node.test, "/v1/events?atomic=false", mediaType, body), 200);
  }

  @Test
  void aThousandGoTogetherAndOneMoreIsRefusedWhole() {
    var customer = node.customer("open");
    node.give(customer, "1000");
    var events =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> event(customer, "many-" + i))
            .toArray(String[]::new);
    var refused = expect(together(events), 413);
    assertThat(refused.code()).isEqualTo("batch_too_large");
    assertThat(refused.text("max")).isEqualTo("1000");
    assertThat(node.available(customer)).isEqualTo("1000");
    events[1_000] = events[0];
    expect(together(events), 413);
    var thousand = Arrays.copyOf(events, 1_000);
    assertThat(expect(together(thousand), 200).text("recorded")).isEqualTo("1000");
    assertThat(node.available(customer)).isEqualTo("0");
    assertThat(expect(together(), 200).text("recorded")).isEqualTo("0");
  }
}
