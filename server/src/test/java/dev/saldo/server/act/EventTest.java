package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events over HTTP: one, batches, streams; what becomes of each; and the usage they come to.
class EventTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String event(String customer, String id, String type, String more) {
    return "{\"specversion\":\"1.0\",\"source\":\"/tests\",\"id\":\"%s\",\"type\":\"%s\","
            .formatted(id, type)
        + "\"subject\":\""
        + customer
        + "\""
        + more
        + "}";
  }

  private static Node.Answer send(String mediaType, String body) {
    return node.send(
        node.request(node.test, "/v1/events")
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static Node.Answer send(String body) {
    return send("application/json", body);
  }

  @Test
  void anEventCountsOnceAndItsRepeatIsADuplicate() {
    var customer = node.customer("basic");
    var body = event(customer, "e1", "ping", "");
    var first = expect(send("application/cloudevents+json", body), 200);
    assertThat(first.text("recorded")).isEqualTo("1");
    assertThat(first.text("results/0/status")).isEqualTo("recorded");
    assertThat(first.text("results/0/event")).startsWith("evt_");
    var again = expect(send(body), 200);
    assertThat(again.text("duplicate")).isEqualTo("true");
    assertThat(again.text("results/0/event")).isEqualTo(first.text("results/0/event"));
    assertThat(node.available(customer)).isEqualTo("99");
    var other = event(customer, "e1", "ping", ",\"data\":{\"x\":1}");
    assertThat(expect(send(other), 409).code()).isEqualTo("event_conflict");
    var elsewhere = node.customer("basic");
    expect(send(event(elsewhere, "e1", "ping", "")), 200);
    assertThat(node.available(elsewhere)).isEqualTo("99");
  }

  /// What the program records itself has keys under these sources: whoever could bind one would
  /// keep the customer from being moved, renewed or looked at.
  @ParameterizedTest
  @CsvSource({
    "saldo:due,commitment_settled",
    "saldo:job,due",
    "saldo:look,due",
    "saldo:preview,preview",
    "saldo:preview,migration",
    "saldo:migration,mig_1",
    "saldo:customer,plan",
    "saldo:key,k",
    "saldo:,x"
  })
  void aSourceOfTheProgramItselfIsRefused(String source, String id) {
    var customer = node.customer("basic");
    var own = event(customer, id, "ping", "").replace("/tests", source);
    var alone = expect(send(own), 422);
    assertThat(alone.code()).isEqualTo("source_reserved");
    assertThat(alone.text("errors/0/pointer")).isEqualTo("/source");
    assertThat(alone.text("detail")).contains("\"saldo:\"", source);
    var lines = own + "\n" + event(customer, "fine", "ping", "") + "\n";
    var stream = expect(send("application/x-ndjson", lines), 200);
    assertThat(stream.text("recorded") + stream.text("rejected")).isEqualTo("11");
    assertThat(stream.text("results/0/problem/code")).isEqualTo("source_reserved");
    var batch = expect(send("application/json", "[" + own + "]"), 200);
    assertThat(batch.text("results/0/problem/code")).isEqualTo("source_reserved");
    var whole =
        node.send(
            node.request(node.test, "/v1/events?atomic=true")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[" + own + "]")));
    assertThat(expect(whole, 422).text("errors/0/pointer")).isEqualTo("/0/source");
    assertThat(node.available(customer)).isEqualTo("99");
  }

  /// A charge's or hold's key has no source, so that nothing it is called can be the program's.
  @Test
  void aKeyThatLooksLikeOneOfTheProgramsIsJustAKey() {
    var customer = node.customer("basic");
    var body = "{\"customer\":\"%s\",\"action\":\"ping\"}".formatted(customer);
    for (var key : new String[] {"saldo:preview", "saldo:due", "preview", "due", "check:1"}) {
      expect(node.post(node.test, "/v1/charges", body, key), 201);
    }
    expect(node.post(node.test, "/v1/holds", body, "saldo:migration"), 201);
    expect(node.post("/v1/check", body), 200);
    assertThat(node.available(customer)).isEqualTo("94");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0001-01-01T00:00:00Z | time_out_of_range
          9999-01-01T00:00:00Z | time_out_of_range
          2026-02-30T00:00:00Z | time_invalid
          2026-06-30T23:59:60Z | time_invalid
          2026-06-30T23:59:59  | time_invalid
          """)
  void aTimeThatIsNoneIsInvalid(String time, String code) {
    var customer = node.customer("open");
    var answer = send(event(customer, "t", "ping", ",\"time\":\"" + time + "\""));
    assertThat(expect(answer, 422).code()).isEqualTo(code);
  }

  @Test
  void lateAndFutureEventsAreRefusedAndSlightlyLateOnesCount() {
    var customer = node.customer("open");
    var now = Instant.now();
    assertThat(
            expect(send(event(customer, "l", "ping", time(now.minus(40, ChronoUnit.DAYS)))), 422)
                .code())
        .isEqualTo("event_too_old");
    assertThat(
            expect(send(event(customer, "f", "ping", time(now.plus(1, ChronoUnit.HOURS)))), 422)
                .code())
        .isEqualTo("event_in_future");
    expect(send(event(customer, "ok", "ping", time(now.minus(30, ChronoUnit.DAYS)))), 200);
  }

  private static String time(Instant at) {
    return ",\"time\":\"" + at + "\"";
  }

  @Test
  void aBatchTellsWhatBecameOfEach() {
    var customer = node.customer("basic");
    var answer =
        expect(
            send(
                "application/cloudevents-batch+json",
                "["
                    + String.join(
                        ",",
                        event(customer, "b1", "ping", ""),
                        event(customer, "b1", "ping", ""),
                        event(customer, "b1", "ping", ",\"data\":{\"x\":1}"),
                        event("nobody", "b2", "ping", ""),
                        "{\"specversion\":\"1.0\"}",
                        event(customer, "b3", "ping", ",\"status\":\"paid\""),
                        event(customer, "b4", "unknown.type", ""))
                    + "]"),
            200);
    assertThat(answer.text("recorded")).isEqualTo("2");
    assertThat(answer.text("duplicates")).isEqualTo("1");
    assertThat(answer.text("conflicts")).isEqualTo("1");
    assertThat(answer.text("rejected")).isEqualTo("3");
    assertThat(answer.text("results/2/problem/code")).isEqualTo("event_conflict");
    assertThat(answer.text("results/3/problem/code")).isEqualTo("not_found");
    assertThat(answer.text("results/5/problem/code")).isEqualTo("unknown_field");
    assertThat(node.available(customer)).isEqualTo("99");
  }

  @Test
  void aBatchOfTooManyIsRefusedWhole() {
    var customer = node.customer("open");
    var body = new StringBuilder("[");
    for (var i = 0; i <= 10_000; i++) {
      body.append(i == 0 ? "" : ",").append(event(customer, "m" + i, "ping", ""));
    }
    assertThat(expect(send(body.append(']').toString()), 413).code()).isEqualTo("batch_too_large");
  }

  @Test
  void tenThousandZippedLinesCountExactly() throws IOException {
    var customer = node.customer("open");
    node.give(customer, "4");
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      for (var i = 0; i < 10_000; i++) {
        var id = i % 100 == 99 ? "line-" + (i - 1) : "line-" + i;
        zip.write((event(customer, id, "ping", "") + "\n").getBytes(StandardCharsets.UTF_8));
      }
      zip.write("{broken\n".getBytes(StandardCharsets.UTF_8));
    }
    var request =
        node.request(node.test, "/v1/events")
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()));
    var answer = expect(node.send(request), 200);
    assertThat(answer.text("recorded")).isEqualTo("9900");
    assertThat(answer.text("duplicates")).isEqualTo("100");
    assertThat(answer.text("rejected")).isEqualTo("1");
    assertThat(((Json.Arr) answer.member("results")).items()).hasSize(1);
    assertThat(answer.text("results/0/index")).isEqualTo("10000");
    var balance = expect(node.get("/v1/customers/" + customer + "/balance"), 200);
    assertThat(balance.text("wallets/0/debt")).isEqualTo("9896");
    assertThat(expect(node.ping(customer), 402).code()).isEqualTo("debt_outstanding");
    var settled =
        expect(
            node.post(
                "/v1/customers/" + customer + "/debt/settle",
                "{\"how\":\"write_off\",\"reason\":\"a trial\"}"),
            201);
    assertThat(settled.text("credits")).isEqualTo("9896");
  }

  @Test
  void usageIsAskedForByWindowDimensionAndFilter() {
    var customer = node.customer("basic");
    var call = ",\"data\":{\"model\":\"%s\",\"input_tokens\":0,\"output_tokens\":%d}";
    for (var i = 1; i <= 3; i++) {
      expect(send(event(customer, "u" + i, "llm.call", call.formatted("small", i))), 200);
    }
    expect(send(event(customer, "u4", "llm.call", call.formatted("large", 10))), 200);
    expect(
        node.post(
            "/v1/charges",
            "{\"customer\":\"%s\",\"action\":\"llm.call\",\"member\":\"ana\"%s}"
                .formatted(customer, call.formatted("small", 4))),
        201);
    expect(send(event(customer, "s1", "seats.changed", ",\"data\":{\"count\":7}")), 200);
    assertThat(usage(customer, "calls", "").text("data/0/quantity")).isEqualTo("5");
    assertThat(usage(customer, "output", "").text("data/0/quantity")).isEqualTo("20");
    assertThat(usage(customer, "longest", "").text("data/0/quantity")).isEqualTo("10");
    assertThat(usage(customer, "models", "").text("data/0/quantity")).isEqualTo("2");
    assertThat(usage(customer, "seats", "").text("data/0/quantity")).isEqualTo("7");
    var grouped = usage(customer, "output", "&group_by=model&window=month");
    assertThat(grouped.text("data/0/group/model")).isEqualTo("large");
    assertThat(grouped.text("data/1/quantity")).isEqualTo("10");
    assertThat(usage(customer, "output", "&filter=model:small").text("data/0/quantity"))
        .isEqualTo("10");
    assertThat(usage(customer, "calls", "&filter=member:ana").text("data/0/quantity"))
        .isEqualTo("1");
    var page = usage(customer, "output", "&group_by=model&limit=1");
    assertThat(page.text("has_more")).isEqualTo("true");
    var next =
        usage(customer, "output", "&group_by=model&limit=1&cursor=" + page.text("next_cursor"));
    assertThat(next.text("data/0/group/model")).isEqualTo("small");
    assertThat(
            node.get(
                    "/v1/customers/"
                        + customer
                        + "/usage?meter=none&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")
                .code())
        .isEqualTo("invalid_parameter");
  }

  private static Node.Answer usage(String customer, String meter, String more) {
    var now = Instant.now();
    return expect(
        node.get(
            "/v1/customers/%s/usage?meter=%s&from=%s&to=%s%s"
                .formatted(
                    customer,
                    meter,
                    now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS),
                    now.plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS),
                    more)),
        200);
  }

  @Test
  void anEstimateAssumesTheLargestSeen() {
    var customer = node.customer("basic");
    var ask =
        "{\"customer\":\"%s\",\"action\":\"llm.call\",\"automation\":\"%s\","
            + "\"data\":{\"model\":\"small\",\"input_tokens\":1000}}";
    var first = expect(node.post("/v1/estimates", ask.formatted(customer, "a")), 200);
    assertThat(first.text("basis")).isEqualTo("catalog");
    assertThat(first.text("credits")).isEqualTo("2");
    var call =
        "{\"customer\":\"%s\",\"action\":\"llm.call\",\"automation\":\"%s\","
            + "\"data\":{\"model\":\"small\",\"input_tokens\":0,\"output_tokens\":%d}}";
    expect(node.post("/v1/charges", call.formatted(customer, "a", 100)), 201);
    expect(node.post("/v1/charges", call.formatted(customer, "b", 2000)), 201);
    var second = expect(node.post("/v1/estimates", ask.formatted(customer, "a")), 200);
    assertThat(second.text("basis")).isEqualTo("automation");
    assertThat(second.text("assumed/output_tokens")).isEqualTo("100");
    assertThat(second.text("range/high")).isEqualTo("1.2");
    var third = expect(node.post("/v1/estimates", ask.formatted(customer, "c")), 200);
    assertThat(third.text("basis")).isEqualTo("customer");
    assertThat(third.text("credits")).isEqualTo("5");
    assertThat(third.text("data/output_tokens")).isEqualTo("2000");
  }

  @Test
  void theSameEventWithAnotherTimeIsAConflictAndNotASecondOne() {
    var customer = node.customer("basic");
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    expect(send(event(customer, "re", "ping", time(now.minusSeconds(60)))), 200);
    var others = List.of(time(now.minusSeconds(61)), time(now.minusSeconds(60).plusMillis(1)), "");
    for (var other : others) {
      var refused = expect(send(event(customer, "re", "ping", other)), 409);
      assertThat(refused.code()).as(other).isEqualTo("event_conflict");
    }
    var batch = event(customer, "re", "ping", time(now.minusSeconds(3_600)));
    var told = expect(send("application/cloudevents-batch+json", "[" + batch + "]"), 200);
    assertThat(told.text("recorded")).isEqualTo("0");
    assertThat(told.text("results/0/status")).isEqualTo("conflict");
    assertThat(node.available(customer)).isEqualTo("99");
  }

  @Test
  void theCallersDateIsNotLookedAt() {
    for (var date :
        List.of("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2083 23:59:59 GMT", "soon")) {
      var customer = node.customer("basic");
      var body = event(customer, "dated", "ping", "");
      var answer =
          node.send(
              node.request(node.test, "/v1/events")
                  .header("Content-Type", "application/json")
                  .header("Date", date)
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      expect(answer, 200);
      var id = PublicId.parse(IdKind.CUSTOMER, customer);
      assertThat(
              node.tables()
                  .rows(
                      "SELECT extract(year FROM last_at) BETWEEN 2020 AND 2080 FROM account WHERE id = '%s'"
                          .formatted(id.orElseThrow())))
          .as(date)
          .containsExactly("t");
    }
  }
}
