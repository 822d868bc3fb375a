package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Late use, refunds, credit notes, invoices in the place of others, void ones and interim ones in
/// whatever order: what was asked for of a period less what was given back is what its use comes
/// to, but for what credit notes gave back on purpose; and no more is given back than was asked
/// for. Told from the documents and from what was done alone.
class CorrectingLaws {
  private static final int SEEDS = 12;
  private static final int STEPS = 32;
  private static final Instant BEGIN = Instant.parse("2039-01-01T00:00:00Z");
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private static final String CATALOG =
      """
      catalog: righted
      currency: EUR
      units: {credit: {}}
      meters:
        queries: {event: query, aggregate: count}
      actions:
        query: {title: Query}
        report: {title: Report, price: {each: "1", of: pages}}
      billing: {progressive_at: "9"}
      plans:
        basic:
          title: Basic
          price: "20"
          overage: billed
          overage_prices: {report: {price: "1", per: "1"}}
          usage:
            queries: {title: Queries, unit: query, included: "0", price: {each: "0.25"}}
      """;

  private static Till till;
  private static Node node;
  private final Map<String, Integer> done = new TreeMap<>();

  @BeforeAll
  static void start() {
    till = new Till("righted", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  @Test
  void whatWasAskedForLessWhatWasGivenBackIsWhatUseComesTo() {
    for (var seed = 0; seed < SEEDS; seed++) {
      new Life(seed).live();
    }
    assertThat(done.keySet())
        .as("%s", done)
        .contains("use", "late use", "charge", "refund", "note", "some", "reissue", "void", "end");
    assertThat(done.getOrDefault("interim", 0)).as("%s", done).isGreaterThan(SEEDS);
  }

  /// A charge, and when its period began.
  private record Charged(String id, Instant period, int left) {}

  private final class Life {
    private final int seed;
    private final SplittableRandom random;
    private final String customer = till.at(BEGIN.toString());
    private final Map<Instant, Map<String, BigDecimal>> use = new TreeMap<>();
    private final List<Charged> charges = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private Instant now = BEGIN;
    private boolean isEnded;

    Life(int seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
    }

    void live() {
      till.plan(customer, "basic");
      var end = random.nextInt(3) == 0 ? random.nextInt(STEPS / 2, STEPS) : STEPS;
      for (var step = 0; step < STEPS; step++) {
        if (step == end) {
          end();
        }
        step();
        check();
      }
      // What came last is on the invoice of the next period, or of its own at an end.
      for (var month = 0; month < 3; month++) {
        pass(Duration.ofDays(31));
      }
      settled();
    }

    private void step() {
      switch (random.nextInt(12)) {
        case 0, 1 -> use(now, "use");
        case 2 -> use(now.minus(Duration.ofDays(random.nextInt(1, 30))), "late use");
        case 3, 4 -> charge();
        case 5, 6 -> refund();
        case 7 -> credit("note");
        case 8 -> credit("some");
        case 9 -> credit("reissue");
        case 10 -> makeVoid();
        default -> pass(Duration.ofHours(random.nextInt(12, 24 * 25)));
      }
    }

    private void pass(Duration duration) {
      now = now.plus(duration);
      steps.add("to " + now);
      till.advance(customer, now.toString());
      node.wiring().billing().all(_ -> {});
    }

    private void use(Instant at, String what) {
      if (at.isBefore(BEGIN) || isEnded && !at.isBefore(endedAt())) {
        return;
      }
      var count = random.nextInt(1, 30);
      steps.add(what + " of " + count + " at " + at);
      till.use(customer, "query", count, at.toString());
      count(period(at), "queries", new BigDecimal("0.25").multiply(BigDecimal.valueOf(count)));
      node.wiring().billing().all(_ -> {});
      did(what);
    }

    private Instant endedAt() {
      return steps.stream()
          .filter(one -> one.startsWith("end "))
          .map(one -> Instant.parse(one.substring(4)))
          .findFirst()
          .orElseThrow();
    }

    private void charge() {
      if (isEnded) {
        return;
      }
      var pages = random.nextInt(1, 12);
      var body = "{\"customer\":\"%s\",\"action\":\"report\",\"data\":{\"pages\":%d}}";
      var charge = expect(node.post("/v1/charges", body.formatted(customer, pages)), 201);
      charges.add(new Charged(charge.text("id"), period(now), pages));
      count(period(now), "report", BigDecimal.valueOf(pages));
      node.wiring().billing().all(_ -> {});
      steps.add("charge of " + pages);
      did("charge");
    }

    private void refund() {
      if (charges.isEmpty()) {
        return;
      }
      var index = random.nextInt(charges.size());
      var charge = charges.get(index);
      if (charge.left() == 0) {
        return;
      }
      var credits = random.nextInt(1, charge.left() + 1);
      var body = "{\"credits\":\"%d\",\"reason\":\"bad\"}".formatted(credits);
      expect(node.post("/v1/charges/" + charge.id() + "/refunds", body), 201);
      charges.set(index, new Charged(charge.id(), charge.period(), charge.left() - credits));
      count(charge.period(), "report", BigDecimal.valueOf(-credits));
      steps.add("refund of " + credits + " of " + charge.period());
      did("refund");
    }

    private void credit(String what) {
      var invoices = open();
      if (invoices.isEmpty()) {
        return;
      }
      var invoice = invoices.get(random.nextInt(invoices.size()));
      var more =
          switch (what) {
            case "reissue" -> ",\"reissue\":true";
            case "some" -> some(invoice);
            default -> "";
          };
      var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong\"%s}".formatted(invoice.id(), more);
      var answer = node.post("/v1/credit-notes", body);
      assertThat(answer.status()).as("%s: %s", this, answer.body()).isIn(201, 409, 422);
      steps.add(what + " of " + invoice.number() + ": " + answer.status());
      did(answer.status() == 201 ? what : "no " + what);
    }

    private String some(Documents.Document invoice) {
      var line = random.nextInt(Math.max(1, invoice.lines().size()));
      var net = invoice.lines().isEmpty() ? "-" : invoice.lines().get(line).net();
      if (net.startsWith("-") || net.equals("0")) {
        return "";
      }
      var cents = new BigDecimal(net).movePointRight(2).intValueExact();
      var amount = random.nextBoolean() ? cents : random.nextInt(1, cents + 1);
      return ",\"lines\":[{\"ordinal\":%d,\"amount\":\"%s\"}]"
          .formatted(line + 1, BigDecimal.valueOf(amount, 2));
    }

    private void makeVoid() {
      var documents = open();
      if (documents.isEmpty()) {
        return;
      }
      var document = documents.get(random.nextInt(documents.size()));
      var answer = node.post("/v1/invoices/" + document.id() + "/void", "");
      assertThat(answer.status()).as("%s: %s", this, answer.body()).isIn(200, 409);
      steps.add("void of " + document.number() + ": " + answer.status());
      did(answer.status() == 200 ? "void" : "no void: " + answer.text("state"));
    }

    private void end() {
      if (now.equals(period(now))) {
        // A period that ends as it begins has no invoice of its own.
        pass(Duration.ofHours(1));
      }
      var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
      var path = "/v1/subscriptions/" + subscriptions.text("data/0/id") + "/cancel";
      expect(node.post(path, "{\"when\":\"now\",\"refund\":false}"), 200);
      isEnded = true;
      steps.add("end " + now);
      did("end");
    }

    private void did(String what) {
      done.merge(what, 1, Integer::sum);
    }

    private void count(Instant period, String code, BigDecimal amount) {
      use.computeIfAbsent(period, _ -> new HashMap<>()).merge(code, amount, BigDecimal::add);
    }

    /// Periods begin on the first of each month.
    private Instant period(Instant at) {
      return Instant.parse(at.toString().substring(0, 7) + "-01T00:00:00Z");
    }

    private List<Documents.Document> documents() {
      return Documents.of(node, customer);
    }

    private List<Documents.Document> open() {
      return documents().stream().filter(one -> one.status().equals("finalized")).toList();
    }

    /// At no time is more given back than was asked for.
    private void check() {
      Documents.sums(documents())
          .forEach((period, codes) ->
              codes.forEach((code, amount) ->
                  assertThat(amount)
                      .as("%s of %s left, %s", code, period, this)
                      .isGreaterThan(CENT.negate())));
    }

    /// In the end only what credit notes gave back on purpose is missing, and no more than that.
    private void settled() {
      var documents = documents();
      done.merge(
          "interim",
          (int) documents.stream().filter(Documents.Document::isInterim).count(),
          Integer::sum);
      var left = Documents.sums(documents);
      var onPurpose = Documents.sums(Documents.onPurpose(documents));
      var givenUp = Documents.periodsGivenUp(documents);
      use.forEach((period, codes) -> {
        if (!givenUp.contains(period)) {
          codes.forEach((code, amount) -> {
            var asked = Documents.amount(left, period, code);
            var back = Documents.amount(onPurpose, period, code).negate().max(BigDecimal.ZERO);
            assertThat(amount.subtract(asked))
                .as(
                    "%s of %s: %s used, %s asked, %s given back, %s",
                    code, period, amount, asked, back, this)
                .isBetween(CENT.negate(), back.add(CENT));
          });
        }
      });
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + steps;
    }
  }
}
