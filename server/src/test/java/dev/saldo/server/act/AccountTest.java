package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a customer has and may do, over HTTP: grants, wallets, budgets, plan, choices, clocks; and
/// how it is told.
class AccountTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String of(String customer, String members) {
    return "{\"customer\":\"" + customer + "\"," + members + "}";
  }

  @Test
  void creditsAreGivenSoldCorrectedAndTakenBack() {
    var customer = node.customer("open");
    var grant =
        expect(
            node.post(
                "/v1/grants",
                of(
                    customer,
                    "\"kind\":\"purchased\",\"amount\":\"10\",\"expires_in_days\":30,"
                        + "\"paid\":{\"amount\":\"1.50\",\"currency\":\"EUR\"},\"priority\":5")),
            201);
    assertThat(grant.text("id")).startsWith("grt_");
    assertThat(grant.text("paid/amount")).isEqualTo("1.5");
    assertThat(grant.text("priority")).isEqualTo("5");
    var pack = expect(node.post("/v1/top-ups", of(customer, "\"pack\":\"ten\"")), 201);
    assertThat(pack.text("amount")).isEqualTo("10");
    assertThat(pack.text("paid/amount")).isEqualTo("1");
    assertThat(pack.text("balance/available")).isEqualTo("20");
    var path = "/v1/grants/" + grant.text("id");
    expect(node.post(path + "/corrections", "{\"credits\":\"-4\",\"reason\":\"typo\"}"), 201);
    assertThat(
            expect(node.post(path + "/corrections", "{\"credits\":\"-7\",\"reason\":\"x\"}"), 422)
                .code())
        .isEqualTo("exceeds_original");
    var revoked = expect(node.post(path + "/revoke", "{\"reason\":\"fraud\"}"), 201);
    assertThat(revoked.text("credits")).isEqualTo("-6");
    assertThat(node.available(customer)).isEqualTo("10");
    expect(node.post(path + "/revoke", "{\"reason\":\"again\"}"), 409);
    var list = expect(node.get("/v1/customers/" + customer + "/grants?sort=id"), 200);
    assertThat(list.text("data/0/id")).isEqualTo(grant.text("id"));
    assertThat(list.text("data/1/label")).isEqualTo("Ten credits");
  }

  @Test
  void aGrantThatMakesNoSenseIsRefused() {
    var customer = node.customer("open");
    for (var members :
        new String[] {
          "\"kind\":\"trial\"",
          "\"kind\":\"trial\",\"amount\":\"1\",\"pack\":\"ten\"",
          "\"amount\":\"1\"",
          "\"pack\":\"none\"",
          "\"kind\":\"trial\",\"amount\":\"1\",\"unit\":\"minute\"",
          "\"kind\":\"trial\",\"amount\":\"1\",\"expires_at\":\"2020-01-01T00:00:00Z\"",
          "\"kind\":\"trial\",\"amount\":\"0\"",
          "\"kind\":\"trial\",\"amount\":\"1\",\"paid\":{\"amount\":\"1\",\"currency\":\"XQX\"}"
        }) {
      assertThat(node.post("/v1/grants", of(customer, members)).status())
          .as(members)
          .isEqualTo(422);
    }
  }

  @Test
  void aSumGreaterThanCanBeKeptIsRefusedAndHarmsNobodyElse() {
    var customer = node.customer("open");
    var most = "\"kind\":\"trial\",\"amount\":\"99999999999999999999999999.999999999999\"";
    expect(node.post("/v1/grants", of(customer, most)), 201);
    var refused = expect(node.post("/v1/grants", of(customer, most)), 422);
    assertThat(refused.text("errors/0/code")).isEqualTo("amount_out_of_range");
    assertThat(node.ping(customer).status()).isEqualTo(201);
    assertThat(node.available(customer)).isEqualTo("99999999999999999999999998.999999999999");
  }

  @Test
  void aFutureGrantIsPendingUntilItsTime() {
    var customer = node.customer("open");
    var at = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    expect(
        node.post(
            "/v1/grants",
            of(customer, "\"kind\":\"trial\",\"amount\":\"9\",\"effective_at\":\"" + at + "\"")),
        201);
    var before = expect(node.get("/v1/customers/" + customer + "/balance"), 200);
    assertThat(before.text("wallets/0/available")).isEqualTo("0");
    assertThat(before.text("wallets/0/pending/0/amount")).isEqualTo("9");
    expect(
        node.post(
            "/v1/test-clocks/" + customer + "/advance",
            "{\"to\":\"" + at.plus(1, ChronoUnit.HOURS) + "\"}"),
        200);
    assertThat(node.available(customer)).isEqualTo("9");
    assertThat(expect(node.get("/v1/test-clocks/" + customer), 200).text("frozen"))
        .isEqualTo("true");
    assertThat(
            expect(
                    node.post(
                        "/v1/test-clocks/" + customer + "/advance",
                        "{\"to\":\"2026-01-01T00:00:00Z\"}"),
                    422)
                .text("reason"))
        .isEqualTo("in_the_past");
    var living = node.customer(node.live, "open");
    assertThat(
            expect(
                    node.post(
                        node.live,
                        "/v1/test-clocks/" + living + "/advance",
                        "{\"to\":\"2030-01-01T00:00:00Z\"}"),
                    409)
                .text("state"))
        .isEqualTo("live");
  }

  @Test
  void aBalanceIsWorthActsRoundedDown() {
    var customer = node.customer("open");
    node.give(customer, "3000");
    var balance = expect(node.get("/v1/customers/" + customer + "/balance"), 200);
    var worth =
        (Json.Arr)
            Node.member(
                (Json.Obj) ((Json.Arr) balance.member("wallets")).items().getFirst(),
                "equivalents");
    var found = new HashSet<String>();
    for (var one : worth.items()) {
      var object = (Json.Obj) one;
      found.add(text(object, "action") + "=" + text(object, "quantity"));
    }
    assertThat(found).contains("call=272.72", "ping=3000", "dear=60");
    assertThat(found.stream().noneMatch(one -> one.startsWith("report="))).isTrue();
  }

  private static String text(Json.Obj object, String name) {
    return ((Json.Text) Node.member(object, name)).value();
  }

  @Test
  void budgetsRefuseCountAndGo() {
    var customer = node.customer("basic");
    var root =
        expect(
            node.post(
                "/v1/budgets",
                of(
                    customer,
                    "\"name\":\"All\",\"scope\":{\"kind\":\"customer\"},\"every\":\"month\","
                        + "\"limit\":\"5\",\"notify_at\":[\"80\"]")),
            201);
    var leaf =
        expect(
            node.post(
                "/v1/budgets",
                of(
                    customer,
                    "\"name\":\"Ana\",\"parent\":\"%s\",\"every\":\"day\",\"limit\":\"0.30\","
                            .formatted(root.text("id"))
                        + "\"scope\":{\"kind\":\"member\",\"reference\":\"ana\"},\"currency\":\"EUR\"")),
            201);
    var ping = of(customer, "\"action\":\"ping\",\"member\":\"ana\"");
    for (var i = 0; i < 3; i++) {
      expect(node.post("/v1/charges", ping), 201);
    }
    var refused = expect(node.post("/v1/charges", ping), 402);
    assertThat(refused.code()).isEqualTo("budget_exceeded");
    assertThat(refused.text("budget")).isEqualTo("Ana");
    assertThat(refused.text("level")).isEqualTo("budget");
    assertThat(refused.text("left")).isEqualTo("0");
    assertThat(refused.text("currency")).isEqualTo("EUR");
    assertThat(refused.text("resets_at")).isNotEmpty();
    assertThat(refused.text("upgrade_url")).isEqualTo("https://example.com/upgrade");
    var standing = expect(node.get("/v1/budgets/" + root.text("id")), 200);
    assertThat(standing.text("used")).isEqualTo("3");
    assertThat(standing.text("left")).isEqualTo("2");
    var list = expect(node.get("/v1/budgets?customer=" + customer), 200);
    assertThat(((Json.Arr) list.member("data")).items()).hasSize(2);
    expect(node.delete("/v1/budgets/" + root.text("id")), 409);
    expect(
        node.put(
            "/v1/budgets/" + leaf.text("id"),
            "{\"name\":\"Ana\",\"every\":\"day\",\"limit\":\"100\",\"unit\":\"credit\","
                + "\"scope\":{\"kind\":\"member\",\"reference\":\"ana\"}}"),
        200);
    expect(node.post("/v1/charges", ping), 201);
    expect(node.delete("/v1/budgets/" + leaf.text("id")), 200);
    assertThat(node.get("/v1/budgets/" + leaf.text("id")).status()).isEqualTo(404);
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.text("budgets/0/used")).isEqualTo("4");
    assertThat(limits.text("quotas/0/left")).isEqualTo("2");
    assertThat(limits.text("rates/0/left")).isEqualTo("2");
  }

  @Test
  void aPlanIsChangedToWhatTheWorkspaceSells() {
    var customer = node.customer("open");
    var path = "/v1/customers/" + customer + "/plan";
    var changed = expect(node.put(path, "{\"plan\":\"basic\"}"), 200);
    assertThat(changed.text("catalog")).isEqualTo("acts@1");
    assertThat(changed.text("grants/0/amount")).isEqualTo("100");
    assertThat(expect(node.put(path, "{\"plan\":\"basic\"}"), 409).code())
        .isEqualTo("invalid_state");
    assertThat(expect(node.put(path, "{\"plan\":\"none\"}"), 422).code())
        .isEqualTo("reference_unknown");
    expect(node.put(path, "{\"plan\":\"basic\",\"catalog\":\"none\"}"), 422);
    expect(node.put(path, "{\"plan\":\"basic\",\"version\":9}"), 422);
  }

  @Test
  void overageNeedsConsentAndEndsWithIt() {
    var customer = node.customer("empty");
    var report = of(customer, "\"action\":\"report\"");
    expect(node.post("/v1/charges", report), 402);
    var path = "/v1/customers/" + customer + "/overage-consents";
    expect(node.post(path, "{\"action\":\"*\",\"granted_by\":\"Ana\",\"ceiling\":\"7\"}"), 201);
    var charge = expect(node.post("/v1/charges", report), 201);
    assertThat(charge.text("funding/overage")).isEqualTo("5");
    var refused = expect(node.post("/v1/charges", report), 402);
    assertThat(refused.code()).isEqualTo("overage_ceiling_reached");
    assertThat(refused.text("left")).isEqualTo("2");
    expect(node.delete(path + "/*"), 200);
    assertThat(expect(node.post("/v1/charges", report), 402).code())
        .isEqualTo("insufficient_credits");
  }

  @Test
  void theHardLimitSwitchesThePreventiveBlockOff() {
    var customer = node.customer("blocked");
    var path = "/v1/customers/" + customer + "/settings";
    expect(node.put(path, "{\"preventive_block_percent\":\"101\"}"), 422);
    var set = expect(node.put(path, "{\"hard_limit\":false}"), 200);
    assertThat(set.text("hard_limit")).isEqualTo("false");
    var limits = expect(node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.text("settings/hard_limit")).isEqualTo("false");
  }

  @Test
  void aCheckChangesNothing() {
    var customer = node.customer("basic");
    var passed =
        expect(
            node.post("/v1/check", of(customer, "\"action\":\"call\",\"data\":{\"seconds\":60}")),
            200);
    assertThat(passed.text("allowed")).isEqualTo("true");
    assertThat(passed.text("charge/credits")).isEqualTo("11");
    assertThat(passed.text("charge/balance/available")).isEqualTo("89");
    var refused = expect(node.post("/v1/check", of(customer, "\"action\":\"report\"")), 200);
    assertThat(refused.text("allowed")).isEqualTo("false");
    assertThat(refused.text("problem/code")).isEqualTo("feature_not_included");
    assertThat(node.available(customer)).isEqualTo("100");
  }

  @Test
  void theLedgerIsAChainInPages() {
    var customer = node.customer("basic");
    for (var i = 0; i < 5; i++) {
      expect(node.ping(customer), 201);
    }
    var path = "/v1/customers/" + customer + "/ledger?sort=sequence&limit=4";
    var first = expect(node.get(path), 200);
    assertThat(first.text("data/0/sequence")).isEqualTo("1");
    assertThat(first.text("data/0/debit")).isEqualTo("issued");
    assertThat(first.text("data/1/credit")).isEqualTo("consumed");
    assertThat(first.text("data/1/kind")).isEqualTo("charge");
    assertThat(first.text("data/1/hash")).hasSize(64);
    var second = expect(node.get(path + "&cursor=" + first.text("next_cursor")), 200);
    assertThat(second.text("data/0/sequence")).isEqualTo("5");
    assertThat(second.text("has_more")).isEqualTo("false");
    var tampered = node.get(path + "&cursor=x" + first.text("next_cursor"));
    assertThat(expect(tampered, 400).code()).isEqualTo("invalid_cursor");
    var others =
        node.get(
            "/v1/customers/"
                + node.customer("basic")
                + "/ledger?sort=sequence&limit=4&cursor="
                + first.text("next_cursor"));
    assertThat(expect(others, 400).code()).isEqualTo("invalid_cursor");
  }

  @Test
  void theFeedShowsEachChangeOnceInOrder() {
    var start = follow("", new HashSet<>());
    var customer = node.customer("basic");
    var ids = new HashSet<String>();
    for (var i = 0; i < 12; i++) {
      ids.add(expect(node.ping(customer), 201).text("id"));
    }
    var seen = new HashSet<String>();
    follow(start, seen);
    assertThat(seen).containsAll(ids);
    var foreign = expect(node.get(node.other, "/v1/changes"), 200);
    assertThat(foreign.body()).doesNotContain(customer);
    expect(node.get(node.other, "/v1/changes?cursor=" + start), 400);
  }

  /// Reads on to the end; answers where it is.
  private static String follow(String cursor, Set<String> seen) {
    var at = cursor;
    while (true) {
      var page =
          expect(node.get("/v1/changes?limit=5" + (at.isEmpty() ? "" : "&cursor=" + at)), 200);
      for (var change : ((Json.Arr) page.member("data")).items()) {
        assertThat(seen.add(text((Json.Obj) change, "id"))).isTrue();
      }
      at = page.text("next_cursor");
      if (page.text("has_more").equals("false")) {
        return at;
      }
    }
  }

  @Test
  void aReceiptTellsTheWholeStoryInThreeLanguages() {
    var customer = node.customer("basic");
    var charge =
        expect(
            node.post(
                "/v1/charges",
                of(
                    customer,
                    "\"action\":\"llm.call\",\"data\":{\"model\":\"small\",\"input_tokens\":1500,"
                        + "\"output_tokens\":250}")),
            201);
    var path = charge.text("receipt");
    var english = expect(node.get(path), 200);
    assertThat(english.text("answer/credits")).isEqualTo("2");
    assertThat(english.text("entries/0/sequence")).isEqualTo("2");
    assertThat(english.text("entries/0/hash")).hasSize(64);
    assertThat(english.text("event/data/model")).isEqualTo("small");
    assertThat(english.body())
        .contains(
            "Model call: 2 credit on the plan Basic",
            "The meter \\\"output\\\" counted 250.",
            "1500 of input at 1 credit for 1000, by small in acts@1, makes 1.5 credit.",
            "Ledger entry 2: 2 credit from " + charge.text("funding/grants/0/grant"));
    assertThat(in(path, "es").body()).contains("El medidor \\\"output\\\" contó 250.", "son 1,5");
    assertThat(in(path, "pt-BR").body()).contains("O medidor \\\"output\\\" contou 250.", "dá 1,5");
    var refund =
        expect(
            node.post(
                "/v1/charges/" + charge.text("id") + "/refunds", "{\"reason\":\"bad answer\"}"),
            201);
    assertThat(expect(node.get(refund.text("receipt")), 200).body())
        .contains("Reason: bad answer.", "went back to the grant");
    var hold =
        expect(
            node.post("/v1/holds", of(customer, "\"action\":\"call\",\"data\":{\"seconds\":60}")),
            201);
    assertThat(expect(node.get(hold.text("receipt")), 200).body()).contains("were set aside");
    var capture =
        expect(
            node.post("/v1/holds/" + hold.text("id") + "/capture", "{\"data\":{\"seconds\":30}}"),
            201);
    assertThat(expect(node.get(capture.text("receipt")), 200).body())
        .contains("5.5 credit were used of the 11 credit set aside");
  }

  private static Node.Answer in(String path, String language) {
    return expect(
        node.send(node.request(node.test, path).header("Accept-Language", language).GET()), 200);
  }
}
