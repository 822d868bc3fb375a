package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Credits are carried by the rule of the plan that brought them, whatever command it is that finds
/// a new period to have begun.
class CarriedCreditsTest {
  private static final String CATALOG =
      """
      catalog: carried
      currency: EUR
      units:
        credit: {list_prices: {EUR: "0.10"}}
      actions:
        chat: {title: Chat, price: {each: "1", of: n}}
      plans:
        starter:
          title: Starter
          price: "30"
          credits:
            - {amount: "300", resets: {every: month}, rollover: {percent: "50"}}
        pro:
          title: Pro
          price: "60"
          credits:
            - {amount: "600", resets: {every: month}, rollover: {percent: "50"}}
      """;

  private static Till till;

  @BeforeAll
  static void start() {
    till = new Till("carried", CATALOG);
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String available(String customer) {
    return till.node.available(customer);
  }

  private static void chat(String customer, int credits) {
    var body = "{\"customer\":\"%s\",\"action\":\"chat\",\"data\":{\"n\":%d}}";
    expect(till.node.post("/v1/charges", body.formatted(customer, credits)), 201);
  }

  private static String upgraded() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "starter");
    chat(customer, 180);
    till.advance(customer, "2039-01-17T00:00:00Z");
    till.plan(customer, "pro");
    // 120 left, and 300 × 15 ÷ 31 more.
    assertThat(available(customer)).isEqualTo("266");
    return customer;
  }

  @Test
  void timeAloneCarriesWhatAnEarlierPlanBrought() {
    var customer = upgraded();
    till.advance(customer, "2039-02-01T00:00:00Z");
    assertThat(available(customer)).isEqualTo("733");
  }

  @Test
  void whatIsArrangedForThatInstantCarriesItToo() {
    var customer = upgraded();
    var order = "{\"catalog\":\"carried\",\"plan\":\"starter\",\"when\":\"period_end\"}";
    var subscription =
        expect(till.node.get("/v1/subscriptions?customer=" + customer), 200).text("data/0/id");
    expect(till.node.post("/v1/subscriptions/" + subscription + "/change", order), 200);
    till.advance(customer, "2039-02-01T00:00:00Z");
    assertThat(available(customer)).isEqualTo("433");
  }
}
