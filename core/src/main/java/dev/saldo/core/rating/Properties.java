package dev.saldo.core.rating;

import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.rating.Unratable.Code;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A reading of an event's data that remembers the first fault it met; what is read at fault is
/// zero or empty, to be thrown away once [#fault] is asked.
final class Properties {
  private final Map<String, Value> data;
  private @Nullable Unratable fault;

  Properties(Map<String, Value> data) {
    this.data = data;
  }

  Map<String, Value> data() {
    return data;
  }

  Optional<Unratable> fault() {
    return Optional.ofNullable(fault);
  }

  /// A number that is counted: there, zero or more, within the bounds of an amount. Fractions count
  /// as they are.
  BigDecimal quantity(String property) {
    return switch (data.get(property)) {
      case null -> fails(property, Code.PROPERTY_MISSING, "must be given as a number");
      case Value.Number(var number) -> bounded(property, number);
      case Value.Text(_) -> fails(property, Code.QUANTITY_NOT_A_NUMBER, "is text, not a number");
      case Value.Flag(_) -> fails(property, Code.QUANTITY_NOT_A_NUMBER, "is a yes or no");
    };
  }

  /// A quantity that is part of another: zero when it isn't there.
  BigDecimal quantityOrNothing(String property) {
    return data.containsKey(property) ? quantity(property) : BigDecimal.ZERO;
  }

  /// A quantity less what others count of it.
  BigDecimal remainder(String property, Iterable<String> included) {
    var rest = quantity(property);
    for (var part : included) {
      var whole = rest;
      rest = rest.subtract(quantityOrNothing(part));
      if (rest.signum() < 0) {
        var words = "exceeds what is left of " + property + ", " + whole.toPlainString();
        return fails(part, Code.INCLUDED_EXCEEDS_WHOLE, words);
      }
    }
    return rest;
  }

  /// What a property says, as text.
  String label(String property) {
    var value = data.get(property);
    if (value == null) {
      fails(property, Code.PROPERTY_MISSING, "must be given: the price depends on it");
      return "";
    }
    return value.label();
  }

  /// Whether all these properties are there and say what is asked.
  boolean haveAll(Map<String, String> labels) {
    for (var condition : labels.entrySet()) {
      var value = data.get(condition.getKey());
      if (value == null || !value.label().equals(condition.getValue())) {
        return false;
      }
    }
    return true;
  }

  private BigDecimal bounded(String property, BigDecimal number) {
    if (!Decimals.fits(number)) {
      return fails(property, Code.QUANTITY_OUT_OF_BOUNDS, "has too many digits");
    }
    if (number.signum() < 0) {
      return fails(property, Code.QUANTITY_NEGATIVE, "is below zero");
    }
    return Decimals.normal(number);
  }

  private BigDecimal fails(String property, Code code, String words) {
    if (fault == null) {
      fault = Unratable.property(property, code, property + " " + words);
    }
    return BigDecimal.ZERO;
  }
}
