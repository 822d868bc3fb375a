package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a preview shows is what is issued: lines, taxes and totals, whatever changes at whatever
/// instant, however it is taxed.
class PreviewLaws {
  private static final int SEEDS = 36;
  private static final Instant START = Instant.parse("2039-01-01T00:00:00Z");

  private static final String CATALOG =
      """
      catalog: %s
      currency: EUR
      meters:
        calls: {event: call, aggregate: sum, property: calls}
        stored: {event: stored, aggregate: max, property: gigabytes}
      actions:
        call: {title: Call}
        stored: {title: Stored}
      plans:
        basic:
          title: Basic
          price: "19.99"
          usage:
            calls: {included: "100", price: "0.037"}
            stored: {included: "1", price: "0.11"}
        pro:
          title: Pro
          price: "49.99"
          annual: {discount: "10"}
          setup: "7.77"
          usage:
            calls: {included: "1000", price: "0.019"}
        team:
          title: Team
          price: "9.95"
          per_seat: true
      products:
        users: {title: Users, kind: add_on, sold_on: {basic: "3.33", pro: "14.99", team: "1.01"}, many: true, setup: "5"}
      coupons:
        HALF: {title: Half, percent: "50", periods: 2}
        OFF: {title: Off, percent: "7.5", periods: 3}
      billing: {from: anniversary, zone: utc, prices_include_tax: %s}
      """;

  private static final String PARTY =
      "{\"name\":\"Somebody\",\"address\":[\"1 Street\"],\"country\":\"ES\",\"tax_id\":\"ESB12345674\"}";

  private static final List<String> TAXES =
      List.of(
          "{\"category\":\"standard\",\"percent\":\"21\"}",
          "{\"category\":\"standard\",\"percent\":\"8.875\"}",
          "{\"category\":\"reverse_charge\",\"reason\":\"Reverse charge\"}",
          "{\"category\":\"exempt\",\"reason\":\"Exempt\"}",
          "{\"category\":\"zero\"}");

  private static Till till;

  @BeforeAll
  static void start() {
    till = new Till("without", CATALOG.formatted("without", "false"));
    till.node.publish(CATALOG.formatted("with", "true"));
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// One customer with a subscription, and what is asked of it.
  private record Case(String customer, String subscription, Instant now) {
    static Optional<Case> any(SplittableRandom random) {
      var from = START.plusSeconds(random.nextInt(40 * 86_400));
      var customer = till.at(from.toString());
      tax(customer, TAXES.get(random.nextInt(TAXES.size())));
      var body =
          "{\"customer\":\"%s\",\"catalog\":\"%s\",%s%s}"
              .formatted(
                  customer,
                  random.nextBoolean() ? "with" : "without",
                  items(random),
                  random.nextInt(3) == 0
                      ? ",\"coupon\":\"" + (random.nextBoolean() ? "HALF" : "OFF") + "\""
                      : "");
      var begun = till.node.post("/v1/subscriptions", body);
      if (begun.status() != 201) {
        return Optional.empty();
      }
      var days = random.nextInt(3) == 0 ? 45 : 28;
      var now = from.plusSeconds(1 + random.nextInt(days * 86_400));
      if (random.nextBoolean()) {
        var used = from.plus(Duration.between(from, now).dividedBy(2));
        till.calls(customer, random.nextInt(3_000), used.toString());
        till.stored(customer, String.valueOf(1 + random.nextInt(9)), used.toString());
      }
      till.advance(customer, now.toString());
      return Optional.of(new Case(customer, begun.text("subscription/id"), now));
    }

    private static String items(SplittableRandom random) {
      var plan = List.of("basic", "pro", "team").get(random.nextInt(3));
      var seats = plan.equals("team") ? ",\"seats\":" + (1 + random.nextInt(9)) : "";
      var users =
          random.nextBoolean() ? ",\"products\":{\"users\":" + (1 + random.nextInt(5)) + "}" : "";
      var year = plan.equals("pro") && random.nextInt(3) == 0 ? ",\"interval\":\"year\"" : "";
      return "\"plan\":\"" + plan + "\"" + seats + users + year;
    }

    /// The act's path, and a body that both it and the preview take.
    private static String[] request(SplittableRandom random) {
      var when = random.nextBoolean() ? "now" : "period_end";
      if (random.nextInt(4) == 0) {
        var refund = random.nextBoolean();
        return new String[] {"cancel", "\"when\":\"%s\",\"refund\":%s".formatted(when, refund)};
      }
      var invoice = random.nextBoolean() ? "now" : "next";
      return new String[] {
        "change", items(random) + ",\"when\":\"%s\",\"invoice\":\"%s\"".formatted(when, invoice)
      };
    }

    Node.Answer act(String name, String body) {
      return till.node.post("/v1/subscriptions/" + subscription + "/" + name, body);
    }
  }

  private static void tax(String customer, String tax) {
    var body = "{\"party\":" + PARTY + ",\"tax\":" + tax + "}";
    expect(till.node.put("/v1/customers/" + customer + "/billing-profile", body), 200);
  }

  /// What an invoice asks for, without its number, its days and whom it is from and to.
  private record Asked(Json kind, Json period, Json lines, Json taxes, Json totals) {
    static Asked of(Json.Obj invoice) {
      return new Asked(
          Node.member(invoice, "object"),
          Optional.ofNullable(invoice.find("period")).orElse(Json.NULL),
          Node.member(invoice, "lines"),
          Node.member(invoice, "taxes"),
          Node.member(invoice, "totals"));
    }
  }

  private static List<Json.Obj> documents(Node.Answer preview) {
    return ((Json.Arr) preview.member("invoices"))
        .items().stream().map(Json.Obj.class::cast).toList();
  }

  private static List<Asked> issued(String customer) {
    var asked = new ArrayList<Asked>();
    for (var one : till.byStatus(customer, "")) {
      if (!one.text("number").isEmpty()) {
        asked.add(Asked.of(one.json()));
      }
    }
    return asked;
  }

  @Test
  void whatIsShownIsWhatIsIssued() {
    var compared = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var any = Case.any(random);
      if (any.isPresent()) {
        compared += compare(seed, random, any.get());
      }
    }
    assertThat(compared).isGreaterThan(SEEDS / 2);
  }

