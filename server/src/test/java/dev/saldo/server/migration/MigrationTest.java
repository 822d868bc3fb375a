package dev.saldo.server.migration;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.migration.Fleet.MIDDLE;
import static dev.saldo.server.migration.Fleet.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Customers of one version are moved to another, and pay what was foretold.
class MigrationTest {
  private static final String CATALOG =
      """
      catalog: %s
      currency: EUR
      billing: {from: calendar, zone: utc}
      units: {credit: {}}
      resources: {agents: Agents}
      plans:
        free: {title: Free}
        %s:
          title: Basic
          price: "%s"
          annual: {discount: "10"}
          resources: {agents: %s}
          credits: [{amount: "%s", resets: {every: month}}]
      coupons: %s
      products:
        extra: {title: Extra, kind: add_on, sold_on: {%s}, many: true}
      """;

  private static Fleet fleet;
  private static Node node;

  @BeforeAll
  static void start() {
    fleet = new Fleet();
    node = fleet.node;
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  private static void publish(String name, String plan, String price, String credits) {
    publish(
        name,
        plan,
        price,
        "5",
        credits,
        "{HALF: {title: Half, percent: \"50\"}}",
        plan + ": \"4\"");
  }

  private static void publish(
      String name,
      String plan,
      String price,
      String agents,
      String credits,
      String coupons,
      String soldOn) {
    node.publish(CATALOG.formatted(name, plan, price, agents, credits, coupons, soldOn));
  }

  @Test
  void whoIsMovedNowPaysWhatWasForetold() {
    publish("now", "basic", "20", "100");
    var plain = fleet.on("now", "basic", "");
    var extra = fleet.on("now", "basic", ",\"products\":{\"extra\":2}");
    var negotiated = fleet.on("now", "basic", ",\"overrides\":{\"price\":\"12\"}");
    var half = fleet.on("now", "basic", ",\"coupon\":\"HALF\"");
    var yearly = fleet.on("now", "basic", ",\"interval\":\"year\"");
    publish("now", "basic", "30", "150");
    for (var customer : new String[] {plain, extra, negotiated, half, yearly}) {
      fleet.advance(customer, MIDDLE);
    }

    var preview = expect(fleet.preview("now", "{\"from\":1,\"to\":2}"), 200);
    assertThat(row(preview, plain).text("before")).isEqualTo("20");
    assertThat(row(preview, plain).text("after")).isEqualTo("30");
    assertThat(row(preview, plain).text("difference")).isEqualTo("10");
    assertThat(row(preview, plain).text("charged")).isEqualTo("5");
    assertThat(row(preview, plain).text("credits/credit")).isEqualTo("25");
    assertThat(preview.text("totals/credits/credit")).isEqualTo("125");
    assertThat(preview.text("totals/complete")).isEqualTo("true");
    assertThat(row(preview, extra).text("after")).isEqualTo("38");
    assertThat(row(preview, negotiated).text("difference")).isEqualTo("0");
    assertThat(row(preview, half).text("charged")).isEqualTo("2.5");
    assertThat(row(preview, yearly).text("before")).isEqualTo("216");
    assertThat(row(preview, yearly).text("after")).isEqualTo("324");
    assertThat(preview.text("totals/customers")).isEqualTo("5");
    assertThat(preview.text("totals/sums/0/interval")).isEqualTo("month");
    assertThat(preview.text("totals/sums/0/before")).isEqualTo("80");
    assertThat(preview.text("totals/sums/0/after")).isEqualTo("110");
    assertThat(preview.text("totals/sums/0/charged")).isEqualTo("12.5");
    assertThat(preview.text("totals/sums/1/difference")).isEqualTo("108");
    assertThat(fleet.plan(plain)).isEqualTo("basic@1");

    var done = fleet.migrate("now", "{\"from\":1,\"to\":2}");
    assertThat(done.text("status")).isEqualTo("done");
    assertThat(done.text("moved")).isEqualTo("5");
    assertThat(done.text("left")).isEqualTo("0");
    assertThat(fleet.plan(plain)).isEqualTo("basic@2");
    // Half of the 50 credits more, from the middle of the month.
    assertThat(node.available(plain)).isEqualTo("125");
    assertThat(fleet.invoiced(plain, "2039-02-02T00:00:01Z"))
        .containsExactly("20.00", "5.00", "30.00");
    assertThat(fleet.invoiced(negotiated, "2039-02-02T00:00:01Z"))
        .containsExactly("12.00", "12.00");
    assertThat(fleet.invoiced(half, "2039-02-02T00:00:01Z"))
        .containsExactly("10.00", "2.50", "15.00");
  }

  @Test
  void whoIsMovedAtTheEndOfThePeriodPaysNothingBefore() {
    publish("later", "basic", "20", "100");
    var customer = fleet.on("later", "basic", "");
    var free = fleet.on("later", "free", "");
    publish("later", "basic", "30", "100");
    fleet.advance(customer, MIDDLE);

    var body = "{\"from\":1,\"to\":2,\"when\":\"period_end\"}";
    var preview = expect(fleet.preview("later", body), 200);
    assertThat(row(preview, customer).text("at")).isEqualTo("2039-02-01T00:00:00Z");
    assertThat(row(preview, customer).text("after")).isEqualTo("30");
    assertThat(row(preview, customer).text("charged")).isEmpty();
    assertThat(row(preview, free).text("at")).isEqualTo(Fleet.START);
    assertThat(row(preview, free).text("currency")).isEmpty();
    assertThat(fleet.migrate("later", body).text("moved")).isEqualTo("2");
    assertThat(fleet.plan(customer)).isEqualTo("basic@1");
    assertThat(fleet.plan(free)).isEqualTo("free@2");
    assertThat(fleet.invoiced(customer, "2039-02-02T00:00:01Z")).containsExactly("20.00", "30.00");
    assertThat(fleet.plan(customer)).isEqualTo("basic@2");
  }

  @Test
  void whoWasMovedIsMovedBackByTheSameDoor() {
    publish("back", "basic", "20", "100");
    var customer = fleet.on("back", "basic", "");
    publish("back", "basic", "30", "100");
    fleet.advance(customer, MIDDLE);
    fleet.migrate("back", "{\"to\":2}");
    assertThat(fleet.plan(customer)).isEqualTo("basic@2");
    var back = expect(fleet.preview("back", "{\"from\":2,\"to\":1}"), 200);
    assertThat(row(back, customer).text("difference")).isEqualTo("-10");
    assertThat(row(back, customer).text("charged")).isEqualTo("-5");
    assertThat(fleet.migrate("back", "{\"from\":2,\"to\":1,\"invoice\":\"next\"}").text("moved"))
        .isEqualTo("1");
    assertThat(fleet.plan(customer)).isEqualTo("basic@1");
    assertThat(fleet.invoiced(customer, "2039-02-02T00:00:01Z"))
        .containsExactly("20.00", "5.00", "15.00");
  }

  @Test
  void aRenamedPlanKeepsWhatWasNegotiated() {
    publish("renamed", "starter", "20", "100");
    var customer = fleet.on("renamed", "starter", ",\"overrides\":{\"price\":\"12\"}");
    publish("renamed", "entry", "30", "100");
    var gone = expect(fleet.preview("renamed", "{\"to\":2}"), 200);
    assertThat(row(gone, customer).text("why_not/reason")).isEqualTo("unknown_plan");
    assertThat(gone.text("totals/reasons/0/reason")).isEqualTo("unknown_plan");
    var renamed = "{\"to\":2,\"plans\":{\"starter\":\"entry\"}}";
    var preview = expect(fleet.preview("renamed", renamed), 200);
    assertThat(row(preview, customer).text("to/plan")).isEqualTo("entry");
    assertThat(row(preview, customer).text("after")).isEqualTo("12");
    fleet.migrate("renamed", renamed);
    assertThat(fleet.plan(customer)).isEqualTo("entry@2");
  }

  @Test
  void whoCantBeMovedIsToldOfInEveryLanguage() {
    publish("refused", "basic", "20", "100");
    var crowded = fleet.on("refused", "basic", "");
    expect(
        node.post(
            "/v1/resources",
            "{\"customer\":\"%s\",\"resource\":\"agents\",\"references\":[\"a\",\"b\"]}"
                .formatted(crowded)),
        201);
    var extra = fleet.on("refused", "basic", ",\"products\":{\"extra\":1}");
    var half = fleet.on("refused", "basic", ",\"coupon\":\"HALF\"");
    var paused = fleet.on("refused", "basic", "");
    expect(node.post("/v1/subscriptions/" + fleet.subscription(paused) + "/pause", "{}"), 200);
    var leaving = fleet.on("refused", "basic", "");
    expect(node.post("/v1/subscriptions/" + fleet.subscription(leaving) + "/cancel", "{}"), 200);
    var ended = fleet.on("refused", "basic", "");
    expect(
        node.post(
            "/v1/subscriptions/" + fleet.subscription(ended) + "/cancel", "{\"when\":\"now\"}"),
        200);
    var fine = fleet.on("refused", "basic", "");
    publish(
        "refused", "basic", "30", "1", "100", "{OTHER: {title: O, percent: \"1\"}}", "free: \"4\"");

    var done = fleet.migrate("refused", "{\"from\":1,\"to\":2,\"when\":\"period_end\"}");
    assertThat(done.text("moved")).isEqualTo("1");
    assertThat(done.text("refused")).isEqualTo("5");
    assertThat(fleet.plan(fine)).isEqualTo("basic@1");
    var path = "/v1/catalogs/refused/migrations/" + done.text("id") + "/refusals";
    var english = expect(node.get(path), 200);
    assertThat(row(english, crowded).text("why_not/code")).isEqualTo("downgrade_below_use");
    assertThat(row(english, extra).text("why_not/code")).isEqualTo("not_available_on_plan");
    assertThat(row(english, half).text("why_not/reason")).isEqualTo("unknown_coupon");
    assertThat(row(english, paused).text("why_not/code")).isEqualTo("invalid_state");
    assertThat(row(english, leaving).text("why_not/reason")).isEqualTo("already_arranged");
    assertThat(row(english, leaving).text("from/plan")).isEqualTo("basic");
    var spanish =
        expect(node.send(node.request(node.test, path).header("Accept-Language", "es").GET()), 200);
    assertThat(row(spanish, leaving).text("why_not/errors/0/detail")).contains("retírelo primero");
    var brazilian =
        expect(
            node.send(node.request(node.test, path).header("Accept-Language", "pt-BR").GET()), 200);
    assertThat(row(brazilian, leaving).text("why_not/errors/0/detail")).contains("desfaça isso");

    // An end that is arranged stays so when the plan changes before it; what a migration arranged
    // gives way.
    assertThat(fleet.migrate("refused", "{\"from\":1,\"to\":2}").text("moved")).isEqualTo("2");
    assertThat(fleet.plan(fine)).isEqualTo("basic@2");
    assertThat(fleet.plan(leaving)).isEqualTo("basic@2");
    fleet.advance(leaving, "2039-02-02T00:00:01Z");
    assertThat(expect(node.get("/v1/subscriptions?customer=" + leaving), 200).text("data/0/status"))
        .isEqualTo("ended");
  }

  private static final String TRIAL =
      """
      catalog: tried
      currency: EUR
      billing: {from: calendar, zone: utc}
      plans:
        ending: {title: Ending, price: "49.99", trial: {lasts: 14 days, then: ends}}
        going: {title: Going, price: "49.99", %s}
      """;

  /// What a trial's end costs stays as it was promised, or nothing is moved, and the preview says
  /// so.
  @Test
  void aTrialIsntTurnedIntoASubscription() {
    node.publish(TRIAL.formatted("trial: {lasts: 14 days, then: converts}"));
    var ending = fleet.on("tried", "ending", "");
    var going = fleet.on("tried", "going", "");
    node.publish(TRIAL.formatted("annual: {discount: \"10\"}"));

    var later = "{\"from\":1,\"to\":2,\"when\":\"period_end\"}";
    var atEnd = expect(fleet.preview("tried", later), 200);
    assertThat(row(atEnd, ending).text("why_not/reason")).isEqualTo("in_trial");
    assertThat(row(atEnd, ending).text("why_not/errors/0/detail")).contains("2039-01-15");
    assertThat(row(atEnd, going).text("to/version")).isEqualTo("2");
    assertThat(atEnd.text("totals/reasons/0/reason")).isEqualTo("in_trial");
    var atOnce = expect(fleet.preview("tried", "{\"from\":1,\"to\":2}"), 200);
    assertThat(row(atOnce, ending).text("to/version")).isEqualTo("2");
    assertThat(row(atOnce, going).text("why_not/reason")).isEqualTo("in_trial");

    assertThat(fleet.migrate("tried", later).text("moved")).isEqualTo("1");
    assertThat(fleet.migrate("tried", "{\"from\":1,\"to\":2}").text("moved")).isEqualTo("1");
    assertThat(fleet.invoiced(ending, "2039-01-16T12:00:00Z")).isEmpty();
    assertThat(expect(node.get("/v1/subscriptions?customer=" + ending), 200).text("data/0/status"))
        .isEqualTo("ended");
    assertThat(fleet.plan(ending)).isEqualTo("ending@2");
    fleet.advance(going, "2039-01-14T23:59:59Z");
    assertThat(fleet.plan(going)).isEqualTo("going@1");
    fleet.advance(going, "2039-01-15T00:00:01Z");
    assertThat(fleet.plan(going)).isEqualTo("going@2");
  }

  @Test
  void withTimeGivenResourcesAboveTheCountStay() {
    publish("graced", "basic", "20", "100");
    var crowded = fleet.on("graced", "basic", "");
    expect(
        node.post(
            "/v1/resources",
            "{\"customer\":\"%s\",\"resource\":\"agents\",\"references\":[\"a\",\"b\"]}"
                .formatted(crowded)),
        201);
    publish("graced", "basic", "20", "1", "100", "{}", "basic: \"4\"");
    var done = fleet.migrate("graced", "{\"to\":2,\"grace\":\"14 days\"}");
    assertThat(done.text("moved")).isEqualTo("1");
    assertThat(fleet.plan(crowded)).isEqualTo("basic@2");
  }

  @Test
  void thoseThatAreNamedAreMovedAlone() {
    publish("named", "basic", "20", "100");
    var one = fleet.on("named", "basic", "");
    var other = fleet.on("named", "basic", "");
    publish("named", "basic", "30", "100");
    var newest = fleet.on("named", "basic", "");
    var body = "{\"from\":1,\"to\":2,\"customers\":[\"%s\",\"%s\"]}".formatted(one, newest);
    var preview = expect(fleet.preview("named", body), 200);
    assertThat(preview.text("totals/customers")).isEqualTo("2");
    assertThat(row(preview, newest).text("why_not/reason")).isEqualTo("on_another_plan");
    assertThat(fleet.migrate("named", body).text("moved")).isEqualTo("1");
    assertThat(fleet.plan(one)).isEqualTo("basic@2");
    assertThat(fleet.plan(other)).isEqualTo("basic@1");
  }

  @Test
  void pagesTileTheListAndCursorsAreBoundToWhatWasAsked() {
    publish("paged", "basic", "20", "100");
    for (var i = 0; i < 5; i++) {
      fleet.on("paged", "basic", "");
    }
    publish("paged", "basic", "30", "100");
    var path = "/v1/catalogs/paged/migrations/preview?limit=2";
    var first = expect(node.post(path, "{\"to\":2}"), 200);
    assertThat(first.text("totals/customers")).isEqualTo("5");
    var seen = Fleet.items(first, "data").size();
    var page = first;
    while (page.text("has_more").equals("true")) {
      page = expect(node.post(path + "&cursor=" + page.text("next_cursor"), "{\"to\":2}"), 200);
      assertThat(page.text("totals/customers")).isEmpty();
      seen += Fleet.items(page, "data").size();
    }
    assertThat(seen).isEqualTo(5);
    var other = node.post(path + "&cursor=" + first.text("next_cursor"), "{\"from\":1,\"to\":2}");
    assertThat(expect(other, 400).code()).isEqualTo("invalid_cursor");
  }

  @Test
  void whatIsWrongIsSaid() {
    publish("wrong", "basic", "20", "100");
    publish("wrong", "entry", "30", "100");
    assertThat(expect(fleet.preview("nowhere", "{\"to\":2}"), 404).code()).isEqualTo("not_found");
    fault("{\"to\":9}", "/to", "reference_unknown");
    // Nothing is looked for in versions up to one that isn't there.
    var far = "{\"to\":1000000,\"plans\":{\"nobody\":\"nothing\"}}";
    fault(far, "/to", "reference_unknown");
    assertThat(Fleet.items(expect(fleet.preview("wrong", far), 422), "errors")).hasSize(1);
    fault("{\"from\":8,\"to\":2}", "/from", "reference_unknown");
    fault("{\"from\":2,\"to\":2}", "/to", "same_version");
    fault("{\"to\":2,\"plans\":{\"nobody\":\"entry\"}}", "/plans/nobody", "reference_unknown");
    fault("{\"to\":2,\"plans\":{\"basic\":\"nothing\"}}", "/plans/basic", "reference_unknown");
    fault("{\"to\":2,\"customers\":[\"who\"]}", "/customers/0", "reference_unknown");
    fault("{\"to\":2,\"customers\":[]}", "/customers", "too_few_items");
    fault("{\"to\":2,\"grace\":\"400 days\"}", "/grace", "number_out_of_range");
    fault("{\"to\":2,\"when\":\"soon\"}", "/when", "not_in_list");
    fault("{\"from\":0,\"to\":2}", "/from", "number_out_of_range");
    fault("{}", "/to", "field_required");
    var nobody = expect(fleet.preview("wrong", "{\"to\":1}"), 200);
    assertThat(nobody.text("totals/customers")).isEqualTo("0");
    var done = fleet.migrate("wrong", "{\"to\":2}");
    assertThat(done.text("status") + done.text("moved") + done.text("left")).isEqualTo("done00");
  }

  private static void fault(String body, String pointer, String code) {
    for (var path : new String[] {"/preview", ""}) {
      var answer = expect(node.post("/v1/catalogs/wrong/migrations" + path, body), 422);
      assertThat(answer.text("errors/0/pointer")).as(answer.body()).isEqualTo(pointer);
      assertThat(answer.text("errors/0/code")).as(answer.body()).isEqualTo(code);
    }
  }

  @Test
  void aRequestBeginsOne() {
    publish("once", "basic", "20", "100");
    publish("once", "basic", "30", "100");
    var path = "/v1/catalogs/once/migrations";
    var first = expect(node.post(node.test, path, "{\"to\":2}", "same"), 202);
    var again = expect(node.post(node.test, path, "{\"to\":2}", "same"), 202);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    var otherwise = node.post(node.test, path, "{\"from\":1,\"to\":2}", "same");
    assertThat(expect(otherwise, 422).code()).isEqualTo("idempotency_key_reused");
    assertThat(expect(node.get(path), 200).body()).contains(first.text("id"));
    var missing =
        node.request(node.test, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"to\":2}"));
    assertThat(expect(node.send(missing), 400).code()).isEqualTo("idempotency_key_required");
  }
}
