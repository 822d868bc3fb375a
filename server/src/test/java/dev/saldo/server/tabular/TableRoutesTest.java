package dev.saldo.server.tabular;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.saldo.server.act.Node;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The books as flat tables over HTTP, read back in each form.
class TableRoutesTest {
  private static final String CATALOG =
      """
      catalog: tables
      currency: EUR
      units: {credit: {}}
      actions:
        ping: {title: Ping, price: "0.1"}
      plans:
        solo:
          title: "=Solo, ελληνικά 漢字"
          price: "19.99"
          credits: [{amount: "100", resets: {every: month}}]
      """;
  private static final List<String> NAMES = List.of("=Ωmega, \"S.A.\"", "漢字会社", "Société अक्षर");

  @TempDir static Path folder;
  private static Node node;
  private static final List<String> CUSTOMERS = new ArrayList<>();

  @BeforeAll
  static void start() {
    node = new Node();
    node.publish(CATALOG);
    for (var name : NAMES) {
      var quoted = name.replace("\"", "\\\"");
      var body = "{\"external_id\":\"%s\",\"name\":\"%s\"}".formatted(node.nextKey(), quoted);
      var customer = expect(node.post("/v1/customers", body), 201).text("id");
      CUSTOMERS.add(customer);
      advance(customer, "2039-01-01T00:00:00Z");
      expect(
          node.put(
              "/v1/customers/" + customer + "/plan", "{\"catalog\":\"tables\",\"plan\":\"solo\"}"),
          200);
      expect(node.ping(customer), 201);
      advance(customer, "2039-01-02T00:00:00Z");
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void advance(String customer, String to) {
    expect(node.post("/v1/test-clocks/" + customer + "/advance", "{\"to\":\"" + to + "\"}"), 200);
  }

  private static List<NamedCsvRecord> csv(String path) {
    var answer = expect(node.get(path), 200);
    assertThat(answer.header("content-type").orElse("").replace(" ", ""))
        .isEqualToIgnoringCase("text/csv;charset=utf-8");
    return CsvReader.builder().ofNamedCsvRecord(answer.body()).stream().toList();
  }

  private static Optional<NamedCsvRecord> of(List<NamedCsvRecord> rows, int customer) {
    return rows.stream()
        .filter(row -> row.getField("customer").equals(CUSTOMERS.get(customer)))
        .findFirst();
  }

  @Test
  void eachTableSaysInCsvWhatTheBooksSay() {
    var invoices = csv("/v1/exports/invoices");
    assertThat(invoices).hasSize(3);
    var first = of(invoices, 0).orElseThrow();
    assertThat(first.getField("customer_name")).isEqualTo("'" + NAMES.get(0));
    assertThat(first.getField("number")).matches("INV-\\d{6}");
    assertThat(first.getField("net")).isEqualTo("19.99");
    assertThat(of(invoices, 1).orElseThrow().getField("customer_name")).isEqualTo(NAMES.get(1));
    var line = of(csv("/v1/exports/invoice-lines"), 2).orElseThrow();
    assertThat(line.getField("title")).isEqualTo("'=Solo, ελληνικά 漢字");
    assertThat(line.getField("period_until")).isEqualTo("2039-02-01T00:00:00Z");
    assertThat(line.getField("net")).isEqualTo("19.99");
    var act = of(csv("/v1/exports/usage"), 0).orElseThrow();
    assertThat(act.getField("action")).isEqualTo("ping");
    assertThat(act.getField("credits")).isEqualTo("0.1");
    assertThat(act.getField("unit")).isEqualTo("credit");
    var entries = csv("/v1/exports/ledger?customer=" + CUSTOMERS.get(0));
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).getField("debit_kind")).isEqualTo("issued");
    assertThat(entries.get(0).getField("credit_kind")).isEqualTo("lot");
    assertThat(entries.get(1).getField("credit")).isEqualTo("consumed");
    assertThat(entries.get(1).getField("cause")).isEqualTo(act.getField("act"));
  }

