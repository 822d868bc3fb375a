package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever switches the triggers off can change what stands beside an invoice's document; the audit
/// finds it, to the last digit.
class InvoiceTamperingTest {
  private static final String CATALOG =
      """
      catalog: beside
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
      plans:
        basic:
          title: Basic
          price: "20"
          usage:
            queries: {title: Queries, unit: query, included: "10", price: {each: "0.02"}}
      """;

  private static Till till;

  @BeforeAll
  static void start() {
    till = new Till("beside", CATALOG);
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    till.use(customer, "query", 100, "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var note = "{\"invoice\":\"%s\",\"reason\":\"Goodwill\",\"reissue\":true}";
    var invoice = till.latest(customer, "finalized").text("id");
    expect(till.node.post("/v1/credit-notes", note.formatted(invoice)), 201);
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  @ParameterizedTest
  @CsvSource({
    "invoice, net = net + 0.01, net = net - 0.01, invoice-columns",
    "invoice, 'net = net + 0.01, tax = tax - 0.01', 'net = net - 0.01, tax = tax + 0.01', invoice-columns",
    "invoice, gross = gross + 0.01, gross = gross - 0.01, invoice-lines",
    "invoice, gross = gross + 0.01, gross = gross - 0.01, invoice-columns",
    "invoice, due = due + 0.01, due = due - 0.01, invoice-columns",
    "invoice, usage_until = usage_until - interval '1 second',"
        + " usage_until = usage_until + interval '1 second', invoice-columns",
    "invoice, usage_from = usage_from + interval '1 second',"
        + " usage_from = usage_from - interval '1 second', invoice-columns",
    "invoice, due_on = due_on + 1, due_on = due_on - 1, invoice-columns",
    "invoice_line, exact = exact + 0.000000000001, exact = exact - 0.000000000001,"
        + " invoice-line-columns",
    "invoice_line, net = net + 0.01, net = net - 0.01, invoice-line-columns",
    "invoice_line, quantity = quantity + 1, quantity = quantity - 1, invoice-line-columns",
    "invoice_line, period_until = period_until - interval '1 second',"
        + " period_until = period_until + interval '1 second', invoice-line-columns",
    "invoice_line, ordinal = ordinal + 10, ordinal = ordinal - 10, invoice-line-columns",
    "invoice_line, code = code || 'x', 'code = left(code, length(code) - 1)', invoice-line-columns",
  })
  void isFound(String table, String planted, String takenBack, String check) throws Exception {
    assertThat(till.node.audited()).isEmpty();
    change(table, planted);
    var found = till.node.audited();
    change(table, takenBack);
    assertThat(found).anyMatch(one -> one.toString().contains(check));
    assertThat(till.node.audited()).isEmpty();
  }

  private static void change(String table, String set) throws Exception {
    var of = table.equals("invoice") ? " WHERE sequence IS NOT NULL" : "";
    try (var owner = till.node.tables().owner();
        var statement = owner.createStatement()) {
      for (var sql :
          List.of(
              "ALTER TABLE " + table + " DISABLE TRIGGER immutable",
              "UPDATE " + table + " SET " + set + of,
              "ALTER TABLE " + table + " ENABLE TRIGGER immutable")) {
        statement.execute(sql);
      }
    }
  }
}
