package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.http.Form;
import dev.saldo.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// No route tells one workspace anything of another's things: each is answered, byte for byte, as
/// one that doesn't exist.
class ApartTest {
  private static TestNode node;
  private static World theirs;
  private static String mine;

  @BeforeAll
  static void start() {
    node = TestNode.start();
    theirs = new World(node, "theirs");
    mine = node.key("mine");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /// The routes that name something, in the path or in the body.
  private static Stream<Route> naming() {
    return node.routes().stream()
        .filter(route -> !(route.access() instanceof Route.Access.Open))
        .filter(route -> route.template().contains("{") || takesCustomer(route));
  }

  private static boolean takesCustomer(Route route) {
    return Stream.concat(
            route.forms().stream().flatMap(form -> form.schema().fields().stream()),
            route.query().stream())
        .anyMatch(field -> field.name().equals("customer"));
  }

  @Test
  void anothersThingsAreLikeNothing() {
    List<String> tried = new ArrayList<>();
    for (Route route : naming().toList()) {
      for (String name : names(route)) {
        String there = ask(route, mine, name, theirs.id(name));
        String nowhere = ask(route, mine, name, other(theirs.id(name)));
        assertThat(there).as(route.operationId() + " by " + name).isEqualTo(nowhere);
        tried.add(route.operationId());
      }
    }
    assertThat(tried).contains("getCustomer", "revokeApiKey", "createCharge", "getReceipt");
  }

  /// Where the crawl would prove nothing, because what is asked for doesn't exist anyway.
  @Test
  void whatIsTriedIsReallyThere() {
    List<Route> reads = naming().filter(route -> route.verb() == Route.Verb.GET).toList();
    assertThat(reads).hasSizeGreaterThan(10);
    for (Route route : reads) {
      String path = theirs.path(route, Map.of()) + World.query(route, theirs.id("customer"));
      var answer = node.get(theirs.key, path);
      assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
    }
  }

  private static List<String> names(Route route) {
    List<String> names = new ArrayList<>();
    String before = "";
    for (String segment : route.template().substring(1).split("/", -1)) {
      if (segment.startsWith("{")) {
        String thing = World.thing(route, before, segment);
        if (!List.of("version", "action", "wallet", "what").contains(thing)) {
          names.add(thing);
        }
      }
      before = segment;
    }
    if (takesCustomer(route)) {
      names.add("customer");
    }
    return names;
  }

  /// The answer without what differs by request: its id, and the id that was asked for.
  private static String ask(Route route, String key, String name, String id) {
    String path = theirs.path(route, Map.of(name, id)) + World.query(route, id);
    String mediaType = "";
    String body = "";
    for (Form form : route.forms()) {
      if (form.kind() == Form.Kind.ONE) {
        mediaType = form.mediaType();
        String customer = name.equals("customer") ? id : "one";
        body = new Samples(Map.of("customer", customer)).of(form.schema());
      } else if (form.kind() == Form.Kind.RAW && mediaType.isEmpty()) {
        mediaType = form.mediaType();
        body = TestNode.CATALOG;
      }
    }
    var answer = node.send(key, route.verb().name(), path, mediaType, body);
    assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 499);
    if (route.template().contains("{")) {
      assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(404);
    }
    return answer.status() + " " + answer.body().replaceAll("req_[0-9a-f]+", "").replace(id, "ID");
  }

  /// An id of the same form that nothing has.
  private static String other(String id) {
    char last = id.charAt(id.length() - 1);
    return id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
  }
}
