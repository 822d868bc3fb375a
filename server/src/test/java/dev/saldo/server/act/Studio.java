package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;

import dev.saldo.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A node whose catalog sells in money, with what tests ask of subscriptions.
final class Studio {
  final Node node = new Node();

  private Studio() {}

  static Studio open() {
    var studio = new Studio();
    try (var in = Studio.class.getResourceAsStream("subscriptions.yaml")) {
      if (in == null) {
        throw new IllegalStateException("no catalog");
      }
      studio.node.publish(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return studio;
  }

  String customer(String currency) {
    var body =
        "{\"external_id\":\"sub-%s\",\"name\":\"Somebody\",\"currency\":\"%s\"}"
            .formatted(node.nextKey(), currency);
    return expect(node.post("/v1/customers", body), 201).text("id");
  }

  Node.Answer begin(String customer, String plan, String more) {
    return node.post(
        "/v1/subscriptions",
        "{\"customer\":\"%s\",\"catalog\":\"studio\",\"plan\":\"%s\"%s}"
            .formatted(customer, plan, more.isEmpty() ? "" : "," + more));
  }

  String begun(String plan, String more) {
    return expect(begin(customer("EUR"), plan, more), 201).text("subscription/id");
  }

  Node.Answer act(String subscription, String act, String body) {
    return node.post("/v1/subscriptions/" + subscription + "/" + act, body);
  }

  Node.Answer get(String subscription) {
    return expect(node.get("/v1/subscriptions/" + subscription), 200);
  }

  Node.Answer preview(String subscription, String body) {
    return expect(act(subscription, "preview", body), 200);
  }

  List<Json> lines(Node.Answer preview) {
    return ((Json.Arr) preview.member("lines")).items();
  }

  /// Half of the current period from now; the customer's time is its middle.
  void toTheMiddle(String subscription) {
    var it = get(subscription);
    var from = Instant.parse(it.text("current_period/from"));
    var until = Instant.parse(it.text("current_period/until"));
    advance(it, from.plus(Duration.between(from, until).dividedBy(2)));
  }

  void toTheEnd(String subscription) {
    var it = get(subscription);
    advance(it, Instant.parse(it.text("current_period/until")));
  }

  void advance(Node.Answer subscription, Instant to) {
    var path = "/v1/test-clocks/" + subscription.text("customer") + "/advance";
    expect(node.post(path, "{\"to\":\"" + to + "\"}"), 200);
  }
}
