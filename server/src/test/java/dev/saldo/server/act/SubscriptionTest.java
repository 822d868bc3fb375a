package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Subscriptions by HTTP: begun, looked at, changed, paused, resumed, ended, and what they would
/// cost.
class SubscriptionTest {
  private static Studio studio;
  private static Node node;

  @BeforeAll
  static void start() {
    studio = Studio.open();
    node = studio.node;
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  // --- Begun and looked at ---

  @Test
  void oneIsBegunOnceAndFoundByItsIdAndCustomer() {
    var customer = studio.customer("EUR");
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"studio\",\"plan\":\"pro\",\"products\":{\"users\":2}}"
            .formatted(customer);
    var first = expect(node.post(node.test, "/v1/subscriptions", body, "begin-once"), 201);
    var again = expect(node.post(node.test, "/v1/subscriptions", body, "begin-once"), 201);
    assertThat(again.body()).isEqualTo(first.body());
    var id = first.text("subscription/id");
    var found = studio.get(id);
    assertThat(found.text("status")).isEqualTo("active");
    assertThat(found.text("plan")).isEqualTo("pro");
    assertThat(found.text("currency")).isEqualTo("EUR");
    assertThat(found.text("products/users")).isEqualTo("2");
    assertThat(found.text("customer")).isEqualTo(customer);
    var listed = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    assertThat(listed.text("data/0/id")).isEqualTo(id);
    assertThat(listed.text("has_more")).isEqualTo("false");
    assertThat(expect(studio.begin(customer, "basic", ""), 409).text("state")).isEqualTo("active");
  }

  @Test
  void whatWasDoneWithAnOldOneIsAnsweredAgainAndNothingElse() {
    var customer = studio.customer("EUR");
    var old = expect(studio.begin(customer, "basic", ""), 201).text("subscription/id");
    var path = "/v1/subscriptions/" + old;
    var now = "{\"when\":\"now\"}";
    var changed = node.post(node.test, path + "/change", "{\"plan\":\"pro\"}", "changed-once");
    expect(changed, 200);
    var ended = expect(node.post(node.test, path + "/cancel", now, "ended-once"), 200);
    var next = expect(studio.begin(customer, "basic", ""), 201).text("subscription/id");
    assertThat(next).isNotEqualTo(old);
    var again = expect(node.post(node.test, path + "/cancel", now, "ended-once"), 200);
    assertThat(again.bytes()).isEqualTo(ended.bytes());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(
            expect(
                    node.post(node.test, path + "/change", "{\"plan\":\"pro\"}", "changed-once"),
                    200)
                .bytes())
        .isEqualTo(changed.bytes());
    assertThat(expect(node.post(node.test, path + "/cancel", "", "ended-once"), 422).code())
        .isEqualTo("idempotency_key_reused");
    for (var act : List.of("cancel", "pause", "resume", "undo")) {
      expect(node.post(path + "/" + act, ""), 404);
    }
    expect(node.post(path + "/change", "{\"plan\":\"pro\"}"), 404);
    expect(node.get(path), 404);
    assertThat(studio.get(next).text("status")).isEqualTo("active");
  }

  @Test
  void aPlanWithoutAFeeHasNone() {
    var customer = studio.customer("EUR");
    var answer = expect(studio.begin(customer, "free", ""), 201);
    assertThat(answer.body()).doesNotContain("subscription\":");
    assertThat(expect(node.get("/v1/subscriptions?customer=" + customer), 200).body())
        .contains("\"data\":[]");
  }

  @Test
  void theCurrencyIsTheCustomersOwnWhereTheCatalogSellsInIt() {
    var dollars = expect(studio.begin(studio.customer("USD"), "basic", ""), 201);
    assertThat(dollars.text("subscription/currency")).isEqualTo("USD");
    var reais = expect(studio.begin(studio.customer("BRL"), "basic", ""), 201);
    assertThat(reais.text("subscription/currency")).isEqualTo("EUR");
    var asked = expect(studio.begin(studio.customer("EUR"), "basic", "\"currency\":\"USD\""), 201);
    assertThat(asked.text("subscription/currency")).isEqualTo("USD");
    var put =
        expect(
            node.put(
                "/v1/customers/" + studio.customer("USD") + "/plan",
                "{\"catalog\":\"studio\",\"plan\":\"basic\"}"),
            200);
    assertThat(put.text("subscription/currency")).isEqualTo("USD");
    var made =
        expect(
            node.post(
                "/v1/customers",
                "{\"external_id\":\"made-%s\",\"name\":\"S\",\"currency\":\"USD\","
                        .formatted(node.nextKey())
                    + "\"catalog\":\"studio\",\"plan\":\"basic\"}"),
            201);
    var listed = expect(node.get("/v1/subscriptions?customer=" + made.text("id")), 200);
    assertThat(listed.text("data/0/currency")).isEqualTo("USD");
  }

  @Test
  void whatWasNegotiatedHolds() {
    var id =
        studio.begun("team", "\"seats\":5,\"overrides\":{\"price\":\"20\",\"discount\":\"10\"}");
    var next = studio.preview(id, "{\"seats\":6,\"when\":\"period_end\"}");
    assertThat(next.text("lines/0/quantity")).isEqualTo("6");
    assertThat(next.text("lines/0/unit_price")).isEqualTo("18");
    assertThat(next.text("sum")).isEqualTo("108");
    assertThat(studio.get(id).text("overrides/price")).isEqualTo("20");
  }

  // --- Changed ---

  @Test
  void aChangeInTheMiddleCostsTheDifferenceOfTheHalfThatIsLeft() {
    var id = studio.begun("basic", "");
    studio.toTheMiddle(id);
    var looked = studio.preview(id, "{\"plan\":\"pro\"}");
    assertThat(studio.lines(looked)).hasSize(2);
    assertThat(looked.text("lines/0/code")).isEqualTo("basic");
    assertThat(looked.text("lines/0/quantity")).isEqualTo("-1");
    assertThat(looked.text("lines/0/exact")).isEqualTo("-9.995");
    assertThat(looked.text("lines/0/amount")).isEqualTo("-10");
    assertThat(looked.text("lines/1/exact")).isEqualTo("24.995");
    assertThat(looked.text("lines/1/amount")).isEqualTo("25");
    assertThat(looked.text("sum")).isEqualTo("15");
    assertThat(looked.text("subscription/plan")).isEqualTo("pro");
    assertThat(studio.get(id).text("plan")).isEqualTo("basic");

    var changed = expect(studio.act(id, "change", "{\"plan\":\"pro\"}"), 200);
    assertThat(changed.text("plan")).isEqualTo("pro");
    assertThat(changed.text("subscription/id")).isEqualTo(id);
    assertThat(studio.get(id).text("plan")).isEqualTo("pro");
    assertThat(expect(studio.act(id, "change", "{\"plan\":\"pro\"}"), 409).code())
        .isEqualTo("invalid_state");
  }

  @Test
  void productsAreAddedAndTakenAwayWhileOthersStay() {
    var id = studio.begun("pro", "\"products\":{\"users\":3}");
    expect(studio.act(id, "change", "{\"products\":{\"models\":1}}"), 200);
    assertThat(studio.get(id).text("products/users")).isEqualTo("3");
    assertThat(studio.get(id).text("products/models")).isEqualTo("1");
    expect(studio.act(id, "change", "{\"products\":{\"users\":0}}"), 200);
    assertThat(studio.get(id).text("products/users")).isEmpty();
    assertThat(studio.get(id).text("products/models")).isEqualTo("1");
  }

  @Test
  void aSetupFeeIsPaidOnce() {
    var id = studio.begun("pro", "");
    var first = studio.preview(id, "{\"products\":{\"models\":1},\"when\":\"period_end\"}");
    assertThat(first.text("sum")).isEqualTo("1249.98");
    expect(studio.act(id, "change", "{\"products\":{\"models\":1}}"), 200);
    expect(studio.act(id, "change", "{\"products\":{\"models\":0}}"), 200);
    var again = studio.preview(id, "{\"products\":{\"models\":1},\"when\":\"period_end\"}");
    assertThat(again.text("sum")).isEqualTo("249.98");
  }

  @Test
  void whatIsArrangedHappensWithThePeriodsEndAndCanBeTakenBack() {
    var id = studio.begun("pro", "");
    var arranged =
        expect(studio.act(id, "change", "{\"plan\":\"basic\",\"when\":\"period_end\"}"), 200);
    assertThat(arranged.text("what")).isEqualTo("change_arranged");
    assertThat(studio.get(id).text("at_period_end/plan")).isEqualTo("basic");
    assertThat(studio.get(id).text("plan")).isEqualTo("pro");
    assertThat(expect(studio.act(id, "undo", ""), 200).text("what")).isEqualTo("undone");
    assertThat(studio.get(id).text("at_period_end/plan")).isEmpty();
    assertThat(expect(studio.act(id, "undo", ""), 409).text("state")).isEqualTo("nothing_arranged");
    expect(studio.act(id, "change", "{\"plan\":\"basic\",\"when\":\"period_end\"}"), 200);
    var until = studio.get(id).text("current_period/until");
    studio.toTheEnd(id);
    assertThat(studio.get(id).text("plan")).isEqualTo("basic");
    assertThat(studio.get(id).text("current_period/from")).isEqualTo(until);
  }

  @Test
  void aYearIsTwelveMonthsLessTheDiscount() {
    var id = studio.begun("pro", "");
    var year = studio.preview(id, "{\"interval\":\"year\",\"when\":\"period_end\"}");
    assertThat(year.text("lines/0/exact")).isEqualTo("539.892");
    assertThat(year.text("sum")).isEqualTo("539.89");
    assertThat(
            expect(studio.act(id, "preview", "{\"plan\":\"basic\",\"interval\":\"year\"}"), 422)
                .text("errors/0/code"))
        .isEqualTo("not_sold_by_the_year");
  }

  // --- Ended, paused, resumed ---

  @Test
  void oneEndsWithItsPeriodOrAtOnce() {
    var id = studio.begun("pro", "");
    assertThat(expect(studio.act(id, "cancel", ""), 200).text("what")).isEqualTo("end_arranged");
    assertThat(studio.get(id).text("at_period_end/what")).isEqualTo("end");
    expect(studio.act(id, "undo", ""), 200);
    studio.toTheMiddle(id);
    var back = studio.preview(id, "{\"what\":\"cancel\",\"when\":\"now\",\"refund\":true}");
    assertThat(back.text("sum")).isEqualTo("-25");
    assertThat(studio.lines(studio.preview(id, "{\"what\":\"cancel\",\"when\":\"now\"}")))
        .isEmpty();
    assertThat(expect(studio.act(id, "cancel", "{\"when\":\"now\"}"), 200).text("what"))
        .isEqualTo("ended");
    assertThat(studio.get(id).text("status")).isEqualTo("ended");
    for (var act : List.of("cancel", "pause", "resume", "undo")) {
      assertThat(studio.act(id, act, "{}").status()).as(act).isEqualTo(409);
    }
    assertThat(studio.act(id, "change", "{\"plan\":\"basic\"}").status()).isEqualTo(409);
    var customer = studio.get(id).text("customer");
    var next = expect(studio.begin(customer, "basic", ""), 201).text("subscription/id");
    assertThat(next).isNotEqualTo(id);
    assertThat(node.get("/v1/subscriptions/" + id).status()).isEqualTo(404);
  }

  @Test
  void aPauseLeavesNoPlanUntilItIsResumed() {
    var id = studio.begun("pro", "");
    studio.toTheMiddle(id);
    expect(studio.act(id, "pause", "{\"refund\":true}"), 200);
    assertThat(studio.get(id).text("status")).isEqualTo("paused");
    var customer = studio.get(id).text("customer");
    assertThat(
            node.post(
                    "/v1/charges", "{\"customer\":\"%s\",\"action\":\"query\"}".formatted(customer))
                .status())
        .isEqualTo(409);
    assertThat(expect(studio.begin(customer, "basic", ""), 409).text("state")).isEqualTo("paused");
    expect(studio.act(id, "resume", ""), 200);
    assertThat(studio.get(id).text("status")).isEqualTo("active");
    assertThat(studio.get(id).text("plan")).isEqualTo("pro");
  }

  @Test
  void aTrialCostsNothingUntilItIsOver() {
    var id = studio.begun("tried", "");
    var trial = studio.get(id);
    assertThat(trial.text("status")).isEqualTo("trialing");
    assertThat(trial.text("trial_until")).isEqualTo(trial.text("current_period/until"));
    studio.toTheEnd(id);
    assertThat(studio.get(id).text("status")).isEqualTo("active");
    assertThat(studio.get(id).text("current_period/from")).isEqualTo(trial.text("trial_until"));
  }

  // --- Coupons and packs ---

  @Test
  void aCouponDiscountsItsPeriodsAndWhatIsGivenBackIsWhatWasPaid() {
    var id = studio.begun("pro", "\"coupon\":\"HALF\"");
    assertThat(studio.get(id).text("coupons/0/applied")).isEqualTo("true");
    studio.toTheMiddle(id);
    var back = studio.preview(id, "{\"what\":\"cancel\",\"when\":\"now\",\"refund\":true}");
    assertThat(back.text("lines/0/exact")).isEqualTo("-24.995");
    assertThat(back.text("lines/1/exact")).isEqualTo("12.4975");
    assertThat(expect(studio.act(id, "coupons", "{\"code\":\"HALF\"}"), 409).text("state"))
        .isEqualTo("redeemed");
    studio.toTheEnd(id);
    assertThat(studio.get(id).body()).contains("\"coupons\":[]");
    assertThat(expect(studio.act(id, "coupons", "{\"code\":\"HALF\"}"), 409).text("state"))
        .as("a code that was used up isn't redeemed a second time")
        .isEqualTo("redeemed");
    assertThat(expect(studio.act(id, "coupons", "{\"code\":\"TEAMS\"}"), 422).text("errors/0/code"))
        .isEqualTo("coupon_for_other_plans");
  }

  @Test
  void aCouponRedeemedLaterDiscountsTheNextPeriod() {
    var id = studio.begun("pro", "");
    studio.toTheMiddle(id);
    expect(studio.act(id, "coupons", "{\"code\":\"HALF\"}"), 200);
    assertThat(studio.get(id).text("coupons/0/applied")).isEqualTo("false");
    var next = studio.preview(id, "{\"products\":{\"users\":1},\"when\":\"period_end\"}");
    assertThat(next.text("sum")).isEqualTo("32.49");
  }

  @Test
  void packsAreSoldByQuantityToWhoeverHasAPlan() {
    var id = studio.begun("team", "");
    var customer = studio.get(id).text("customer");
    var sold =
        expect(
            node.post(
                "/v1/top-ups",
                "{\"customer\":\"%s\",\"pack\":\"ten\",\"quantity\":3,\"invoice\":\"next\"}"
                    .formatted(customer)),
            201);
    assertThat(sold.text("amount")).isEqualTo("30");
    assertThat(sold.text("paid/amount")).isEqualTo("12");
    assertThat(
            expect(
                    node.post(
                        "/v1/top-ups",
                        "{\"customer\":\"%s\",\"pack\":\"none\"}".formatted(customer)),
                    422)
                .text("errors/0/detail"))
        .isEqualTo("There is no pack \"none\".");
    var free = studio.customer("EUR");
    expect(studio.begin(free, "free", ""), 201);
    var plain =
        expect(
            node.post("/v1/top-ups", "{\"customer\":\"%s\",\"pack\":\"ten\"}".formatted(free)),
            201);
    assertThat(plain.text("paid/amount")).isEqualTo("4");
  }
}
