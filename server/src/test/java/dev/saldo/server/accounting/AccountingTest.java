package dev.saldo.server.accounting;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The journal in money of a workspace in which things happen, held against its wallets.
class AccountingTest {
  private static final long SEED = 161_803;
  private static final String CATALOG =
      """
      catalog: money
      currency: EUR
      units: {credit: {}}
      billing: {from: calendar, zone: utc, credits_share: "60"}
      actions:
        use: {title: Use, price: {credits: "1", per: "1", of: amount}}
      plans:
        month:
          title: Month
          price: "31"
          credits: [{amount: "100", resets: {every: month, from: calendar, zone: utc}, rollover: {percent: "50"}}]
        year:
          title: Year
          price: "31"
          annual: {price: "372"}
          credits: [{amount: "200", resets: {every: month, from: calendar, zone: utc}}]
        free:
          title: Free
          credits: [{amount: "10", resets: {every: month, from: calendar, zone: utc}}]
      packs:
        hundred: {title: Hundred, credits: "300", price: "10", lives_for: 20 days}
      """;

  private final Node node = new Node();
  private int transfers;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @BeforeEach
  void start() {
    node.publish(CATALOG);
  }

  @AfterEach
  void stop() {
    try {
      assertThat(node.audited()).isEmpty();
    } finally {
      node.close();
    }
  }

  private String customer(String at) {
    var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    advance(customer, at);
    return customer;
  }

  private void advance(String customer, String to) {
    expect(node.post("/v1/test-clocks/" + customer + "/advance", "{\"to\":\"" + to + "\"}"), 200);
  }

  private void plan(String customer, String plan) {
    expect(
        node.put(
            "/v1/customers/" + customer + "/plan",
            "{\"catalog\":\"money\",\"plan\":\"" + plan + "\"}"),
        200);
  }

  private Node.Answer use(String customer, String amount) {
    return node.post(
        "/v1/charges",
        "{\"customer\":\"%s\",\"action\":\"use\",\"data\":{\"amount\":\"%s\"}}"
            .formatted(customer, amount));
  }

  private Node.Answer journal(String from, String until) {
    return expect(
        node.get("/v1/accounting/journal?currency=EUR&from=" + from + "&until=" + until), 200);
  }

  private static List<String> entries(Node.Answer journal) {
    var entries = new ArrayList<String>();
    for (var item : ((Json.Arr) journal.member("entries")).items()) {
      var entry = (Json.Obj) item;
      entries.add(
          "%s %s: %s to %s %s"
              .formatted(
                  text(entry, "day"),
                  text(entry, "what"),
                  text(entry, "debit"),
                  text(entry, "credit"),
                  text(entry, "amount")));
    }
    return entries;
  }

  private static String text(Json.Obj object, String name) {
    return ((Json.Text) Node.member(object, name)).value();
  }

  private static BigDecimal sum(Node.Answer journal, String what) {
    return new BigDecimal(journal.text("reconciliations/0/" + what));
  }

  @Test
  void aMonthOfAPlanIsEarnedByItsShares() {
    var customer = customer("2039-01-01T00:00:00Z");
    plan(customer, "month");
    advance(customer, "2039-01-01T12:00:00Z");
    expect(use(customer, "25"), 201);
    advance(customer, "2039-02-01T00:00:00Z");
    var first = journal("2039-01-01", "2039-01-02");
    assertThat(entries(first))
        .containsExactlyInAnyOrder(
            "2039-01-01 credits_sold: unbilled to deferred_revenue 18.6",
            "2039-01-01 invoiced: receivable to unbilled 18.6",
            "2039-01-01 invoiced: receivable to deferred_fees 12.4",
            "2039-01-01 credits_used: deferred_revenue to revenue 4.65",
            "2039-01-01 fees_earned: deferred_fees to revenue 0.4");
    assertThat(sum(first, "credits/closing")).isEqualByComparingTo("13.95");
    assertThat(sum(first, "fees/closing")).isEqualByComparingTo("12");
    var rest = journal("2039-01-02", "2039-02-01");
    assertThat(entries(rest)).hasSize(30).allMatch(entry -> entry.contains("fees_earned"));
    var turn = journal("2039-02-01", "2039-02-02");
    assertThat(entries(turn))
        .contains(
            "2039-02-01 credits_expired: deferred_revenue to breakage_revenue 6.975",
            "2039-02-01 credits_sold: unbilled to deferred_revenue 18.6");
    assertThat(sum(turn, "credits/opening")).isEqualByComparingTo("13.95");
    assertThat(sum(turn, "credits/closing")).isEqualByComparingTo("25.575");
    var summed =
        expect(node.get("/v1/accounting/journal?from=2039-01-02&until=2039-02-01&by=period"), 200);
    assertThat(entries(summed))
        .containsExactly("2039-01-31 fees_earned: deferred_fees to revenue 12");
  }

