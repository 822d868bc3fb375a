package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Aggregator;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.metering.Sample;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is billed is what was counted, and what was counted is what happened.
class CountersTest {
  private static final String CATALOG =
      """
      catalog: counted
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
        european: {event: query, aggregate: count, where: {region: [eu]}}
        calls: {event: call, aggregate: sum, property: calls}
        storage: {event: stored, aggregate: max, property: gigabytes}
        tokens: {event: completion, aggregate: sum, property: tokens, dimensions: [model]}
      plans:
        basic:
          title: Basic
          price: "20"
          usage: &usage
            queries: {title: Queries, unit: query, included: "0", price: {each: "0.02"}}
            european: {title: In Europe, unit: query, included: "0", price: {each: "0.5"}}
            storage: {title: Storage, unit: GB, included: "10", price: {each: "0.1"}}
            calls: {title: Calls, unit: call, included: "20", per: day, price: {each: "0.003"}}
            tokens:
              title: Tokens
              unit: token
              included: "1000"
              draws: [small]
              price: {by: model, prices: {small: {each: "0.01"}, large: {each: "0.05"}}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("counted", catalog());
    node = till.node;
  }

  /// The same usage on two plans.
  private static String catalog() {
    var text = CATALOG.replace(" &usage", "");
    var basic = text.substring(text.indexOf("  basic:"));
    return text
        + basic.replace("basic:", "pro:").replace("Basic", "Pro").replace("\"20\"", "\"50\"");
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun(String plan) {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, plan);
    return customer;
  }

  // --- Counted once more from the journal ---

  /// An event of the journal.
  private record Raw(String id, String action, Instant at, Map<String, Value> data) {}

  @Test
  void theDayInWhichAPeriodBeginsIsOnOnePreviewAsItIsOnOneInvoice() {
    var customer = till.at("2039-01-10T15:00:00Z");
    till.plan(customer, "basic");
    till.calls(customer, 300, "2039-01-10T16:00:00Z");
    till.calls(customer, 500, "2039-02-10T14:00:00Z");
    var path = "/v1/customers/" + customer + "/invoice-preview";
    var ahead = expect(node.get(path + "?at=2039-02-10T20:00:00Z"), 200);
    till.advance(customer, "2039-02-10T20:00:00Z");
    var closed = expect(node.get(path), 200);
    till.advance(customer, "2039-02-11T15:00:01Z");
    var issued = till.latest(customer, "finalized");
    assertThat(lines(issued)).containsExactly("plan basic 20.00", "usage calls 2.28");
    for (var preview : List.of(ahead, closed)) {
      assertThat(preview.text("invoices/0/totals/gross"))
          .as(preview.body())
          .isEqualTo(issued.text("totals/gross"));
      assertThat(preview.body()).containsOnlyOnce("\"code\":\"calls\"");
    }
  }

  @Test
  void aMonthCountedAgainFromItsEventsComesToTheSameCounters() {
    for (var seed = 1; seed <= 3; seed++) {
      var customer = begun("basic");
      var events = events(customer, new Random(seed));
      till.advance(customer, "2039-01-17T08:30:00Z");
      till.plan(customer, "pro");
      till.advance(customer, "2039-01-31T23:59:59Z");
      till.batch(events.subList(0, 300));
      till.advance(customer, "2039-02-03T00:00:00Z");
      till.batch(events.subList(200, events.size()));
      var counted = tallies(customer);
      assertThat(counted).hasSizeGreaterThan(30);
      assertThat(recounted(customer)).as("seed %d", seed).isEqualTo(counted);
    }
  }

  /// A month's events in any order, some of them twice in the batches that are sent.
  private static List<String> events(String customer, Random random) {
    var first = Instant.parse("2039-01-01T00:00:01Z");
    var events = new ArrayList<String>();
    for (var i = 0; i < 400; i++) {
      var at = first.plusSeconds(random.nextInt(86_400 * 31 - 1)).toString();
      var n = BigDecimal.valueOf(random.nextInt(1, 90_000), 2);
      var id = "e" + random.nextLong();
      events.add(
          switch (random.nextInt(4)) {
            case 0 ->
                Till.event(
                    id,
                    customer,
                    "query",
                    at,
                    "{\"region\":\"" + (random.nextBoolean() ? "eu" : "us") + "\"}");
            case 1 -> Till.event(id, customer, "call", at, "{\"calls\":\"" + n + "\"}");
            case 2 -> Till.event(id, customer, "stored", at, "{\"gigabytes\":\"" + n + "\"}");
            default ->
                Till.event(
                    id,
                    customer,
                    "completion",
                    at,
                    "{\"tokens\":%d,\"model\":\"%s\"}"
                        .formatted(
                            random.nextInt(5_000), random.nextBoolean() ? "small" : "large"));
          });
    }
    Collections.shuffle(events, random);
    return events;
  }

  /// The running counters.
  private static Map<TallyKey, BigDecimal> tallies(String customer) {
    var tallies = new HashMap<TallyKey, BigDecimal>();
    var sql =
        """
        SELECT subject, (extract(epoch FROM period_from) * 1000)::bigint, consumed FROM tally
         WHERE customer_id = '%s' AND (subject LIKE 'usage:%%' OR subject LIKE 'daily:%%')
        """
            .formatted(Till.uuid(IdKind.CUSTOMER, customer));
    for (var row : node.tables().rows(sql)) {
      var columns = row.split("\\|", -1);
      var from = Instant.ofEpochMilli(Long.parseLong(columns[1]));
      tallies.put(new TallyKey(columns[0], from), Decimals.normal(new BigDecimal(columns[2])));
    }
    return tallies;
  }

  /// What is counted by itself: a meter, for a value of its dimension, in a term or day.
  private record Counter(Aggregation aggregation, TallyKey key, Period window) {}

  private static Map<TallyKey, BigDecimal> recounted(String customer) {
    var catalog = ((CatalogReading.Readable) CatalogYaml.read(catalog())).catalog();
    var terms = terms(customer);
    var samples = new HashMap<Counter, List<Sample>>();
    for (var event : journal(customer)) {
      for (var meter : catalog.meters().values()) {
        if (meter.takes(event.action(), event.data())) {
          var window = window(meter, event, terms);
          var label =
              meter.dimensions().stream().map(event.data()::get).map(Value::label).findFirst();
          var key =
              meter.name().equals("calls")
                  ? TallyKey.daily(meter.name(), label.orElse(""), window.from())
                  : TallyKey.usage(meter.name(), label.orElse(""), window.from());
          var value = meter.property().map(event.data()::get).orElse(Value.of(1));
          samples
              .computeIfAbsent(
                  new Counter(meter.aggregation(), key, window), _ -> new ArrayList<>())
              .add(new Sample(event.at(), event.id(), value));
        }
      }
    }
    var counted = new HashMap<TallyKey, BigDecimal>();
    samples.forEach((counter, inside) ->
        counted.put(
            counter.key(), Aggregator.over(counter.aggregation(), inside, counter.window())));
    counted.values().removeIf(quantity -> quantity.signum() == 0);
    return counted;
  }

  private static Period window(Meter meter, Raw event, List<Period> terms) {
    return meter.name().equals("calls")
        ? Cadence.DAY.containing(event.at(), ZoneOffset.UTC)
        : terms.stream().filter(term -> term.contains(event.at())).findFirst().orElseThrow();
  }

  private static List<Period> terms(String customer) {
    var sql =
        """
        SELECT (extract(epoch FROM term_from) * 1000)::bigint FROM term
         WHERE customer_id = '%s' ORDER BY term_from
        """
            .formatted(Till.uuid(IdKind.CUSTOMER, customer));
    var begun = new ArrayList<Instant>();
    node.tables().rows(sql).forEach(row -> begun.add(Instant.ofEpochMilli(Long.parseLong(row))));
    begun.add(Instant.parse("9999-01-01T00:00:00Z"));
    var terms = new ArrayList<Period>();
    for (var i = 1; i < begun.size(); i++) {
      terms.add(new Period(begun.get(i - 1), begun.get(i)));
    }
    return terms;
  }

  private static List<Raw> journal(String customer) {
    var sql =
        """
        SELECT key, action, (extract(epoch FROM occurred_at) * 1000)::bigint, data FROM command
         WHERE customer_id = '%s' AND source = 'test'
        """
            .formatted(Till.uuid(IdKind.CUSTOMER, customer));
    var events = new ArrayList<Raw>();
    for (var row : node.tables().rows(sql)) {
      var columns = row.split("\\|", 4);
      var at = Instant.ofEpochMilli(Long.parseLong(columns[2]));
      events.add(new Raw(columns[0], columns[1], at, data(columns[3])));
    }
    return events;
  }

  private static Map<String, Value> data(String json) {
    var values = new HashMap<String, Value>();
    if (!json.equals("null")) {
      var object = (Json.Obj) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
      for (var name : object.names()) {
        switch (Node.member(object, name)) {
          case Json.Num(var raw) -> values.put(name, Value.of(new BigDecimal(raw)));
          case Json.Text(var text) -> values.put(name, value(text));
          default -> throw new AssertionError(json);
        }
      }
    }
    return values;
  }

  /// A decimal in a text is a number.
  private static Value value(String text) {
    return text.matches("-?\\d+(\\.\\d+)?") ? Value.of(new BigDecimal(text)) : Value.of(text);
  }

  // --- On the invoice ---

  @Test
  void aLineSaysWhatItWasCountedFrom() {
    var customer = begun("basic");
    till.use(customer, "query", 30, "2039-01-10T00:00:00Z");
    till.stored(customer, "25", "2039-01-11T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var invoice = till.latest(customer, "finalized");
    assertThat(lines(invoice))
        .containsExactly("plan basic 20.00", "usage queries 0.60", "usage storage 1.50");
    var counted = tallies(customer);
    var january = Instant.parse("2039-01-01T00:00:00Z");
    for (var line : List.of("1", "2")) {
      var at = "lines/" + line + "/";
      var key = TallyKey.usage(invoice.text(at + "code"), "", january);
      assertThat(new BigDecimal(invoice.text(at + "used"))).isEqualByComparingTo(counted.get(key));
      assertThat(invoice.text(at + "period/from")).isEqualTo(january.toString());
      assertThat(invoice.text(at + "period/until")).isEqualTo("2039-02-01T00:00:00Z");
    }
    assertThat(invoice.text("lines/2/included")).isEqualTo("10");
  }

  @Test
  void everyMutationHasItsLineInTheJournal() {
    var customer = begun("basic");
    till.use(customer, "query", 2, "2039-01-10T00:00:00Z");
    till.plan(customer, "pro");
    till.advance(customer, "2039-01-10T00:00:01Z");
    var invoices = till.byStatus(customer, "finalized");
    assertThat(invoices).hasSize(2);
    var first = invoices.getFirst().text("id");
    var second = invoices.getLast().text("id");
    expect(node.post("/v1/invoices/" + first + "/void", ""), 200);
    expect(
        node.post(
            "/v1/credit-notes", "{\"invoice\":\"%s\",\"reason\":\"Goodwill\"}".formatted(second)),
        201);
    var sql =
        "SELECT kind, count(*) FROM command WHERE customer_id = '%s' GROUP BY kind ORDER BY kind"
            .formatted(Till.uuid(IdKind.CUSTOMER, customer));
    assertThat(node.tables().rows(sql))
        .containsExactly(
            "clock|3", "credit_note|1", "invoice|3", "invoice_state|1", "plan_change|2", "usage|2");
  }

  @Test
  void largeAmountsOfUseAreBilledExactly() {
    var customer = begun("basic");
    var most = 9_007_199_254_740_991L;
    till.advance(customer, "2039-01-10T12:00:00Z");
    var events = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      events.add(till.event(customer, "call", "2039-01-10T12:00:00Z", "{\"calls\":" + most + "}"));
    }
    till.batch(events);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var over =
        BigDecimal.valueOf(most).multiply(new BigDecimal("3")).subtract(new BigDecimal("20"));
    var amount = over.multiply(new BigDecimal("0.003")).setScale(2, java.math.RoundingMode.HALF_UP);
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "usage calls " + amount.toPlainString());
  }

  @Test
  void aMeterWithAFilterAndOneWithoutCountAnEventOnceEach() {
    var customer = begun("basic");
    till.advance(customer, "2039-01-10T00:00:00Z");
    var events = new ArrayList<String>();
    for (var i = 0; i < 10; i++) {
      var region = i < 4 ? "eu" : "us";
      events.add(
          till.event(customer, "query", "2039-01-09T00:00:00Z", "{\"region\":\"" + region + "\"}"));
    }
    till.batch(events);
    till.batch(events);
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly("plan basic 20.00", "usage queries 0.20", "usage european 2.00");
  }
}
