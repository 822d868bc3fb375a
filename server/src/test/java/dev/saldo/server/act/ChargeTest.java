package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Scope;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Charges and holds over HTTP: what they answer, and what they are refused with.
class ChargeTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aChargeSaysHowItsPriceCameAboutAndWhatCoveredIt() {
    var customer = node.customer("basic");
    var charge =
        expect(
            node.post(
                "/v1/charges",
                """
                {"customer":"%s","action":"llm.call","member":"ana","agent_run":"run-1",
                 "data":{"model":"small","input_tokens":1500,"output_tokens":"250.5"},
                 "execution":{"id":"ex-1","automation":"drafts","status":"cut_off",
                              "started_at":"2026-01-01T00:00:00Z"}}
                """
                    .formatted(customer)),
            201);
    assertThat(charge.text("id")).startsWith("chg_");
    assertThat(charge.text("object")).isEqualTo("charge");
    assertThat(charge.text("customer")).isEqualTo(customer);
    assertThat(charge.text("credits")).isEqualTo("2.001");
    assertThat(charge.text("unit")).isEqualTo("credit");
    assertThat(charge.text("lines/1/component")).isEqualTo("output");
    assertThat(charge.text("lines/1/unit_price")).isEqualTo("2");
    assertThat(charge.text("lines/1/per")).isEqualTo("1000");
    assertThat(charge.text("lines/1/credits")).isEqualTo("0.501");
    assertThat(charge.text("funding/grants/0/grant")).startsWith("grt_");
    assertThat(charge.text("funding/grants/0/credits")).isEqualTo("2.001");
    assertThat(charge.text("balance/available")).isEqualTo("97.999");
    assertThat(charge.text("catalog")).isEqualTo("acts@1");
    assertThat(charge.text("plan")).isEqualTo("basic");
    assertThat(charge.text("member/id")).isEqualTo("ana");
    assertThat(charge.text("automation/id")).isEqualTo("drafts");
    assertThat(charge.text("execution/status")).isEqualTo("cut_off");
    assertThat(charge.text("agent_run")).isEqualTo("run-1");
    assertThat(charge.text("receipt")).isEqualTo("/v1/receipts/" + charge.text("id"));
    assertThat(node.get("/v1/charges/" + charge.text("id")).body()).isEqualTo(charge.body());
  }

  @Test
  void aPlainChargeIsAShortAnswer() {
    var charge = expect(node.ping(node.customer("basic")), 201);
    assertThat(charge.bytes().length).isLessThan(900);
  }

  /// Each line: plan, what is posted besides the customer, status, code, members it must have.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          basic | "action":"report"                                | 403 | feature_not_included | level,feature,plans,upgrade_url
          basic | "action":"upload","data":{"bytes":1001}          | 422 | item_too_large       | level,requested,limit
          basic | "action":"call","data":{"seconds":60000}         | 402 | insufficient_credits | level,needed,available,left,upgrade_url
          basic | "action":"dear"                                  | 409 | confirmation_required | confirmation_token,credits
          basic | "action":"nothing"                               | 422 | reference_unknown    | reason,explanation
          basic | "action":"llm.call","data":{"model":"none","input_tokens":1,"output_tokens":1} | 422 | not_available_on_plan | reason
          basic | "action":"llm.call","data":{"model":"small"}     | 422 | field_required       | errors
          basic | "action":"call","data":{"seconds":1.5}           | 422 | amount_invalid       | errors
          basic | "action":"call","data":{"seconds":"-5"}          | 422 | amount_negative      | errors
          basic | "action":"call","data":{"seconds":{"a":1}}       | 422 | wrong_type           | errors
          basic | "action":"ping","balance":99                     | 422 | unknown_field        | errors
          basic | "action":"ping","wallet":"none","replaces":"x"   | 404 | not_found            |
          empty | "action":"ping"                                  | 402 | insufficient_credits | shortfall
          open  | "action":"ping"                                  | 402 | insufficient_credits | shortfall
          """)
  void aRefusalHasItsCodeAndFigures(
      String plan, String members, int status, String code, String needed) {
    var customer = node.customer(plan);
    var answer = node.post("/v1/charges", "{\"customer\":\"" + customer + "\"," + members + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.text("type")).isEqualTo("/problems/" + code.replace('_', '-'));
    if (needed != null) {
      for (var member : needed.split(",", -1)) {
        assertThat(answer.json().names()).contains(member);
      }
    }
  }

  @Test
  void aQuotaRefusesWithItsResetAndARateWithItsHeaders() {
    var customer = node.customer("basic");
    for (var action : new String[] {"stamp", "pong"}) {
      var body = "{\"customer\":\"" + customer + "\",\"action\":\"" + action + "\"}";
      expect(node.post("/v1/charges", body), 201);
      expect(node.post("/v1/charges", body), 201);
      var refused = expect(node.post("/v1/charges", body), 429);
      assertThat(refused.header("retry-after")).isPresent();
      if (action.equals("stamp")) {
        assertThat(refused.code()).isEqualTo("quota_exceeded");
        assertThat(refused.text("resets_at")).endsWith("-01T00:00:00Z");
        assertThat(refused.text("left")).isEqualTo("0");
      } else {
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header("ratelimit-policy")).contains("\"pongs\";q=2;w=60");
        assertThat(refused.header("ratelimit").orElse("")).startsWith("\"pongs\";r=0;t=");
      }
    }
  }

  @Test
  void thePreventiveBlockYieldsToAKeyThatMayPassIt() {
    var customer = node.customer("blocked");
    var call =
        "{\"customer\":\"%s\",\"action\":\"call\",\"data\":{\"seconds\":\"330\"}}"
            .formatted(customer);
    expect(node.post("/v1/charges", call), 201);
    var key = node.keyWith(Scope.CHARGES_WRITE);
    var ping = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
    var refused = expect(node.post(key, "/v1/charges", ping), 402);
    assertThat(refused.code()).isEqualTo("preventive_block");
    assertThat(refused.text("threshold")).isEqualTo("50");
    expect(node.post("/v1/charges", ping), 201);
  }

  @Test
  void aPriceIsConfirmedByItsTokenAlone() {
    var customer = node.customer("basic");
    var body = "{\"customer\":\"%s\",\"action\":\"dear\"%s}";
    var token =
        expect(node.post("/v1/charges", body.formatted(customer, "")), 409)
            .text("confirmation_token");
    var other = node.customer("basic");
    var confirmed = ",\"confirmation_token\":\"" + token + "\"";
    expect(node.post("/v1/charges", body.formatted(other, confirmed)), 409);
    expect(
        node.post("/v1/charges", body.formatted(customer, ",\"confirmation_token\":\"cnf_x\"")),
        409);
    expect(node.post("/v1/charges", body.formatted(customer, confirmed)), 201);
  }

  @Test
  void onlyAnEffectBindsAKey() {
    var customer = node.customer("open");
    var body = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
    expect(node.post(node.test, "/v1/charges", body, "bind"), 402);
    node.give(customer, "5");
    var first = expect(node.post(node.test, "/v1/charges", body, "bind"), 201);
    assertThat(first.header("idempotent-replayed")).isEmpty();
    var again = expect(node.post(node.test, "/v1/charges", body, "bind"), 201);
    assertThat(again.header("idempotent-replayed")).contains("true");
    assertThat(again.body()).isEqualTo(first.body());
    var reordered = "{\"action\":\"ping\", \"customer\":\"" + customer + "\"}";
    expect(node.post(node.test, "/v1/charges", reordered, "bind"), 201);
    var changed = "{\"customer\":\"" + customer + "\",\"action\":\"ping\",\"member\":\"m\"}";
    assertThat(expect(node.post(node.test, "/v1/charges", changed, "bind"), 422).code())
        .isEqualTo("idempotency_key_reused");
    assertThat(expect(node.post(node.test, "/v1/holds", body, "bind"), 422).code())
        .isEqualTo("idempotency_key_reused");
    assertThat(node.available(customer)).isEqualTo("4");
  }

  @Test
  void aHoldIsCapturedLessAndGivesBackTheRest() {
    var customer = node.customer("basic");
    var hold =
        expect(
            node.post(
                "/v1/holds",
                "{\"customer\":\"%s\",\"action\":\"call\",\"data\":{\"seconds\":60},"
                        .formatted(customer)
                    + "\"expires_in_seconds\":600}"),
            201);
    assertThat(hold.text("credits")).isEqualTo("11");
    assertThat(hold.text("balance/held")).isEqualTo("11");
    assertThat(node.available(customer)).isEqualTo("89");
    var path = "/v1/holds/" + hold.text("id");
    expect(node.post(path + "/extend", "{\"expires_in_seconds\":900}"), 200);
    assertThat(expect(node.get(path), 200).text("state")).isEqualTo("open");
    assertThat(node.get(path).text("expires_at")).isGreaterThan(hold.text("expires_at"));
    var over = expect(node.post(path + "/capture", "{\"data\":{\"seconds\":61}}"), 422);
    assertThat(over.code()).isEqualTo("exceeds_original");
    var charge = expect(node.post(path + "/capture", "{\"data\":{\"seconds\":30}}"), 201);
    assertThat(charge.text("credits")).isEqualTo("5.5");
    assertThat(charge.text("released")).isEqualTo("5.5");
    assertThat(charge.text("hold")).isEqualTo(hold.text("id"));
    assertThat(node.available(customer)).isEqualTo("94.5");
    assertThat(node.get(path).text("captured_by")).isEqualTo(charge.text("id"));
    var ended = expect(node.post(path + "/release", "{}"), 409);
    assertThat(ended.code()).isEqualTo("invalid_state");
    assertThat(ended.text("state")).isEqualTo("captured");
  }

  @Test
  void creditsSetAsideAreShortOnlyForTheMoment() {
    var customer = node.customer("basic");
    var hold =
        expect(
            node.post(
                "/v1/holds",
                "{\"customer\":\"%s\",\"action\":\"ping\",\"credits\":\"100\"}"
                    .formatted(customer)),
            201);
    var refused = expect(node.ping(customer), 402);
    assertThat(refused.code()).isEqualTo("temporarily_reserved");
    assertThat(refused.text("held")).isEqualTo("100");
    assertThat(refused.header("retry-after")).isPresent();
    expect(node.post("/v1/holds/" + hold.text("id") + "/release", "{}"), 200);
    expect(node.ping(customer), 201);
  }

  @Test
  void aRefundRestoresTheGrantAndNoMoreThanTheCharge() {
    var customer = node.customer("basic");
    var charge = expect(node.ping(customer), 201);
    var path = "/v1/charges/" + charge.text("id") + "/refunds";
    var half = expect(node.post(path, "{\"credits\":\"0.5\",\"reason\":\"late\"}"), 201);
    assertThat(half.text("restored/0/grant")).isEqualTo(charge.text("funding/grants/0/grant"));
    assertThat(expect(node.post(path, "{\"credits\":\"0.6\",\"reason\":\"x\"}"), 422).code())
        .isEqualTo("exceeds_original");
    expect(node.post(path, "{\"reason\":\"the rest\"}"), 201);
    var third = node.post(path, "{\"reason\":\"again\"}");
    assertThat(third.status()).as(third.body()).isIn(409, 422);
    assertThat(
            node.post("/v1/charges/" + half.text("id") + "/refunds", "{\"reason\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(node.available(customer)).isEqualTo("100");
  }

  @Test
  void ofAThousandChargesForTheLastCreditOnePasses() {
    var customer = node.customer("open");
    node.give(customer, "1");
    var body = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
    var waiting = new ArrayList<CompletableFuture<Node.Answer>>();
    for (var i = 0; i < 1_000; i++) {
      waiting.add(node.later(node.test, "/v1/charges", body, "last-" + i));
    }
    var answers = waiting.stream().map(CompletableFuture::join).toList();
    var statuses =
        answers.stream().collect(Collectors.groupingBy(Node.Answer::status, Collectors.counting()));
    assertThat(statuses).isEqualTo(Map.of(201, 1L, 402, 999L));
  }

  @Test
  void anotherWorkspacesThingsDontExist() {
    var customer = node.customer("basic");
    var charge = expect(node.ping(customer), 201).text("id");
    var hold =
        expect(
                node.post("/v1/holds", "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}"),
                201)
            .text("id");
    var absent = node.get(node.other, "/v1/charges/chg_00000000000000000000000000");
    for (var key : new String[] {node.other, node.live}) {
      for (var path :
          new String[] {
            "/v1/charges/" + charge,
            "/v1/receipts/" + charge,
            "/v1/holds/" + hold,
            "/v1/customers/" + customer + "/balance",
            "/v1/customers/" + customer + "/ledger",
            "/v1/budgets?customer=" + customer
          }) {
        var answer = node.get(key, path);
        assertThat(answer.status()).as(path).isEqualTo(404);
        assertThat(withoutRequest(answer)).isEqualTo(withoutRequest(absent));
      }
      for (var path :
          new String[] {"/v1/holds/" + hold + "/capture", "/v1/charges/" + charge + "/refunds"}) {
        assertThat(
                node.post(key, path, path.endsWith("refunds") ? "{\"reason\":\"x\"}" : "{}")
                    .status())
            .as(path)
            .isEqualTo(404);
      }
      assertThat(
              node.post(
                      key, "/v1/charges", "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}")
                  .status())
          .isEqualTo(404);
    }
  }

  @Test
  void aBoundKeyReachesItsCustomerAloneAndActsAsItsAutomation() {
    var customer = node.customer("basic");
    var another = node.customer("basic");
    var automation =
        expect(
                node.post(
                    "/v1/customers/" + customer + "/automations",
                    "{\"external_id\":\"drafts\",\"name\":\"Drafts\"}"),
                201)
            .text("id");
    var key = node.boundTo(customer, automation);
    var ping = "{\"customer\":\"%s\",\"action\":\"ping\"%s}";
    var charge = expect(node.post(key, "/v1/charges", ping.formatted(customer, "")), 201);
    assertThat(charge.text("automation/id")).isEqualTo("drafts");
    assertThat(charge.text("automation/name")).isEqualTo("Drafts");
    expect(node.post(key, "/v1/charges", ping.formatted(customer, ",\"automation\":\"x\"")), 404);
    expect(node.post(key, "/v1/charges", ping.formatted(another, "")), 404);
    var foreign = expect(node.ping(another), 201).text("id");
    for (var path :
        new String[] {
          "/v1/charges/" + foreign,
          "/v1/receipts/" + foreign,
          "/v1/customers/" + another + "/balance",
          "/v1/changes"
        }) {
      assertThat(node.get(key, path).status()).as(path).isEqualTo(404);
    }
    expect(node.get(key, charge.text("receipt")), 200);
  }

  @Test
  void aKeyWithoutTheScopeOrAnIdempotencyKeyIsRefused() {
    var customer = node.customer("basic");
    var body = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
    var reader = node.keyWith(Scope.CHARGES_READ);
    assertThat(expect(node.post(reader, "/v1/charges", body), 403).code())
        .isEqualTo("insufficient_scope");
    var bare =
        node.send(
            node.request(node.test, "/v1/charges")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    assertThat(expect(bare, 400).code()).isEqualTo("idempotency_key_required");
  }

  private static String withoutRequest(Node.Answer answer) {
    return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  void noMethodChangesWhatIsInTheBooks() {
    var customer = node.customer("basic");
    var charge = expect(node.ping(customer), 201).text("id");
    var ledger = "/v1/customers/" + customer + "/ledger";
    var before = expect(node.get(ledger), 200).body();
    for (var path :
        List.of(ledger, "/v1/receipts/" + charge, "/v1/changes", "/v1/accounting/journal")) {
      for (var method : List.of("DELETE", "PATCH", "PUT", "POST")) {
        var answer =
            node.send(
                node.request(node.test, path)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", node.nextKey())
                    .header("X-HTTP-Method-Override", "GET")
                    .method(method, HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.status()).as(method + " " + path).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
      }
      // What only pretends to be another method is the one that it is.
      var pretended =
          node.send(
              node.request(node.test, ledger).header("X-HTTP-Method-Override", "DELETE").GET());
      assertThat(pretended.status()).isEqualTo(200);
    }
    var entry = ledger + "/1";
    for (var method : List.of("DELETE", "PATCH", "PUT")) {
      var gone =
          node.send(
              node.request(node.test, entry)
                  .header("Idempotency-Key", node.nextKey())
                  .method(method, HttpRequest.BodyPublishers.noBody()));
      assertThat(gone.status()).as(method).isIn(404, 405);
    }
    assertThat(expect(node.get(ledger), 200).body()).isEqualTo(before);
  }
}
