package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An invoice and the documents that put it right stand in one order: what is given back once isn't
/// given back again, and no period is left without an invoice.
class CorrectedTest {
  private static final String CATALOG =
      """
      catalog: corrected
      currency: EUR
      units:
        credit:
          list_prices: {EUR: "0.10"}
      meters:
        queries: {event: query, aggregate: count}
      actions:
        ping: {title: Ping, price: "1"}
      plans:
        basic:
          title: Basic
          price: "20"
          credits:
            - {amount: "100", resets: {every: month, from: calendar, zone: utc}}
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: "0.02"}}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("corrected", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// A customer with January's invoice: a fee of 20.00 and queries for 1.80.
  private static String january() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    return customer;
  }

  private static String latest(String customer) {
    return till.latest(customer, "finalized").text("id");
  }

  private static String body(String invoice, String more) {
    return "{\"invoice\":\"%s\",\"reason\":\"Goodwill\"%s}".formatted(invoice, more);
  }

  private static Node.Answer credit(String invoice, String more) {
    return node.post("/v1/credit-notes", body(invoice, more));
  }

  private static Node.Answer settle(String invoice, String verb) {
    return node.post("/v1/invoices/" + invoice + "/" + verb, "");
  }

  private static void refused(String invoice, String verb, String state) {
    var answer = expect(settle(invoice, verb), 409);
    assertThat(answer.code()).isEqualTo("invalid_state");
    assertThat(answer.text("state")).isEqualTo(state);
  }

  @Test
  void anInvoiceThatWasReplacedIsVoidOnlyAfterWhatPutItRight() {
    var customer = january();
    var original = latest(customer);
    var note = expect(credit(original, ",\"reissue\":true"), 201).text("id");
    var instead = latest(customer);
    assertThat(instead).isNotEqualTo(original);
    refused(original, "void", "corrected");
    refused(note, "void", "replaced");
    expect(settle(instead, "void"), 200);
    refused(original, "void", "corrected");
    expect(settle(note, "void"), 200);
    expect(settle(original, "void"), 200);
  }

  @Test
  void whatWasGivenBackWholeIsNeitherPaidNorGivenUp() {
    var original = latest(january());
    var note = expect(credit(original, ""), 201).text("id");
    refused(original, "pay", "credited");
    refused(original, "uncollectible", "credited");
    refused(original, "void", "corrected");
    expect(settle(note, "void"), 200);
    expect(settle(original, "pay"), 200);
  }

  @Test
  void whatWasGivenBackInPartIsPaidButNotVoid() {
    var original = latest(january());
    expect(credit(original, ",\"lines\":[{\"ordinal\":1,\"amount\":\"8\"}]"), 201);
    refused(original, "void", "corrected");
    assertThat(expect(settle(original, "pay"), 200).text("status")).isEqualTo("paid");
  }

  @Test
  void aLineIsGivenBackOnceHoweverManyNotesThereAre() {
    var original = latest(january());
    var some = ",\"lines\":[{\"ordinal\":2,\"amount\":\"%s\"}]";
    var first = expect(credit(original, some.formatted("1")), 201).text("id");
    var refused = expect(credit(original, some.formatted("1")), 422);
    assertThat(refused.code()).isEqualTo("exceeds_original");
    assertThat(refused.text("requested")).isEqualTo("1");
    assertThat(refused.text("remaining")).isEqualTo("0.8");
    expect(credit(original, some.formatted("0.80")), 201);
    expect(credit(original, some.formatted("0.01")), 422);
    expect(settle(first, "void"), 200);
    expect(credit(original, some.formatted("1")), 201);
    expect(credit(original, ",\"lines\":[{\"ordinal\":1,\"amount\":\"20\"}]"), 201);
    refused(original, "pay", "credited");
  }

  @Test
  void aKeyIsBoundOnceAcrossActsAndCreditNotes() {
    var customer = january();
    var original = latest(customer);
    var ping = "{\"customer\":\"" + customer + "\",\"action\":\"ping\"}";
    var bound = node.nextKey();
    expect(node.post(node.test, "/v1/charges", ping, bound), 201);
    assertThat(
            expect(node.post(node.test, "/v1/credit-notes", body(original, ""), bound), 422).code())
        .isEqualTo("idempotency_key_reused");
    var noted = node.nextKey();
    expect(node.post(node.test, "/v1/credit-notes", body(original, ""), noted), 201);
    assertThat(expect(node.post(node.test, "/v1/charges", ping, noted), 422).code())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void aRepeatedCreditNoteIsTheFirstAnswerWhateverCameAfter() {
    var original = latest(january());
    var key = node.nextKey();
    var first = expect(node.post(node.test, "/v1/credit-notes", body(original, ""), key), 201);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    var shown = expect(node.get("/v1/invoices/" + first.text("id")), 200);
    for (var member : first.json().names()) {
      assertThat(shown.member(member)).as(member).isEqualTo(first.member(member));
    }
    assertThat(shown.json().names()).hasSameElementsAs(first.json().names());
    expect(settle(first.text("id"), "pay"), 200);
    var again = expect(node.post(node.test, "/v1/credit-notes", body(original, ""), key), 201);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    var other = body(original, ",\"reissue\":true");
    assertThat(expect(node.post(node.test, "/v1/credit-notes", other, key), 422).code())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void aDraftThatCameToNothingIsShownAsEmpty() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.advance(customer, "2039-01-01T00:00:01Z");
    var draft = till.latest(customer, "draft").text("id");
    var subscriptions = expect(node.get("/v1/subscriptions?customer=" + customer), 200);
    var path = "/v1/subscriptions/" + subscriptions.text("data/0/id");
    expect(node.post(path + "/cancel", ""), 200);
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(expect(node.get("/v1/invoices/" + draft), 200).text("status")).isEqualTo("empty");
    assertThat(till.invoices(customer)).hasSize(1);
  }

  @Test
  void theReasonAndTheInvoiceStandOnWhatPutsItRight() {
    var customer = january();
    var original = till.latest(customer, "finalized");
    var note = expect(credit(original.text("id"), ",\"reissue\":true"), 201);
    var instead = till.latest(customer, "finalized");
    for (var one : List.of(note, instead)) {
      assertThat(one.text("reason")).isEqualTo("Goodwill");
      assertThat(one.text("corrects/id")).isEqualTo(original.text("id"));
      assertThat(one.text("corrects/number")).isEqualTo(original.text("number"));
      var path = "/v1/invoices/" + one.text("id");
      assertThat(expect(node.get(path + "/ubl"), 200).body()).contains("Note>Goodwill<");
      assertThat(expect(node.get(path + "/factur-x"), 200).body()).contains("Content>Goodwill<");
    }
    assertThat(original.text("reason")).isEmpty();
    assertThat(lines(instead)).containsExactlyElementsOf(lines(original));
  }

  @Test
  void whatIsGivenUpIsUncollectibleOnceAndStaysInTheBooksAsSold() {
    var customer = january();
    var original = latest(customer);
    var books = "/v1/accounting/journal?currency=EUR&from=2039-01-01&until=2039-03-01";
    var before = expect(node.get(books), 200).body();
    var given = expect(settle(original, "uncollectible"), 200);
    assertThat(given.text("status")).isEqualTo("uncollectible");
    assertThat(expect(node.get("/v1/invoices/" + original), 200).text("status"))
        .isEqualTo("uncollectible");
    assertThat(till.byStatus(customer, "uncollectible")).hasSize(1);
    // What was sold and used was sold and used; who owes what is kept elsewhere.
    assertThat(expect(node.get(books), 200).body()).isEqualTo(before);
    // Once more is the same.
    assertThat(expect(settle(original, "uncollectible"), 200).text("status"))
        .isEqualTo("uncollectible");
    assertThat(till.byStatus(customer, "uncollectible")).hasSize(1);
    // Who pays after all has paid.
    assertThat(expect(settle(original, "pay"), 200).text("status")).isEqualTo("paid");
    refused(original, "uncollectible", "paid");
  }
}
