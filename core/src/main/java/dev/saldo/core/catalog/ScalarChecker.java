package dev.saldo.core.catalog;

import dev.saldo.core.money.Decimals;
import java.math.BigDecimal;

/// Checks single values against their shapes.
final class ScalarChecker {
  private final Faults faults;
  private final Names names;

  ScalarChecker(Faults faults, Names names) {
    this.faults = faults;
    this.names = names;
  }

  void check(Node node, Shape shape, String path) {
    if (!(node instanceof Node.Scalar scalar)) {
      faults.error(node.place(), path, "must be " + wanted(shape) + ", not " + Checker.kind(node));
      return;
    }
    switch (shape) {
      case Shape.Amount amount -> amount(scalar, amount, path);
      case Shape.Count count -> count(scalar, count, path);
      case Shape.CountOr countOr -> countOr(scalar, countOr, path);
      case Shape.Flag _ -> flag(scalar, path);
      case Shape.Label _ -> label(scalar, path);
      case Shape.Text text -> text(scalar, text, path);
      case Shape.Choice choice -> choice(scalar, choice, path);
      case Shape.Length length -> length(scalar, length, path);
      case Shape.Reference reference -> reference(scalar, reference, path);
      case Shape.ListOf _, Shape.MapOf _, Shape.Table _, Shape.ShortOr _, Shape.OneOf _ ->
          throw new IllegalArgumentException("not the shape of a scalar: " + shape);
    }
  }

  static String wanted(Shape shape) {
    return switch (shape) {
      case Shape.Amount(var positive, _) ->
          positive
              ? "an amount above zero in quotes, such as \"12.50\""
              : "an amount in quotes, such as \"12.50\"";
      case Shape.Count(var min, var max) ->
          "a whole number from " + min + " to " + max + ", without quotes";
      case Shape.CountOr(var min, var max, var word) ->
          "a whole number from " + min + " to " + max + ", without quotes, or " + word;
      case Shape.Flag _ -> "true or false, without quotes";
      case Shape.Label _ -> "text, true or false";
      case Shape.Text(_, var what) -> what;
      case Shape.Choice(var words) -> "one of " + String.join(", ", words);
      case Shape.Length(_, var ever) -> "a time such as 90 days" + (ever ? ", or ever" : "");
      case Shape.Reference(var section) -> "the name of a " + section.entry;
      case Shape.ListOf _ -> "a list";
      case Shape.MapOf _, Shape.Table _, Shape.ShortOr _, Shape.OneOf _ -> "a mapping";
    };
  }

  private void amount(Node.Scalar scalar, Shape.Amount shape, String path) {
    var value = Decimals.parse(scalar.text());
    if (scalar.form() != Node.Form.QUOTED) {
      wrong(
          scalar,
          path,
          value.isPresent()
              ? "must stand in quotes, \"" + scalar.text() + "\", so that it is read exactly"
              : "must be " + wanted(shape));
      return;
    }
    if (value.isEmpty()) {
      wrong(scalar, path, malformed(scalar.text(), shape));
      return;
    }
    range(scalar, value.get(), shape, path);
  }

  private static String malformed(String text, Shape shape) {
    if (text.length() <= 200 && text.matches("-?[0-9]+\\.[0-9]{13,}")) {
      return "has more than " + Decimals.SCALE_MAX + " decimals, which would be lost";
    }
    if (text.length() <= 200 && text.matches("-?[0-9]{27,}(\\.[0-9]+)?")) {
      return "has more than " + Decimals.INTEGER_DIGITS_MAX + " digits before the point";
    }
    if (text.matches("[0-9.]{0,30},[0-9.,]{0,30}")) {
      return "isn't an amount: the decimal sign is a point, and digits aren't grouped";
    }
    return "isn't an amount; it must be " + wanted(shape);
  }

  private void range(Node.Scalar scalar, BigDecimal value, Shape.Amount shape, String path) {
    if (value.signum() < 0) {
      wrong(scalar, path, "is negative");
    } else if (shape.positive() && value.signum() == 0) {
      wrong(scalar, path, "must be above zero");
    } else if (shape.max().isPresent() && value.compareTo(shape.max().get()) > 0) {
      wrong(scalar, path, "is more than " + shape.max().get());
    }
  }

