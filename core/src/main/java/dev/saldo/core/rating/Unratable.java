package dev.saldo.core.rating;

import java.util.Locale;

/// Why an act has no price: its report is at fault, nothing is charged.
///
/// @param pointer what is at fault, as a JSON Pointer (RFC 6901) into the event: `/data/model`
/// @param code stable, for programs
/// @param words for the people who write the program that reports the act
public record Unratable(String pointer, Code code, String words) implements RatingResult {

  /// The kinds of fault.
  public enum Code {
    /// A property that the price needs isn't there.
    PROPERTY_MISSING,
    /// A property that is counted isn't a number.
    QUANTITY_NOT_A_NUMBER,
    /// A property that is counted is below zero.
    QUANTITY_NEGATIVE,
    /// A property that is counted has more digits than an amount may have.
    QUANTITY_OUT_OF_BOUNDS,
    /// What is included in a quantity is more than the quantity: more cached input than input.
    INCLUDED_EXCEEDS_WHOLE,
    /// The card has no line for these properties.
    NO_LINE,
    /// A second try that doesn't say what it is a second try at.
    ORIGINAL_MISSING,
    /// A second try is priced in another unit than its original.
    UNIT_DIFFERS,
    /// The price has more digits than an amount may have.
    PRICE_OUT_OF_BOUNDS;

    /// The code as programs read it: `no_line`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A fault of one property of the event's data.
  static Unratable property(String property, Code code, String words) {
    var escaped = property.replace("~", "~0").replace("/", "~1");
    return new Unratable("/data/" + escaped, code, words);
  }
}
