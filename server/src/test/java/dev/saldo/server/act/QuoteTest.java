package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.json.Json;
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
}
