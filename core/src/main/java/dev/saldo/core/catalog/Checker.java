package dev.saldo.core.catalog;

import dev.saldo.core.money.Decimals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.stream.Collectors;

/// Checks a text against shapes and reports all that doesn't fit.
final class Checker {
  private final Faults faults;
  private final ScalarChecker scalars;

  Checker(Faults faults, Names names) {
    this.faults = faults;
    this.scalars = new ScalarChecker(faults, names);
  }

  void check(Node node, Shape shape, String path) {
    switch (shape) {
      case Shape.ListOf list -> list(node, list, path);
      case Shape.MapOf map -> map(node, map, path);
      case Shape.Table table -> table(node, table, path);
      case Shape.ShortOr(var scalar, var longer) ->
          check(node, isLong(node, longer) ? longer : scalar, path);
      case Shape.OneOf oneOf -> oneOf(node, oneOf, path);
      case Shape.Text _,
          Shape.Amount _,
          Shape.Count _,
          Shape.CountOr _,
          Shape.Flag _,
          Shape.Label _,
          Shape.Choice _,
          Shape.Length _,
          Shape.Reference _ ->
          scalars.check(node, shape, path);
    }
  }

  private static boolean isLong(Node node, Shape longer) {
    return node instanceof Node.Mapping
        || node instanceof Node.Sequence && longer instanceof Shape.ListOf;
  }

  private void list(Node node, Shape.ListOf shape, String path) {
    if (!(node instanceof Node.Sequence sequence)) {
      faults.error(node.place(), path, "must be a list, not " + kind(node));
      return;
    }
    if (sequence.items().size() < shape.min()) {
      faults.error(node.place(), path, "must not be empty");
    }
    var seen = new HashSet<String>();
    for (var i = 0; i < sequence.items().size(); i++) {
      var item = sequence.items().get(i);
      check(item, shape.item(), path + "[" + i + "]");
      if (item instanceof Node.Scalar scalar && !seen.add(sameness(scalar, shape.item()))) {
        faults.error(
            item.place(), path + "[" + i + "]", Faults.echo(scalar.text()) + " stands twice");
      }
    }
  }

  private static String sameness(Node.Scalar scalar, Shape shape) {
    return shape instanceof Shape.Amount
        ? Decimals.parse(scalar.text()).map(String::valueOf).orElse(scalar.text())
        : scalar.text();
  }

  private void map(Node node, Shape.MapOf shape, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.error(node.place(), path, "must be a mapping from names, not " + kind(node));
      return;
    }
    if (mapping.entries().size() < shape.min()) {
      faults.error(node.place(), path, "must not be empty");
    }
    duplicates(mapping, path);
    for (var entry : mapping.entries()) {
      var entryPath = Faults.path(path, entry.key());
      var name = new Node.Scalar(entry.key(), Node.Form.QUOTED, entry.keyPlace());
      check(name, shape.name(), entryPath);
      check(entry.value(), shape.value(), entryPath);
    }
  }

  private void table(Node node, Shape.Table shape, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.error(
          node.place(), path, "must be a mapping with " + keys(shape) + ", not " + kind(node));
      return;
    }
    duplicates(mapping, path);
    for (var entry : mapping.entries()) {
      var known = shape.key(entry.key());
      if (known.isPresent()) {
        check(entry.value(), known.get().shape(), Faults.path(path, entry.key()));
      } else {
        unknownKey(entry, shape, path);
      }
    }
    for (var key : shape.keys()) {
      if (key.required()
          && mapping.entries().stream().noneMatch(entry -> entry.key().equals(key.name()))) {
        faults.error(node.place(), path, "lacks `" + key.name() + "`: " + key.about());
      }
    }
  }

  private void unknownKey(Node.Entry entry, Shape.Table shape, String path) {
    var hint = faults.full() ? "" : Spelling.suggestion(entry.key(), shape.keyNames());
    faults.error(
        entry.keyPlace(),
        Faults.path(path, entry.key()),
        "the key "
            + Faults.echo(entry.key())
            + " isn't known here"
            + (hint.isEmpty() ? "; known are " + keys(shape) : hint));
  }

  private void oneOf(Node node, Shape.OneOf shape, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.error(node.place(), path, "must be a mapping, not " + kind(node));
      return;
    }
    var fitting =
        shape.tables().stream()
            .filter(table -> Fields.of(mapping, path).has(Shape.OneOf.marker(table)))
            .toList();
    if (fitting.size() == 1) {
      table(node, fitting.getFirst(), path);
      return;
    }
    var markers =
        shape.tables().stream()
            .map(table -> "`" + Shape.OneOf.marker(table) + "`")
            .collect(Collectors.joining(", "));
    faults.error(node.place(), path, "must have exactly one of " + markers);
  }

  private void duplicates(Node.Mapping mapping, String path) {
    var first = new HashMap<String, Node.Place>();
    for (var entry : mapping.entries()) {
      var earlier = first.putIfAbsent(entry.key(), entry.keyPlace());
      if (earlier != null) {
        faults.error(
            entry.keyPlace(),
            Faults.path(path, entry.key()),
            "the key "
                + Faults.echo(entry.key())
                + " stands twice, first at line "
                + earlier.line());
      }
    }
  }

  private static String keys(Shape.Table shape) {
    return shape.keyNames().stream()
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  static String kind(Node node) {
    return switch (node) {
      case Node.Mapping _ -> "a mapping";
      case Node.Sequence _ -> "a list";
      case Node.Scalar scalar when scalar.form() == Node.Form.NULL -> "nothing";
      case Node.Scalar scalar -> Faults.echo(scalar.text());
    };
  }
}
