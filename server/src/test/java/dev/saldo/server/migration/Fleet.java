package dev.saldo.server.migration;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.json.Json;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// A node with customers on test clocks, and versions of a catalog that they are moved between.
final class Fleet implements AutoCloseable {
  static final String START = "2039-01-01T00:00:00Z";
  static final String MIDDLE = "2039-01-16T12:00:00Z";

  final Node node = new Node();

  /// A customer whose time is the start, on a plan of the newest version.
  ///
  /// @param more members of the subscription, each after a comma
  String on(String catalog, String plan, String more) {
    var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    advance(customer, START);
    var asked =
        "{\"customer\":\"%s\",\"catalog\":\"%s\",\"plan\":\"%s\"%s}"
            .formatted(customer, catalog, plan, more);
    expect(node.post("/v1/subscriptions", asked), 201);
    return customer;
  }

  void advance(String customer, String to) {
    var path = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(path, "{\"to\":\"" + to + "\"}"), 200);
  }

  Node.Answer preview(String catalog, String body) {
    return node.post("/v1/catalogs/" + catalog + "/migrations/preview", body);
  }

  /// One that has run.
  Node.Answer migrate(String catalog, String body) {
    var begun = expect(node.post("/v1/catalogs/" + catalog + "/migrations", body), 202);
    node.wiring().migrations().run();
    return state(catalog, begun.text("id"));
  }

  Node.Answer state(String catalog, String id) {
    return expect(node.get("/v1/catalogs/" + catalog + "/migrations/" + id), 200);
  }

  /// Puts customers into the slice at hand of a migration who aren't there any more.
  void putGone(UUID migration, int count) throws SQLException {
    var owner = node.access().owner();
    try (var connection = DriverManager.getConnection(owner.toJdbc(), owner.properties());
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = saldo");
      statement.execute("SET saldo.workspace = '" + node.testWorkspace() + "'");
      for (var i = 0; i < count; i++) {
        statement.execute(
            "UPDATE catalog_migration SET slice = slice || gen_random_uuid() WHERE id = '"
                + migration
                + "'");
      }
    }
  }

  /// What a customer is on, as `plan of catalog@version`.
  String plan(String customer) {
    var shown = expect(node.get("/v1/customers/" + customer), 200);
    return shown.text("plan/plan") + "@" + shown.text("plan/version");
  }

  String subscription(String customer) {
    return expect(node.get("/v1/subscriptions?customer=" + customer), 200).text("data/0/id");
  }

  /// What a customer's invoices come to, by number, at a time.
  List<String> invoiced(String customer, String at) {
    advance(customer, at);
    var page = expect(node.get("/v1/invoices?limit=100&customer=" + customer), 200);
    var found = new TreeMap<String, String>();
    for (var row : items(page, "data")) {
      var id = ((Json.Text) Node.member(row, "id")).value();
      var invoice = expect(node.get("/v1/invoices/" + id), 200);
      if (!invoice.text("number").isEmpty()) {
        found.put(invoice.text("number"), invoice.text("totals/net"));
      }
    }
    return List.copyOf(found.values());
  }

  static List<Json.Obj> items(Node.Answer answer, String name) {
    return ((Json.Arr) answer.member(name)).items().stream().map(Json.Obj.class::cast).toList();
  }

  /// The row of a customer in a page.
  static Node.Answer row(Node.Answer page, String customer) {
    var rows = items(page, "data");
    for (var i = 0; i < rows.size(); i++) {
      if (((Json.Text) Node.member(rows.get(i), "customer")).value().equals(customer)) {
        var text = dev.saldo.server.json.JsonWriter.of(rows.get(i));
        return new Node.Answer(200, Map.of(), text);
      }
    }
    throw new AssertionError("no row of " + customer + " in " + page.body());
  }

  /// The books must be in order when everything was tried.
  @Override
  public void close() {
    try {
      assertThat(node.audited()).isEmpty();
    } finally {
      node.close();
    }
  }
}