  private static int compare(int seed, SplittableRandom random, Case one) {
    var request = Case.request(random);
    var isEnd = request[0].equals("cancel");
    var preview =
        one.act("preview", "{" + (isEnd ? "\"what\":\"cancel\"," : "") + request[1] + "}");
    var before = issued(one.customer());
    var acted = one.act(request[0], "{" + request[1] + "}");
    assertThat(preview.status()).as("seed %d: %s", seed, acted.body()).isEqualTo(acted.status());
    if (preview.status() != 200) {
      return 0;
    }
    till.advance(one.customer(), one.now().plusSeconds(1).toString());
    var shown = documents(preview);
    var all = shown.stream().map(Asked::of).toList();
    var atOnce = new ArrayList<>(issued(one.customer()));
    before.forEach(atOnce::remove);
    assertThat(all).as("seed %d: %s", seed, request[1]).containsAll(atOnce);
    var last = one.now().plusSeconds(1);
    for (var document : shown) {
      var due = Instant.parse(((Json.Text) Node.member(document, "finalize_at")).value());
      last = due.isAfter(last) ? due : last;
    }
    till.advance(one.customer(), last.plusSeconds(1).toString());
    assertThat(issued(one.customer())).as("seed %d: %s", seed, request[1]).containsAll(all);
    return shown.size();
  }

  /// Half of what the plans' difference costs for 15 of 31 days: -9.67 and 24.19, and 21 % on it.
  @Test
  void aSpanishCustomerSeesTheTaxItWillPay() {
    var customer = till.at("2039-01-01T00:00:00Z");
    tax(customer, TAXES.getFirst());
    var id = begun(customer, "without", "basic");
    till.advance(customer, "2039-01-17T00:00:00Z");
    var change = "{\"plan\":\"team\",\"seats\":5,\"when\":\"now\"}";
    var preview = expect(till.node.post("/v1/subscriptions/" + id + "/preview", change), 200);
    // 49.75 × 15/31 = 24.07, 19.99 × 15/31 = 9.67.
    assertThat(preview.text("sum")).isEqualTo("14.4");
    assertThat(preview.text("invoices/0/totals/net")).isEqualTo("14.40");
    assertThat(preview.text("invoices/0/taxes/0/tax_percent")).isEqualTo("21");
    assertThat(preview.text("invoices/0/totals/tax")).isEqualTo("3.02");
    assertThat(preview.text("invoices/0/totals/due")).isEqualTo("17.42");
  }

  @Test
  void whatIsGivenBackIsCarriedOnOrACreditNote() {
    var customer = till.at("2039-01-01T00:00:00Z");
    tax(customer, TAXES.getFirst());
    var id = begun(customer, "without", "basic");
    till.advance(customer, "2039-01-17T00:00:00Z");
    var path = "/v1/subscriptions/" + id + "/preview";
    var less = expect(till.node.post(path, "{\"plan\":\"team\",\"when\":\"now\"}"), 200);
    assertThat(less.text("invoices/0/totals/due")).isEqualTo("0.00");
    assertThat(less.text("invoices/0/lines/2/kind")).isEqualTo("carried");
    var cancel = "{\"what\":\"cancel\",\"when\":\"now\",\"refund\":true}";
    var end = expect(till.node.post(path, cancel), 200);
    assertThat(end.text("invoices/0/object")).isEqualTo("credit_note");
    assertThat(end.text("invoices/0/totals/gross")).isEqualTo("11.70");
  }

  private static String begun(String customer, String catalog, String plan) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"%s\",\"plan\":\"%s\"}"
            .formatted(customer, catalog, plan);
    return expect(till.node.post("/v1/subscriptions", body), 201).text("subscription/id");
  }
}