  @Test
  void aNewShareOfCreditsLeavesWhatWasChargedByTheOld() {
    node.publish(CATALOG.replace("money", "shared"));
    var customer = customer("2039-01-01T00:00:00Z");
    var path = "/v1/customers/" + customer + "/plan";
    expect(node.put(path, "{\"catalog\":\"shared\",\"plan\":\"month\"}"), 200);
    advance(customer, "2039-01-01T12:00:00Z");
    var before = journal("2039-01-01", "2039-01-02");
    assertThat(entries(before)).contains("2039-01-01 invoiced: receivable to unbilled 18.6");
    node.publish(
        CATALOG
            .replace("money", "shared")
            .replace("price: \"31\"", "price: \"62\"")
            .replace("\"60\"", "\"20\""));
    advance(customer, "2039-01-16T12:00:00Z");
    var changed = "{\"catalog\":\"shared\",\"plan\":\"month\",\"version\":2}";
    expect(node.put(path, changed), 200);
    advance(customer, "2039-01-16T12:00:01Z");
    assertThat(entries(journal("2039-01-01", "2039-01-02"))).isEqualTo(entries(before));
    // 15.50 given back of which 60 % paid for credits, 31.00 charged of which 20 % do.
    assertThat(entries(journal("2039-01-16", "2039-01-17")))
        .contains("2039-01-16 invoiced: unbilled to receivable 3.1");
  }

  @Test
  void aVoidInvoiceIsBookedTheOtherWayRoundWhenItIsDeclared() {
    var customer = customer("2039-01-01T00:00:00Z");
    plan(customer, "month");
    advance(customer, "2039-01-01T12:00:00Z");
    var page = expect(node.get("/v1/invoices?status=finalized&customer=" + customer), 200);
    advance(customer, "2039-01-03T12:00:00Z");
    var path = "/v1/invoices/" + page.text("data/0/id");
    expect(node.post(path + "/void", ""), 200);
    assertThat(entries(journal("2039-01-03", "2039-01-04")))
        .contains("2039-01-03 invoiced: unbilled to receivable 18.6");
    assertThat(
            node.tables()
                .rows("SELECT settled_at AT TIME ZONE 'UTC' FROM invoice WHERE status = 'void'"))
        .containsExactly("2039-01-03 12:00:00");
  }

  @Test
  void aYearsFeeBringsTwelveMonthsOfCredits() {
    var customer = customer("2039-01-01T00:00:00Z");
    expect(
        node.post(
            "/v1/subscriptions",
            "{\"customer\":\"%s\",\"catalog\":\"money\",\"plan\":\"year\",\"interval\":\"year\"}"
                .formatted(customer)),
        201);
    assertThat(entries(journal("2039-01-01", "2039-01-02")))
        .contains("2039-01-01 credits_sold: unbilled to deferred_revenue 18.6");
  }

  @Test
  void aFreePlansCreditsAreWorthNothing() {
    var customer = customer("2039-01-01T00:00:00Z");
    plan(customer, "free");
    expect(use(customer, "1"), 201);
    assertThat(entries(journal("2039-01-01", "2039-01-02"))).isEmpty();
  }

  @Test
  void aCustomersKeyAndAnotherWorkspaceSeeNothing() {
    var customer = customer("2039-01-01T00:00:00Z");
    plan(customer, "month");
    var path = "/v1/accounting/journal?from=2039-01-01&until=2039-02-01";
    var other = expect(node.get(node.other, path), 200);
    assertThat(((Json.Arr) other.member("entries")).items()).isEmpty();
    assertThat(node.get(node.keyWith(Scope.INVOICES_READ), path).status()).isEqualTo(403);
    assertThat(node.get("/v1/accounting/journal?from=2039-01-01&until=2041-01-01").status())
        .isEqualTo(400);
    assertThat(node.get("/v1/accounting/journal?from=2039-01-02&until=2039-01-02").status())
        .isEqualTo(400);
  }

  /// Whatever happens, what is deferred comes out to the last digit, however days are cut.
  @Test
  void anyDealingsReconcileToTheLastDigit() {
    for (var seed = SEED; seed < SEED + 4; seed++) {
      deal(new SplittableRandom(seed), "seed " + seed);
    }
    var opening = BigDecimal.ZERO;
    var openingFees = BigDecimal.ZERO;
    var random = new SplittableRandom(SEED);
    var balances = new TreeMap<String, BigDecimal>();
    var kinds = new TreeMap<String, Integer>();
    var end = LocalDate.of(2039, 5, 1);
    for (var from = LocalDate.of(2039, 1, 1); from.isBefore(end); ) {
      var until = from.plusDays(random.nextInt(1, 30));
      var part = journal(from.toString(), until.toString());
      var as = from + " until " + until;
      assertThat(part.text("reconciliations/0/reconciles")).as(as).isEqualTo("true");
      assertThat(sum(part, "credits/opening")).as(as).isEqualByComparingTo(opening);
      assertThat(sum(part, "fees/opening")).as(as).isEqualByComparingTo(openingFees);
      opening = sum(part, "credits/closing");
      openingFees = sum(part, "fees/closing");
      add(part, balances, kinds);
      from = until;
    }
    assertThat(kinds.keySet())
        .as("%s", outcomes)
        .contains(
            "credits_sold",
            "credits_returned",
            "credits_added",
            "credits_used",
            "credits_removed",
            "credits_expired",
            "invoiced",
            "fees_earned");
    assertThat(balances.get("deferred_revenue")).isEqualByComparingTo(opening);
    assertThat(balances.get("deferred_fees")).isEqualByComparingTo(openingFees);
    var total = balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(total).isEqualByComparingTo("0");
    assertThat(transfers).isGreaterThan(5);
    // Only what moved between lots is rounded, at the 12th decimal.
    assertThat(balances.getOrDefault("rounding", BigDecimal.ZERO).abs())
        .isLessThan(new BigDecimal("0.000000001"));
  }

