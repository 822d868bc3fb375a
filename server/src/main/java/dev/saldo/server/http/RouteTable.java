package dev.saldo.server.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The routes as a tree of path segments; a literal segment goes before a named one.
final class RouteTable {
  private static final int PART_LENGTH_MAX = 255;

  /// What stands under an address.
  sealed interface Match {
    record Found(Served served, Map<String, String> path) implements Match {}

    record OtherMethod(String allow) implements Match {}

    record None() implements Match {}
  }

  /// A route with what is prepared for it once.
  record Served(
      Route route, Parameters parameters, List<String> names, HttpMetrics.OfRoute metrics) {}

  /// One segment's place in the tree.
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    @Nullable Node named;
    final Map<Route.Verb, Served> routes = new EnumMap<>(Route.Verb.class);
  }

  private final Node root = new Node();

  RouteTable(List<Route> routes, HttpMetrics metrics) {
    Set<String> operations = new HashSet<>();
    for (Route route : routes) {
      if (!operations.add(route.operationId())) {
        throw new IllegalArgumentException("an operation occurs twice: " + route.operationId());
      }
      add(route, metrics);
    }
  }

  /// What stands under a raw path for a method.
  Match find(String method, String rawPath) {
    List<String> values = new ArrayList<>(2);
    Node node = root;
    int from = 1;
    while (from <= rawPath.length()) {
      int slash = rawPath.indexOf('/', from);
      int until = slash < 0 ? rawPath.length() : slash;
      String segment = rawPath.substring(Math.min(from, until), until);
      Node next = node.literals.get(segment);
      if (next == null) {
        next = node.named;
        String value = next == null ? null : part(segment);
        if (next == null || value == null) {
          return new Match.None();
        }
        values.add(value);
      }
      node = next;
      from = until + 1;
    }
    if (node.routes.isEmpty()) {
      return new Match.None();
    }
    Served served = served(node, method);
    return served == null
        ? new Match.OtherMethod(allow(node))
        : new Match.Found(served, path(served, values));
  }

  private static Map<String, String> path(Served served, List<String> values) {
    List<String> names = served.names();
    if (names.isEmpty()) {
      return Map.of();
    }
    if (names.size() == 1) {
      return Map.of(names.getFirst(), values.getFirst());
    }
    Map<String, String> path = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      path.put(names.get(i), values.get(i));
    }
    return path;
  }

  private static @Nullable Served served(Node node, String method) {
    return switch (method) {
      case "GET", "HEAD" -> node.routes.get(Route.Verb.GET);
      case "POST" -> node.routes.get(Route.Verb.POST);
      case "PUT" -> node.routes.get(Route.Verb.PUT);
      case "PATCH" -> node.routes.get(Route.Verb.PATCH);
      case "DELETE" -> node.routes.get(Route.Verb.DELETE);
      default -> null;
    };
  }

  private static String allow(Node node) {
    Set<String> names = new TreeSet<>();
    for (Route.Verb verb : node.routes.keySet()) {
      names.add(verb.name());
      if (verb == Route.Verb.GET) {
        names.add("HEAD");
      }
    }
    return String.join(", ", names);
  }

  /// A named part's value, null where none can be meant.
  private static @Nullable String part(String segment) {
    String value = segment.length() > 3 * PART_LENGTH_MAX ? null : Percent.decode(segment, false);
    if (value == null || value.isEmpty() || value.length() > PART_LENGTH_MAX) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return null;
      }
    }
    return value;
  }

  private void add(Route route, HttpMetrics metrics) {
    List<String> names = new ArrayList<>();
    Node node = root;
    for (String segment : route.template().substring(1).split("/", -1)) {
      if (segment.startsWith("{") && segment.endsWith("}")) {
        names.add(segment.substring(1, segment.length() - 1));
        if (node.named == null) {
          node.named = new Node();
        }
        node = node.named;
      } else {
        node = node.literals.computeIfAbsent(segment, _ -> new Node());
      }
    }
    Served served =
        new Served(route, new Parameters(route), List.copyOf(names), metrics.ofRoute(route));
    if (node.routes.put(route.verb(), served) != null) {
      throw new IllegalArgumentException("two routes at " + route.verb() + " " + route.template());
    }
  }
}
