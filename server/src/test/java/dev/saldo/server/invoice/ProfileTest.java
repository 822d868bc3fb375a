package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom invoices are made out to: only what an electronic invoice can say is taken, and only from
/// whom it is to decide.
class ProfileTest {
  private static final String CATALOG =
      """
      catalog: profiled
      currency: EUR
      plans:
        basic: {title: Basic, price: "20"}
      """;
  private static final String PARTY =
      "{\"party\":{\"name\":\"One\",\"address\":[\"1 Street\"],\"country\":\"ES\"%s}%s}";

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("profiled", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"endpoint\":\"foo:1\" || /party/endpoint",
        "\"endpoint\":\"0088\" || /party/endpoint",
        "\"country\":\"QQ\" || /party/country",
        "\"country\":\"ZZ\" || /party/country",
        "| \"net_days\":366 | /net_days",
        "| \"tax\":{\"category\":\"standard\",\"percent\":\"0\"} | /tax/percent",
        "| \"tax\":{\"category\":\"zero\",\"percent\":\"5\"} | /tax/percent",
        "| \"tax\":{\"category\":\"reverse_charge\",\"reason\":\"r\"} | /party/tax_id",
        "\"tax_id\":\"B123\" | \"tax\":{\"category\":\"reverse_charge\",\"reason\":\"r\"}"
            + " | /party/tax_id"
      })
  void whatNoInvoiceCanSayIsRefusedWithItsPlace(String ofParty, String more, String pointer) {
    var customer = till.at("2039-01-01T00:00:00Z");
    var party = PARTY.formatted(member(ofParty), member(more));
    if (ofParty != null && ofParty.contains("country")) {
      party = party.replace("\"country\":\"ES\",", "");
    }
    var refused = expect(node.put("/v1/customers/" + customer + "/billing-profile", party), 422);
    assertThat(refused.text("errors/0/pointer")).isEqualTo(pointer);
    var profile = node.get("/v1/customers/" + customer + "/billing-profile");
    assertThat(profile.body()).isEqualTo("{}");
  }

  private static String member(String text) {
    return text == null ? "" : "," + text;
  }

  @Test
  void aCustomersKeySaysWhoItIsButNotWhatItOwes() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var made = "{\"external_id\":\"bot\",\"name\":\"A bot\"}";
    var automations = "/v1/customers/" + customer + "/automations";
    var automation = expect(node.post(automations, made), 201).text("id");
    var key = node.boundTo(customer, automation);
    var path = "/v1/customers/" + customer + "/billing-profile";
    var own = node.send("PUT", key, path, PARTY.formatted("", ""), node.nextKey());
    assertThat(own.status()).isEqualTo(200);
    for (var more : new String[] {",\"net_days\":90", ",\"tax\":{\"category\":\"zero\"}"}) {
      var refused = node.send("PUT", key, path, PARTY.formatted("", more), node.nextKey());
      assertThat(refused.status()).as(refused.body()).isEqualTo(403);
    }
    till.plan(customer, "basic");
    var subscription =
        expect(node.get("/v1/subscriptions?customer=" + customer), 200).text("data/0/id");
    for (var act : new String[] {"cancel", "pause"}) {
      var acting = "/v1/subscriptions/" + subscription + "/" + act;
      assertThat(node.post(key, acting, "{\"refund\":true}").status()).as(act).isEqualTo(403);
    }
    var paused = node.post(key, "/v1/subscriptions/" + subscription + "/pause", "{}");
    assertThat(paused.status()).as(paused.body()).isEqualTo(200);
  }
}