  private static void add(
      Node.Answer part, Map<String, BigDecimal> balances, Map<String, Integer> kinds) {
    for (var item : ((Json.Arr) part.member("entries")).items()) {
      var entry = (Json.Obj) item;
      var amount = new BigDecimal(text(entry, "amount"));
      balances.merge(text(entry, "debit"), amount.negate(), BigDecimal::add);
      balances.merge(text(entry, "credit"), amount, BigDecimal::add);
      kinds.merge(text(entry, "what"), 1, Integer::sum);
    }
  }

  private void deal(SplittableRandom random, String as) {
    var customer = customer("2039-01-01T00:00:00Z");
    plan(customer, "month");
    expect(
        node.post(
            "/v1/grants",
            """
            {"customer":"%s","wallet":"side","kind":"purchased","amount":"70",
             "paid":{"amount":"0.99","currency":"EUR"}}
            """
                .formatted(customer)),
        201);
    var day = LocalDate.of(2039, 1, 1);
    var charges = new ArrayList<String>();
    var grants = new ArrayList<String>();
    for (var i = 0; i < 45; i++) {
      if (random.nextInt(3) == 0) {
        day = day.plusDays(random.nextInt(1, 6));
        advance(customer, day + "T0" + random.nextInt(10) + ":00:00Z");
      }
      var credits = BigDecimal.valueOf(random.nextLong(1, 60_000), 3).toPlainString();
      var done =
          switch (random.nextInt(9)) {
            case 0, 1, 2 -> use(customer, credits);
            case 3 -> sell(customer, credits, random.nextInt(1, 9_999));
            case 4 ->
                node.post(
                    "/v1/top-ups", "{\"customer\":\"" + customer + "\",\"pack\":\"hundred\"}");
            case 5 -> transfer(customer, credits, random.nextBoolean());
            case 6 -> refund(charges, random);
            case 7 -> correct(grants, credits, random);
            default -> revoke(grants, random);
          };
      outcomes.merge(done.status() + " " + done.code(), 1, Integer::sum);
      assertThat(done.status()).as(as + ": " + done.body()).isIn(201, 402, 404, 409, 422);
      if (done.status() == 201 && done.text("id").startsWith("chg_")) {
        charges.add(done.text("id"));
      }
      transfers += done.text("id").startsWith("trf_") ? 1 : 0;
      if (done.status() == 201 && done.text("id").startsWith("grt_")) {
        grants.add(done.text("id"));
      }
    }
  }

  private Node.Answer sell(String customer, String credits, int cents) {
    return node.post(
        "/v1/grants",
        """
        {"customer":"%s","kind":"purchased","amount":"%s","expires_in_days":15,
         "paid":{"amount":"%s","currency":"EUR"}}
        """
            .formatted(customer, credits, BigDecimal.valueOf(cents, 2)));
  }

  private Node.Answer transfer(String customer, String credits, boolean back) {
    return node.post(
        "/v1/transfers",
        "{\"customer\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"amount\":\"%s\"}"
            .formatted(customer, back ? "main" : "side", back ? "side" : "main", credits));
  }

  private Node.Answer refund(List<String> charges, SplittableRandom random) {
    if (charges.isEmpty()) {
      return node.get("/v1/charges/nothing");
    }
    var charge = charges.get(random.nextInt(charges.size()));
    return node.post("/v1/charges/" + charge + "/refunds", "{\"reason\":\"test\"}");
  }

  private Node.Answer correct(List<String> grants, String credits, SplittableRandom random) {
    if (grants.isEmpty()) {
      return node.get("/v1/grants/nothing");
    }
    var grant = grants.get(random.nextInt(grants.size()));
    var signed = random.nextBoolean() ? credits : "-" + credits;
    return node.post(
        "/v1/grants/" + grant + "/corrections",
        "{\"credits\":\"" + signed + "\",\"reason\":\"test\"}");
  }

  private Node.Answer revoke(List<String> grants, SplittableRandom random) {
    if (grants.isEmpty() || random.nextInt(3) > 0) {
      return node.get("/v1/grants/nothing");
    }
    var grant = grants.get(random.nextInt(grants.size()));
    return node.post("/v1/grants/" + grant + "/revoke", "{\"reason\":\"test\"}");
  }
}
