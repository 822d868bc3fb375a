package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Scope;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What isn't sold, and how that is said.
class SubscriptionRefusalTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gold  | | /plan | reference_unknown | There is no plan "gold".
          pro   | "products":{"nothing":1} | /products/nothing | reference_unknown | There is no product "nothing".
          pro   | "products":{"chat":1} | /products/chat | already_included | The plan "pro" includes "chat" already.
          pro   | "products":{"models":2} | /products/models | only_one | There can be only one of "models".
          basic | "products":{"voice":1} | /products/voice | needs_product | "voice" needs "chat".
          pro   | "seats":3 | /seats | not_per_seat | The plan "pro" isn't sold by the seat.
          basic | "interval":"year" | /interval | not_sold_by_the_year | The plan "basic" is sold by the month alone.
          pro   | "currency":"USD" | /currency | price_not_in_currency | Not everything of it has a price in USD.
          basic | "currency":"USX" | /currency | currency_unknown |
          pro   | "coupon":"NONE" | /coupon | reference_unknown | There is no coupon "NONE".
          pro   | "coupon":"ENDED" | /coupon | coupon_over | The coupon could be redeemed until 2020-01-02T00:00:00Z.
          pro   | "coupon":"TEAMS" | /coupon | coupon_for_other_plans | The coupon is for the plans team.
          pro   | "overrides":{"included":{"tokens":"5"}} | /overrides/included/tokens | reference_unknown | There is no meter "tokens".
          pro   | "overrides":{"resources":{"agents":5}} | /overrides/resources/agents | reference_unknown | There is no resource "agents".
          pro   | "overrides":{"discount":"101"} | /overrides/discount | amount_out_of_range |
          """)
  void whatIsNotSoldIsRefusedWithItsPlace(
      String plan, @Nullable String more, String pointer, String code, @Nullable String detail) {
    var customer = studio.customer("EUR");
    var refused = expect(studio.begin(customer, plan, more == null ? "" : more), 422);
    assertThat(refused.text("errors/0/pointer")).isEqualTo(pointer);
    assertThat(refused.text("errors/0/code")).isEqualTo(code);
    if (detail != null) {
      assertThat(refused.text("errors/0/detail")).isEqualTo(detail);
    }
    assertThat(expect(node.get("/v1/subscriptions?customer=" + customer), 200).body())
        .contains("\"data\":[]");
  }

  @Test
  void whatThePlanCannotHaveNamesThePlansThatCan() {
    var refused =
        expect(studio.begin(studio.customer("EUR"), "basic", "\"products\":{\"users\":1}"), 422);
    assertThat(refused.code()).isEqualTo("not_available_on_plan");
    assertThat(refused.text("item")).isEqualTo("users");
    assertThat(refused.text("plans")).isEqualTo("pro");
    assertThat(refused.text("detail")).contains("basic", "pro");
  }

  @Test
  void aRefusalSpeaksTheCallersLanguage() {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"studio\",\"plan\":\"pro\",\"seats\":3}"
            .formatted(studio.customer("EUR"));
    for (var language : List.of("es", "pt-BR")) {
      var answer =
          node.send(
              node.request(node.test, "/v1/subscriptions")
                  .header("Content-Type", "application/json")
                  .header("Accept-Language", language)
                  .header("Idempotency-Key", node.nextKey())
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.text("errors/0/detail"))
          .isEqualTo(
              language.equals("es")
                  ? "El plan \"pro\" no se vende por puesto."
                  : "O plano \"pro\" não é vendido por assento.");
    }
  }

  @Test
  void aKeyNeedsTheScope() {
    var id = studio.begun("pro", "");
    var reader = node.keyWith(Scope.SUBSCRIPTIONS_READ);
    expect(node.get(reader, "/v1/subscriptions/" + id), 200);
    assertThat(expect(node.post(reader, "/v1/subscriptions/" + id + "/undo", "{}"), 403).code())
        .isEqualTo("insufficient_scope");
    assertThat(node.get("/v1/subscriptions/sub_00000000000000000000000000").status())
        .isEqualTo(404);
  }
}
