package dev.saldo.core.metering;

import java.math.BigDecimal;

/// One property of an event's data.
public sealed interface Value {
  /// Text, at most 255 characters.
  record Text(String text) implements Value {}

  /// An exact number, within the bounds of [dev.saldo.core.money.Decimals].
  record Number(BigDecimal number) implements Value {}

  /// Yes or no.
  record Flag(boolean flag) implements Value {}

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Number(BigDecimal.valueOf(number));
  }

  static Value of(BigDecimal number) {
    return new Number(number);
  }

  static Value of(boolean flag) {
    return new Flag(flag);
  }

  /// The value as a dimension shows it: the text, the plain number, `true` or `false`.
  default String label() {
    return switch (this) {
      case Text(var text) -> text;
      case Number(var number) -> number.toPlainString();
      case Flag(var flag) -> Boolean.toString(flag);
    };
  }
}
