package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The shapes that several sections share.
final class Shapes {
  static final Shape CATALOG_NAME =
      text("[a-z][a-z0-9_-]{0,62}", "a name in small letters, such as my_catalog");
  static final Shape NAME =
      text("[a-z][a-z0-9_]{0,62}", "a name in small letters, such as my_plan");
  static final Shape ACTION_NAME =
      text("[a-z][a-z0-9_.-]{0,126}", "an action's name in small letters, such as voice.call");
  static final Shape EVENT_TYPE =
      text("[A-Za-z][A-Za-z0-9_./-]{0,126}", "an event's type, such as voice.call");
  static final Shape PROPERTY =
      text("[A-Za-z][A-Za-z0-9_.-]{0,62}", "the name of a property of an event's data");
  static final Shape LINE_NAME =
      text("[A-Za-z0-9][A-Za-z0-9_.:/-]{0,126}", "a line's name, such as a model's");
  static final Shape COUPON =
      text("[A-Za-z0-9][A-Za-z0-9_-]{0,62}", "a coupon's code, such as WELCOME10");
  static final Shape DATE = text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day such as \"2030-12-31\"");
  static final Shape CURRENCY = text("[A-Z]{3}", "a currency's code, such as EUR");

  /// Neither control characters nor those that reverse the direction of text.
  static final Shape TITLE =
      text(
          "[^\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]{1,120}",
          "a title of 1 to 120 characters on one line");

  static final Shape URL =
      text("https?://[!-~]{1,500}", "a web address that begins with https:// or http://");

  static final Shape AMOUNT = new Shape.Amount(false, Optional.empty());
  static final Shape POSITIVE = new Shape.Amount(true, Optional.empty());
  static final Shape PERCENT = new Shape.Amount(true, Optional.of(BigDecimal.valueOf(100)));
  static final Shape FLAG = new Shape.Flag();
  static final Shape LABEL = new Shape.Label();

  /// Ten years of 365 days.
  static final Duration LIFE_MAX = Duration.ofDays(3650);

  static final Shape LIFE = new Shape.Length(LIFE_MAX, false);
  static final Shape LIFE_OR_EVER = new Shape.Length(LIFE_MAX, true);

  static final Shape LABELS = new Shape.MapOf(PROPERTY, LABEL, 1);

  static final Shape UNIT = reference(Section.UNITS);
  static final String UNIT_ABOUT = "The credit unit; the first one defined when left out.";

  private Shapes() {}

  static Shape reference(Section section) {
    return new Shape.Reference(section);
  }

  static Shape choice(String... words) {
    return new Shape.Choice(List.of(words));
  }

  static Shape list(Shape item, int min) {
    return new Shape.ListOf(item, min);
  }

  static Shape map(Shape name, Shape value) {
    return new Shape.MapOf(name, value, 0);
  }

  static Shape someMap(Shape name, Shape value) {
    return new Shape.MapOf(name, value, 1);
  }

  static Shape.Table table(String name, String about, Shape.Key... keys) {
    return new Shape.Table(name, about, List.of(keys));
  }

  private static Shape text(String pattern, String what) {
    return new Shape.Text(Pattern.compile(pattern), what);
  }
}
