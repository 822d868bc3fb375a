package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a commitment counts: credits of its own unit, in the month in which they were bought.
class CommitmentUnitsTest {
  private static final String CATALOG =
      """
      catalog: units
      currency: EUR
      units: {chat: {}, image: {}}
      plans:
        basic: {title: Basic, price: "100"}
      commitments:
        chats: {title: Chats, credits: "1000", unit: chat, price: "0.01"}
        images: {title: Images, credits: "10", unit: image, price: "5.00"}
        dear: {title: Chats, credits: "1000", unit: chat, price: "2.125"}
      billing: {from: calendar, zone: customer}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("units", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A subscription that began with the year.
  private static String begun(String customer, String commitment) {
    var body =
        "{\"customer\":\"%s\",\"catalog\":\"units\",\"plan\":\"basic\",\"commitment\":\"%s\"}";
    var begun = expect(node.post("/v1/subscriptions", body.formatted(customer, commitment)), 201);
    return begun.text("subscription/id");
  }

  private static String buy(String customer, String credits, String more) {
    var body =
        "{\"customer\":\"%s\",\"kind\":\"purchased\",\"amount\":\"%s\",\"unit\":\"chat\","
            + "\"paid\":{\"amount\":\"10\",\"currency\":\"EUR\"}%s}";
    return expect(node.post("/v1/grants", body.formatted(customer, credits, more)), 201).text("id");
  }

  private static void takeBack(String grant) {
    var answer = node.post("/v1/grants/" + grant + "/revoke", "{\"reason\":\"given back\"}");
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
  }

  private static String bought(String subscription) {
    return expect(node.get("/v1/subscriptions/" + subscription), 200).text("committed/bought");
  }

  @Test
  void creditsOfOneUnitAreNoneOfAnother() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, "chats");
    buy(customer, "250", "");
    till.advance(customer, "2039-01-16T12:00:00Z");
    var images = "{\"commitment\":\"images\"}";
    expect(node.post("/v1/subscriptions/" + id + "/change", images), 200);
    assertThat(bought(id)).isEqualTo("0");
    till.advance(customer, "2039-02-02T00:00:01Z");
    // Half a month of 1,000 chats less 250, and half of 10 images.
    assertThat(lines(till.latest(customer, "finalized")))
        .contains(
            "plan basic 100.00",
            "commitment commitment/chats 2.50",
            "commitment commitment/images 25.00");
  }

  @Test
  void whatWasBoughtLastMonthIsntTakenOffThisOne() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, "dear");
    till.advance(customer, "2039-01-31T00:00:00Z");
    var later = buy(customer, "1000", ",\"effective_at\":\"2039-02-03T00:00:00Z\"");
    assertThat(bought(id)).isEqualTo("1000");
    till.advance(customer, "2039-02-01T00:00:00Z");
    var now = buy(customer, "1000", "");
    till.advance(customer, "2039-02-02T00:00:00Z");
    takeBack(later);
    assertThat(bought(id)).isEqualTo("1000");
    takeBack(now);
    assertThat(bought(id)).isEqualTo("0");
  }

  @Test
  void whatIsMovedToAnotherWalletCountsForTheMonthInWhichItWasBought() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var id = begun(customer, "dear");
    buy(customer, "500", "");
    till.advance(customer, "2039-02-02T00:00:00Z");
    var moved = moved(customer, "500");
    assertThat(bought(id)).isEqualTo("0");
    buy(customer, "700", "");
    takeBack(moved);
    assertThat(bought(id)).isEqualTo("700");
    takeBack(moved(customer, "200"));
    assertThat(bought(id)).isEqualTo("500");
  }

  /// Moves credits to a wallet of their own; the lot there.
  private static String moved(String customer, String credits) {
    var body =
        "{\"customer\":\"%s\",\"from\":\"main\",\"to\":\"side\",\"amount\":\"%s\"}"
            .formatted(customer, credits);
    expect(node.post("/v1/transfers", body), 201);
    return expect(node.get("/v1/customers/" + customer + "/grants"), 200).text("data/0/id");
  }
}
