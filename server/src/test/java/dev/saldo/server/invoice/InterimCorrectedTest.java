package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Interim invoices that are void, given back, or followed by refunds, before their period ends and
/// after it.
class InterimCorrectedTest {
  private static final String CATALOG =
      """
      catalog: interim
      currency: EUR
      units: {credit: {}}
      billing: {progressive_at: "5"}
      meters:
        calls: {event: call, aggregate: sum, property: calls}
      actions:
        report: {title: Report, price: {each: "1", of: pages}}
      plans:
        short:
          title: Short
          price: "20"
          overage: billed
          overage_prices: {report: {price: "1", per: "1"}}
          usage:
            calls: {title: Calls, unit: call, included: "0", price: {each: "1"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("interim", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A customer whose first fee is invoiced.
  private static String begun() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "short");
    till.advance(customer, "2039-01-02T00:00:00Z");
    return customer;
  }

  private static void run() {
    node.wiring().billing().all(_ -> {});
  }

  private static void credit(String invoice, String more) {
    var body = "{\"invoice\":\"%s\",\"reason\":\"Wrong\"%s}".formatted(invoice, more);
    expect(node.post("/v1/credit-notes", body), 201);
  }

  @Test
  void oneThatItsPeriodTookOffIsntVoid() {
    var customer = begun();
    till.calls(customer, 5, "2039-01-10T00:00:00Z");
    run();
    var interim = till.latest(customer, "finalized").text("id");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = till.latest(customer, "finalized");
    assertThat(lines(last)).contains("usage calls 5.00", "interim calls -5.00");
    var path = "/v1/invoices/" + interim + "/void";
    assertThat(expect(node.post(path, ""), 409).text("state")).isEqualTo("taken_off");
    for (var told :
        List.of(
            List.of("en", "invoice of its period has taken it off"),
            List.of("es", "factura de su periodo ya lo descontó"),
            List.of("pt-BR", "fatura do seu período já o descontou"))) {
      var answer =
          node.send(
              node.request(node.test, path)
                  .header("Accept-Language", told.get(0))
                  .POST(HttpRequest.BodyPublishers.noBody()));
      assertThat(answer.body()).contains(told.get(1));
    }
    // Nor is one that took its place.
    credit(interim, ",\"reissue\":true");
    var instead = "/v1/invoices/" + till.latest(customer, "finalized").text("id") + "/void";
    assertThat(expect(node.post(instead, ""), 409).text("state")).isEqualTo("taken_off");
    // A void invoice takes nothing off.
    expect(node.post("/v1/invoices/" + last.text("id") + "/void", ""), 200);
    expect(node.post(instead, ""), 200);
  }

  @Test
  void whatACreditNoteGaveBackIsNotGivenBackAgainWithTheUse() {
    var customer = begun();
    var charge = report(customer, 5);
    run();
    credit(till.latest(customer, "finalized").text("id"), "");
    refund(charge, 5);
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("plan short 20.00");
  }

  @Test
  void whatIsLeftOfACreditNoteIsGivenBackWithTheUse() {
    var customer = begun();
    var charge = report(customer, 8);
    run();
    var some = ",\"lines\":[{\"ordinal\":1,\"amount\":\"3\"}]";
    credit(till.latest(customer, "finalized").text("id"), some);
    refund(charge, 6);
    till.advance(customer, "2039-02-02T00:00:01Z");
    var last = till.latest(customer, "finalized");
    assertThat(lines(last))
        .containsExactly("plan short 20.00", "overage report 2.00", "interim report -5.00");
    // Put right, it says the same.
    credit(last.text("id"), ",\"reissue\":true");
    assertThat(lines(till.latest(customer, "finalized"))).isEqualTo(lines(last));
  }

  private static String report(String customer, int pages) {
    var body = "{\"customer\":\"%s\",\"action\":\"report\",\"data\":{\"pages\":%d}}";
    return expect(node.post("/v1/charges", body.formatted(customer, pages)), 201).text("id");
  }

  private static void refund(String charge, int credits) {
    var body = "{\"credits\":\"%d\",\"reason\":\"late\"}".formatted(credits);
    expect(node.post("/v1/charges/" + charge + "/refunds", body), 201);
  }

  @Test
  void whatComesToLessThanWasInvoicedIsTakenOffWhatIsAskedForNext() {
    var customer = begun();
    var first = report(customer, 50);
    run();
    assertThat(lines(till.latest(customer, "finalized"))).containsExactly("interim report 50.00");
    refund(first, 50);
    // 60 of another code, of which 50 were asked for: 10 are open.
    till.calls(customer, 60, "2039-01-10T00:00:00Z");
    run();
    var second = till.latest(customer, "finalized");
    assertThat(lines(second)).containsExactly("interim calls 10.00");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(lines(till.latest(customer, "finalized")))
        .containsExactly(
            "plan short 20.00",
            "usage calls 60.00",
            "interim calls -10.00",
            "interim report -50.00");
  }
}