  private void countOr(Node.Scalar scalar, Shape.CountOr shape, String path) {
    var isWord = scalar.text().equals(shape.word()) && scalar.form() != Node.Form.INTEGER;
    if (!isWord && !isCount(scalar, shape.min(), shape.max())) {
      wrong(scalar, path, "must be " + wanted(shape));
    }
  }

  private static boolean isCount(Node.Scalar scalar, int min, int max) {
    if (scalar.form() != Node.Form.INTEGER || !scalar.text().matches("0|[1-9][0-9]{0,8}")) {
      return false;
    }
    var value = Integer.parseInt(scalar.text());
    return value >= min && value <= max;
  }

  private void count(Node.Scalar scalar, Shape.Count shape, String path) {
    if (!isCount(scalar, shape.min(), shape.max())) {
      wrong(scalar, path, "must be " + wanted(shape));
    }
  }

  private void flag(Node.Scalar scalar, String path) {
    if (scalar.form() != Node.Form.BOOLEAN) {
      wrong(scalar, path, "must be " + wanted(Shapes.FLAG));
    }
  }

  private void label(Node.Scalar scalar, String path) {
    switch (scalar.form()) {
      case QUOTED, PLAIN_TEXT, BOOLEAN -> {
        if (scalar.text().isEmpty() || scalar.text().length() > 255) {
          wrong(scalar, path, "must have 1 to 255 characters");
        }
      }
      case INTEGER, FLOAT -> quoted(scalar, path);
      case NULL -> wrong(scalar, path, "must be " + wanted(Shapes.LABEL));
    }
  }

  private void text(Node.Scalar scalar, Shape.Text shape, String path) {
    if (!isText(scalar)) {
      quoted(scalar, path);
    } else if (scalar.text().length() > 600 || !shape.pattern().matcher(scalar.text()).matches()) {
      wrong(scalar, path, "isn't " + shape.what());
    }
  }

  private void choice(Node.Scalar scalar, Shape.Choice shape, String path) {
    if (!shape.words().contains(scalar.text())) {
      var hint = faults.full() ? "" : Spelling.suggestion(scalar.text(), shape.words());
      wrong(scalar, path, "must be " + wanted(shape) + hint);
    }
  }

  private void length(Node.Scalar scalar, Shape.Length shape, String path) {
    if (shape.ever() && scalar.text().equals(Lengths.EVER)) {
      return;
    }
    var length = Lengths.parse(scalar.text());
    if (length.isEmpty()) {
      wrong(scalar, path, "must be " + wanted(shape));
    } else if (length.get().compareTo(shape.max()) > 0) {
      wrong(scalar, path, "is longer than " + Lengths.words(shape.max()));
    }
  }

  private void reference(Node.Scalar scalar, Shape.Reference shape, String path) {
    if (!isText(scalar)) {
      quoted(scalar, path);
      return;
    }
    var known = names.in(shape.section());
    if (!known.contains(scalar.text())) {
      var hint = faults.full() ? "" : Spelling.suggestion(scalar.text(), known);
      wrong(scalar, path, "isn't a " + shape.section().entry + " of this catalog" + hint);
    }
  }

  private void quoted(Node.Scalar scalar, String path) {
    if (scalar.form() == Node.Form.NULL) {
      faults.error(scalar.place(), path, "has no value");
    } else {
      wrong(scalar, path, "must stand in quotes here, because it is meant as text");
    }
  }

  private static boolean isText(Node.Scalar scalar) {
    return scalar.form() == Node.Form.QUOTED || scalar.form() == Node.Form.PLAIN_TEXT;
  }

  private void wrong(Node.Scalar scalar, String path, String message) {
    var shown = scalar.form() == Node.Form.NULL ? "nothing" : Faults.echo(scalar.text());
    faults.error(scalar.place(), path, shown + " " + message);
  }
}
