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

  private static final String SPANISH =
      "\"party\":{\"name\":\"One\",\"address\":[\"1 Street\"],\"city\":\"Madrid\",\"country\":\"ES\"%s}";

  private static void issue() {
    expect(
        node.put(
            "/v1/issuer",
            """
            {"party": {"name": "Acme", "address": ["2 Street"], "city": "Madrid", "country": "ES",
                       "tax_id": "ESA12345674"},
             "tax": {"category": "standard", "percent": "21"}}
            """),
        200);
  }

  /// The invoice of a first period for a customer with this profile.
  private static Node.Answer invoiced(String plan, String profile) {
    issue();
    var customer = till.at("2039-01-01T00:00:00Z");
    expect(node.put("/v1/customers/" + customer + "/billing-profile", "{" + profile + "}"), 200);
    expect(node.put("/v1/customers/" + customer + "/plan", plan), 200);
    till.advance(customer, "2039-01-01T00:00:01Z");
    return till.latest(customer, "finalized");
  }

  private static Node.Answer invoiced(String profile) {
    return invoiced("{\"catalog\":\"profiled\",\"plan\":\"basic\"}", profile);
  }

  private static String ubl(Node.Answer invoice) {
    return expect(node.get("/v1/invoices/" + invoice.text("id") + "/ubl"), 200)
        .body()
        .replaceAll(">\\s+<", "><");
  }

  @Test
  void aPurchaseOrderAndDaysToPayStandOnTheInvoiceAndInItsFile() {
    var invoice =
        invoiced(SPANISH.formatted("") + ",\"net_days\":45,\"purchase_order\":\"PO-2039/7\"");
    assertThat(invoice.text("purchase_order")).isEqualTo("PO-2039/7");
    assertThat(invoice.text("net_days")).isEqualTo("45");
    assertThat(invoice.text("issued_on")).isEqualTo("2039-01-01");
    assertThat(invoice.text("due_on")).isEqualTo("2039-02-15");
    assertThat(invoice.text("buyer/name")).isEqualTo("One");
    assertThat(invoice.text("totals/gross")).isEqualTo("24.20");
    assertThat(ubl(invoice))
        .containsPattern("<cac:OrderReference><cbc:ID[^>]*>PO-2039/7<")
        .containsPattern("<cbc:DueDate>2039-02-15<")
        .containsPattern("<cbc:PayableAmount currencyID=\"EUR\">24.20<");
  }

  @Test
  void reverseChargeAsksForNoTaxAndSaysWhy() {
    var german =
        "\"party\":{\"name\":\"Eins\",\"address\":[\"Straße 1\"],\"city\":\"Berlin\",\"country\":\"DE\",\"tax_id\":\"DE123456789\"}";
    var invoice =
        invoiced(
            german
                + ",\"tax\":{\"category\":\"reverse_charge\",\"reason\":\"Article 196 of Directive 2006/112/EC\"}");
    assertThat(invoice.text("lines/0/tax_category")).isEqualTo("reverse_charge");
    assertThat(invoice.text("lines/0/tax_reason")).contains("Article 196");
    assertThat(invoice.text("totals/tax")).isEqualTo("0.00");
    assertThat(invoice.text("totals/gross")).isEqualTo("20.00");
    assertThat(ubl(invoice))
        .containsPattern("<cac:TaxCategory><cbc:ID[^>]*>AE<")
        .contains("Article 196", "DE123456789");
  }

  @Test
  void anExemptCustomerPaysNoTaxForTheReasonStated() {
    var invoice =
        invoiced(
            SPANISH.formatted("")
                + ",\"tax\":{\"category\":\"exempt\",\"reason\":\"Article 20 of Law 37/1992\"}");
    assertThat(invoice.text("taxes/0/tax_category")).isEqualTo("exempt");
    assertThat(invoice.text("taxes/0/tax_reason")).isEqualTo("Article 20 of Law 37/1992");
    assertThat(invoice.text("totals/gross")).isEqualTo("20.00");
    assertThat(ubl(invoice))
        .containsPattern("<cac:TaxCategory><cbc:ID[^>]*>E<")
        .contains("Article 20 of Law 37/1992");
  }

  @Test
  void pricesThatIncludeTaxAreWhatIsAskedFor() {
    node.publish(CATALOG.replace("profiled", "included") + "billing: {prices_include_tax: true}\n");
    var plan = "{\"catalog\":\"included\",\"plan\":\"basic\"}";
    var invoice = invoiced(plan, SPANISH.formatted(""));
    assertThat(invoice.text("totals/gross")).isEqualTo("20.00");
    assertThat(invoice.text("totals/net")).isEqualTo("16.53");
    assertThat(invoice.text("totals/tax")).isEqualTo("3.47");
    assertThat(ubl(invoice))
        .containsPattern("<cbc:TaxExclusiveAmount currencyID=\"EUR\">16.53<")
        .containsPattern("<cbc:PayableAmount currencyID=\"EUR\">20.00<");
    // Who begins with prices of the one kind isn't moved to the other.
    var customer = invoice.text("customer");
    var refused =
        node.put(
            "/v1/customers/" + customer + "/plan", "{\"catalog\":\"profiled\",\"plan\":\"basic\"}");
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("tax_is_fixed");
  }
}
