package dev.saldo.core.catalog;

import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of one mapping, after [Checker] has looked at them.
///
/// What is missing or malformed has been reported; here it is empty, or a stand-in of the right
/// type, so that the rest can still be looked at. A catalog with a stand-in in it is never handed
/// out.
record Fields(Node.Mapping mapping, String path) {

  static Fields of(Node node, String path) {
    return new Fields(
        node instanceof Node.Mapping mapping ? mapping : new Node.Mapping(List.of(), node.place()),
        path);
  }

  Node.Place place() {
    return mapping.place();
  }

  /// Where a key's value stands, or the mapping when there is none.
  Node.Place place(String key) {
    return node(key).map(Node::place).orElse(place());
  }

  String path(String key) {
    return Faults.path(path, key);
  }

  boolean has(String key) {
    return node(key).isPresent();
  }

  Optional<Node> node(String key) {
    for (var entry : mapping.entries()) {
      if (entry.key().equals(key)) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  Optional<String> text(String key) {
    return node(key).flatMap(Fields::text);
  }

  String textOr(String key, String standIn) {
    return text(key).orElse(standIn);
  }

  Optional<BigDecimal> amount(String key) {
    return node(key).flatMap(Fields::amount);
  }

  BigDecimal amountOr(String key, BigDecimal standIn) {
    return amount(key).orElse(standIn);
  }

  Optional<Integer> count(String key) {
    return text(key).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  boolean flag(String key) {
    return text(key).equals(Optional.of("true"));
  }

  Optional<Duration> length(String key) {
    return text(key).flatMap(Lengths::parse);
  }

  Optional<Fields> table(String key) {
    return node(key)
        .filter(Node.Mapping.class::isInstance)
        .map(value -> Fields.of(value, path(key)));
  }

  /// The items of a list; none when there is no list.
  List<Node> list(String key) {
    return node(key).orElse(mapping) instanceof Node.Sequence sequence
        ? sequence.items()
        : List.of();
  }

  List<String> texts(String key) {
    return list(key).stream().flatMap(item -> text(item).stream()).toList();
  }

  List<BigDecimal> amounts(String key) {
    return list(key).stream().flatMap(item -> amount(item).stream()).toList();
  }

  /// The tables of a list.
  List<Fields> tables(String key) {
    var tables = new ArrayList<Fields>();
    var at = 0;
    for (var item : list(key)) {
      tables.add(Fields.of(item, path(key) + "[" + at++ + "]"));
    }
    return tables;
  }

  /// The entries of a map; of two with one name, the first.
  List<Node.Entry> map(String key) {
    if (!(node(key).orElse(null) instanceof Node.Mapping map)) {
      return List.of();
    }
    var first = new LinkedHashMap<String, Node.Entry>();
    map.entries().forEach(entry -> first.putIfAbsent(entry.key(), entry));
    return List.copyOf(first.values());
  }

  /// The entries of a map whose values are labels.
  Map<String, String> labels(String key) {
    var labels = new LinkedHashMap<String, String>();
    map(key).forEach(entry -> labels.put(entry.key(), text(entry.value()).orElse("")));
    return labels;
  }

  static Optional<String> text(Node node) {
    return node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  static Optional<BigDecimal> amount(Node node) {
    return node instanceof Node.Scalar scalar && scalar.form() == Node.Form.QUOTED
        ? Decimals.parse(scalar.text())
        : Optional.empty();
  }
}
