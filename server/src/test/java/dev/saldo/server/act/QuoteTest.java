package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.json.Json;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Quotes by HTTP: for a plan, for all plans, and what isn't one.
class QuoteTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = Studio.open().node;
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Node.Answer quote(String more) {
    return node.post("/v1/quotes", "{\"catalog\":\"studio\"" + more + "}");
  }

  @Test
  void aPlanIsQuotedLineByLine() {
    var quote =
        expect(
            quote(",\"plan\":\"pro\",\"products\":{\"users\":12},\"usage\":{\"queries\":12500}"),
            200);
    assertThat(quote.text("lines/0/amount")).isEqualTo("49.99");
    assertThat(quote.text("lines/1/amount")).isEqualTo("161.89");
    assertThat(quote.text("lines/2/quantity")).isEqualTo("7500");
    assertThat(quote.text("lines/2/amount")).isEqualTo("112.5");
    assertThat(quote.text("total")).isEqualTo("324.38");
    assertThat(quote.body()).doesNotContain("\"plans\"");
  }

  @Test
  void withoutAPlanAllAreComparedAndTheCheapestThatServesIsTaken() {
    var quote = expect(quote(",\"products\":{\"models\":1}"), 200);
    assertThat(quote.text("plan")).isEqualTo("pro");
    assertThat(quote.text("total")).isEqualTo("1249.98");
    assertThat(((Json.Arr) quote.member("plans")).items()).hasSize(5);
    assertThat(quote.text("plans/1/plan")).isEqualTo("basic");
    assertThat(quote.text("plans/1/why_not/code")).isEqualTo("not_available_on_plan");
    assertThat(quote.text("plans/1/why_not/detail")).contains("pro");
    var dollars = expect(quote(",\"currency\":\"USD\",\"usage\":{\"queries\":\"1100\"}"), 200);
    assertThat(dollars.text("plans/1/total")).isEqualTo("24.99");
    assertThat(dollars.text("plans/2/why_not/errors/0/code")).isEqualTo("price_not_in_currency");
  }

  @Test
  void whatHasNoMeaningIsRefusedWithItsPlace() {
    assertThat(expect(quote(",\"plan\":\"gold\""), 422).text("errors/0/pointer"))
        .isEqualTo("/plan");
    assertThat(expect(quote(",\"products\":{\"cars\":1}"), 422).text("errors/0/pointer"))
        .isEqualTo("/products/cars");
    assertThat(expect(quote(",\"usage\":{\"miles\":1}"), 422).text("errors/0/pointer"))
        .isEqualTo("/usage/miles");
    for (var wrong : new String[] {"-1", "1.5", "\"-1\"", "true", "[1]", "{\"a\":\"x\"}"}) {
      assertThat(expect(quote(",\"usage\":{\"queries\":" + wrong + "}"), 422).text("errors/0/code"))
          .as(wrong)
          .isEqualTo("amount_invalid");
    }
    assertThat(
            expect(quote(",\"plan\":\"basic\",\"interval\":\"year\""), 422).text("errors/0/code"))
        .isEqualTo("not_sold_by_the_year");
  }

  // --- Actions, by the catalog of everything ---

  private static Node.Answer actions(String actions, String more) {
    return node.post(
        "/v1/quotes", "{\"catalog\":\"acts\",\"actions\":[" + actions + "]" + more + "}");
  }

  private static void at(String pointer, String code, Node.Answer answer) {
    assertThat(expect(answer, 422).text("errors/0/pointer")).as(answer.body()).isEqualTo(pointer);
    assertThat(answer.text("errors/0/code")).as(answer.body()).isEqualTo(code);
  }

  @Test
  void anActionWithoutMeaningIsRefusedWithItsPlace() {
    var good = "{\"action\":\"ping\"},";
    at("/actions/1/action", "reference_unknown", actions(good + "{\"action\":\"fly\"}", ""));
    at("/actions/0/count", "number_out_of_range", actions("{\"action\":\"ping\",\"count\":0}", ""));
    at(
        "/actions/0/count",
        "number_out_of_range",
        actions("{\"action\":\"ping\",\"count\":-5}", ""));
    at(
        "/actions/0/count",
        "number_out_of_range",
        actions("{\"action\":\"ping\",\"count\":1000000000001}", ""));
    at("/actions/0/count", "wrong_type", actions("{\"action\":\"ping\",\"count\":\"2\"}", ""));
    at("/actions/0/action", "field_required", actions("{\"count\":2}", ""));
    at("/actions/0/time", "unknown_field", actions("{\"action\":\"ping\",\"time\":2}", ""));
    at(
        "/actions",
        "too_many_items",
        actions(good.repeat(101).substring(0, good.length() * 101 - 1), ""));
    at("/credits", "amount_invalid", actions("", ",\"credits\":\"many\""));
    at("/unit", "reference_unknown", actions("", ",\"credits\":\"5\",\"unit\":\"gold\""));
    at("/resources/cars", "reference_unknown", actions("", ",\"resources\":{\"cars\":1}"));
    at("/features/0", "reference_unknown", actions("", ",\"features\":[\"flying\"]"));
    at(
        "/actions/0/original",
        "validation_failed",
        actions("{\"action\":\"ping\",\"original\":{\"action\":\"ping\"}}", ""));
  }

  @Test
  void whatAnActIsPricedByIsRefusedWithItsPlace() {
    var call = "{\"action\":\"llm.call\",\"data\":{%s}}";
    at(
        "/actions/0/data/model",
        "field_required",
        actions(call.formatted("\"input_tokens\":1"), ""));
    at(
        "/actions/0/data/output_tokens",
        "field_required",
        actions(call.formatted("\"model\":\"small\",\"input_tokens\":1"), ""));
    at(
        "/actions/0/data/input_tokens",
        "amount_negative",
        actions(call.formatted("\"model\":\"small\",\"input_tokens\":-1,\"output_tokens\":1"), ""));
    at(
        "/actions/0/data/model",
        "not_available_on_plan",
        actions(call.formatted("\"model\":\"huge\",\"input_tokens\":1,\"output_tokens\":1"), ""));
    at("/actions/0/data/model", "wrong_type", actions(call.formatted("\"model\":{}"), ""));
    at("/actions/0/original", "field_required", actions("{\"action\":\"redo\"}", ""));
    at(
        "/actions/0/original/action",
        "reference_unknown",
        actions("{\"action\":\"redo\",\"original\":{\"action\":\"fly\"}}", ""));
    at(
        "/actions/0/count",
        "amount_out_of_range",
        actions(
            "{\"action\":\"call\",\"data\":{\"seconds\":\"99999999999999999999999999\"},"
                + "\"count\":1000000000000}",
            ""));
    var upload = actions("{\"action\":\"upload\",\"data\":{\"bytes\":1001}}", "");
    assertThat(expect(upload, 422).code()).isEqualTo("item_too_large");
  }

  @Test
  void eachPlanSaysInTheReadersLanguageWhyItDoesNotServe() {
    var body = "{\"catalog\":\"acts\",\"actions\":[{\"action\":\"report\"}]}";
    for (var language : List.of("en isn't included", "es no está incluido", "pt-BR não está")) {
      var words = language.split(" ", 2);
      var answer =
          node.send(
              node.request(node.test, "/v1/quotes")
                  .header("Content-Type", "application/json")
                  .header("Accept-Language", words[0])
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(expect(answer, 200).text("plans/0/why_not/detail")).contains(words[1]);
    }
  }
}
