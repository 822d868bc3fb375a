package dev.saldo.core.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lengths of time as a catalog writes them: `15 minutes`, `24 hours`, `90 days`.
public final class Lengths {
  /// What a length must match as a whole.
  public static final String PATTERN = "([1-9][0-9]{0,6}) (second|minute|hour|day)s?";

  static final String EVER = "ever";

  private static final Pattern LENGTH = Pattern.compile(PATTERN);

  private Lengths() {}

  /// Empty when the text isn't a length, `ever` included.
  public static Optional<Duration> parse(String text) {
    var matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "second" -> Optional.of(Duration.ofSeconds(count));
      case "minute" -> Optional.of(Duration.ofMinutes(count));
      case "hour" -> Optional.of(Duration.ofHours(count));
      default -> Optional.of(Duration.ofDays(count));
    };
  }

  /// The length in its largest whole unit.
  static String words(Duration length) {
    if (length.toDaysPart() > 1 && length.equals(Duration.ofDays(length.toDays()))) {
      return length.toDays() + " days";
    }
    if (length.equals(Duration.ofHours(length.toHours()))) {
      return length.toHours() + " hours";
    }
    return length.toSeconds() + " seconds";
  }
}