  @Test
  void jsonLinesSayTheSame() {
    var answer = expect(node.get("/v1/exports/usage?format=json"), 200);
    var rows = answer.body().lines().toList();
    assertThat(rows).hasSize(3);
    var first = (Json.Obj) JsonReader.read(rows.getFirst().getBytes(StandardCharsets.UTF_8));
    assertThat(first.find("credits")).isEqualTo(new Json.Text("0.1"));
    assertThat(first.find("member")).isEqualTo(Json.NULL);
    assertThat(first.find("customer_name")).isEqualTo(new Json.Text(NAMES.getFirst()));
  }

  @Test
  void parquetHasExactDecimalsAndTimes() throws IOException, SQLException {
    var invoices = parquet("invoices");
    var sum = "SELECT sum(net), typeof(any_value(net)), count(*) FROM '" + invoices + "'";
    assertThat(query(sum)).containsExactly("59.970000000000", "DECIMAL(38,12)", "3");
    var usage = parquet("usage");
    assertThat(
            query(
                "SELECT DISTINCT credits, typeof(occurred_at), epoch_us(occurred_at) FROM '"
                    + usage
                    + "'"))
        .containsExactly("0.100000000000", "TIMESTAMP WITH TIME ZONE", "2177452800000000");
    assertThat(query("SELECT customer_name FROM '" + invoices + "' ORDER BY 1"))
        .containsExactlyElementsOf(NAMES.stream().sorted().toList());
    assertThat(query("SELECT count(*) FROM '" + parquet("ledger") + "' WHERE amount = 0.1"))
        .containsExactly("3");
    assertThat(query("SELECT DISTINCT issued_on FROM '" + invoices + "'"))
        .containsExactly("2039-01-01");
  }

  private static Path parquet(String what) throws IOException {
    var before = temporary();
    var answer = expect(node.get("/v1/exports/" + what + "?format=parquet"), 200);
    assertThat(temporary()).isEqualTo(before);
    return Files.write(folder.resolve(node.nextKey() + ".parquet"), answer.bytes());
  }

  private static List<Path> temporary() throws IOException {
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("saldo-parquet-"))
          .toList();
    }
  }

  private static List<String> query(String sql) throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          var value = rows.getObject(i);
          found.add(value instanceof BigDecimal number ? number.toPlainString() : value + "");
        }
      }
    }
    return found;
  }

  @Test
  void aTimeIsHalfOpenAndNamesTheFile() {
    var until = "/v1/exports/invoices?from=2039-01-01T00:00:00Z&until=2039-01-01T00:00:00.001Z";
    var named = expect(node.get(until), 200).header("content-disposition").orElseThrow();
    assertThat(named)
        .isEqualTo(
            "attachment; filename=\"saldo-invoices-from-20390101T000000-until-20390101T000000.csv\"");
    assertThat(csv("/v1/exports/usage?from=2039-01-01T00:00:00Z&until=2039-01-01T00:00:01Z"))
        .hasSize(3);
    assertThat(csv("/v1/exports/usage?until=2039-01-01T00:00:00Z")).isEmpty();
    assertThat(csv("/v1/exports/usage?from=2039-01-01T00:00:01Z")).isEmpty();
  }

  @Test
  void whatCantBeMeantIsRefused() {
    var wrong =
        Map.of(
            "/v1/exports/passwords", 404,
            "/v1/exports/..%2F..%2Fetc%2Fpasswd", 404,
            "/v1/exports/usage?format=xlsx", 400,
            "/v1/exports/usage?customer=nobody", 404,
            "/v1/exports/usage?from=2039-01-01T00:00:00Z&until=2039-01-01T00:00:00Z", 400);
    wrong.forEach((path, status) -> {
      var answer = node.get(path);
      assertThat(answer.status()).as(path + answer.body()).isIn(status, 400);
      assertThat(answer.status()).as(path + answer.body()).isBetween(400, 404);
    });
    var without = node.keyWith(Scope.LEDGER_READ);
    assertThat(node.get(without, "/v1/exports/ledger").status()).isEqualTo(403);
  }

  @Test
  void anotherWorkspaceSeesNothingOfIt() {
    for (var table : FlatTable.values()) {
      var path = "/v1/exports/" + table.word();
      var answer = expect(node.get(node.other, path), 200);
      assertThat(answer.body().lines().toList()).as(path).hasSize(1);
      assertThat(node.get(node.other, path + "?customer=" + CUSTOMERS.get(0)).status())
          .isEqualTo(404);
    }
  }
}
