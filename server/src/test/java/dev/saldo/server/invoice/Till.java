package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What tests of invoices do at a node: customers on test clocks take plans, use them, and get
/// their invoices.
final class Till implements AutoCloseable {
  final Node node = new Node();
  private final String catalog;

  /// @param catalog the name of the one that plans are taken of
  Till(String catalog, String yaml) {
    this.catalog = catalog;
    node.publish(yaml);
  }

  /// A customer whose time is this.
  String at(String time) {
    var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    advance(customer, time);
    return customer;
  }

  void plan(String customer, String plan) {
    plan(customer, plan, "");
  }

  /// @param more members, each after a comma
  Node.Answer plan(String customer, String plan, String more) {
    var body = "{\"catalog\":\"%s\",\"plan\":\"%s\"%s}".formatted(catalog, plan, more);
    return expect(node.put("/v1/customers/" + customer + "/plan", body), 200);
  }

  void advance(String customer, String to) {
    var path = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(path, "{\"to\":\"" + to + "\"}"), 200);
  }

  /// The id that the tables know something by, of its id in the API.
  static UUID uuid(IdKind kind, String id) {
    return PublicId.parse(kind, id).orElseThrow();
  }

  /// So many acts, at a time up to which the clock is moved first.
  void use(String customer, String type, int count, String time) {
    catchUp(customer, time);
    for (var sent = 0; sent < count; ) {
      var events = new ArrayList<String>();
      for (; events.size() < 1_000 && sent < count; sent++) {
        events.add(event(customer, type, time, "{}"));
      }
      batch(events);
    }
  }

  void calls(String customer, int calls, String time) {
    catchUp(customer, time);
    batch(List.of(event(customer, "call", time, "{\"calls\":" + calls + "}")));
  }

  void stored(String customer, String gigabytes, String time) {
    catchUp(customer, time);
    batch(List.of(event(customer, "stored", time, "{\"gigabytes\":" + gigabytes + "}")));
  }

  private void catchUp(String customer, String time) {
    var now = expect(node.get("/v1/test-clocks/" + customer), 200).text("now");
    if (now.compareTo(time) < 0) {
      advance(customer, time);
    }
  }

  String event(String customer, String type, String time, String data) {
    return event(node.nextKey(), customer, type, time, data);
  }

  static String event(String id, String customer, String type, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"test\",\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"data\":%s}"
        .formatted(id, type, customer, time, data);
  }

  void batch(List<String> events) {
    assertThat(send(events).body()).doesNotContain("\"refused\"");
  }

  /// Sends a batch of events, of which some may be refused.
  Node.Answer send(List<String> events) {
    var answer =
        node.send(
            node.request(node.test, "/v1/events")
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", events) + "]")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  List<Node.Answer> invoices(String customer) {
    return byStatus(customer, "");
  }

  /// The latest number first.
  List<Node.Answer> byStatus(String customer, String status) {
    var path = "/v1/invoices?limit=100&customer=" + customer;
    var page = expect(node.get(status.isEmpty() ? path : path + "&status=" + status), 200);
    var found = new ArrayList<Node.Answer>();
    for (var i = 0; ; i++) {
      var id = idAt(page, i);
      if (id.isEmpty()) {
        found.sort(Comparator.comparing((Node.Answer one) -> one.text("number")).reversed());
        return found;
      }
      found.add(expect(node.get("/v1/invoices/" + id), 200));
    }
  }

  private static String idAt(Node.Answer page, int index) {
    try {
      return page.text("data/" + index + "/id");
    } catch (IndexOutOfBoundsException _) {
      return "";
    }
  }

  Node.Answer latest(String customer, String status) {
    return byStatus(customer, status).getFirst();
  }

  /// The latest, or nothing at all.
  Node.Answer only(String customer, String status) {
    var all = byStatus(customer, status);
    return all.isEmpty() ? new Node.Answer(0, Map.of(), "{}".getBytes()) : all.getFirst();
  }

  /// As kind, code and net amount.
  static List<String> lines(Node.Answer invoice) {
    var lines = new ArrayList<String>();
    for (var i = 0; ; i++) {
      var line = line(invoice, i);
      if (line.isEmpty()) {
        return lines;
      }
      lines.add(line);
    }
  }

  static String line(Node.Answer invoice, int index) {
    try {
      var at = "lines/" + index + "/";
      var kind = invoice.text(at + "kind");
      return kind.isEmpty()
          ? ""
          : kind + " " + invoice.text(at + "code") + " " + invoice.text(at + "net");
    } catch (IndexOutOfBoundsException _) {
      return "";
    }
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
