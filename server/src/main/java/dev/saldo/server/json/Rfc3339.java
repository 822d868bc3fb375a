package dev.saldo.server.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/// The strict reader of RFC 3339 times: date, time and offset, at most nanoseconds.
///
/// A day that doesn't exist, a second of 60 and a missing offset are refused, not repaired.
public final class Rfc3339 {
  private Rfc3339() {}

  /// The time, empty where the text isn't one. Any year of four digits passes.
  public static Optional<Instant> time(String text) {
    int length = text.length();
    if (length < 20 || length > 40 || !dateForm(text)) {
      return Optional.empty();
    }
    char t = text.charAt(10);
    if (t != 'T' && t != 't' || text.charAt(13) != ':' || text.charAt(16) != ':') {
      return Optional.empty();
    }
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return Optional.empty();
    }
    int at = 19;
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int from = ++at;
      while (at < length && digit(text, at) >= 0) {
        if (at - from == 9) {
          return Optional.empty();
        }
        nanos = nanos * 10 + digit(text, at++);
      }
      if (at == from) {
        return Optional.empty();
      }
      for (int i = at - from; i < 9; i++) {
        nanos *= 10;
      }
    }
    int offsetSeconds = offset(text, at);
    Optional<LocalDate> day = day(text.substring(0, 10));
    if (offsetSeconds == Integer.MIN_VALUE || day.isEmpty()) {
      return Optional.empty();
    }
    long epochSecond =
        day.get().toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second - offsetSeconds;
    return Optional.of(Instant.ofEpochSecond(epochSecond, nanos));
  }

  /// The calendar day, empty where the text isn't one.
  public static Optional<LocalDate> day(String text) {
    if (text.length() != 10 || !dateForm(text)) {
      return Optional.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return Optional.empty();
    }
    return day > YearMonth.of(year, month).lengthOfMonth()
        ? Optional.empty()
        : Optional.of(LocalDate.of(year, month, day));
  }

  /// Seconds east of UTC, [Integer#MIN_VALUE] where there is no offset to the text's end.
  private static int offset(String text, int at) {
    int rest = text.length() - at;
    char sign = rest > 0 ? text.charAt(at) : ' ';
    if (rest == 1 && (sign == 'Z' || sign == 'z')) {
      return 0;
    }
    if (rest != 6 || sign != '+' && sign != '-' || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static boolean dateForm(String text) {
    return text.charAt(4) == '-' && text.charAt(7) == '-';
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = digit(text, i);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int digit(String text, int at) {
    int digit = text.charAt(at) - '0';
    return digit >= 0 && digit <= 9 ? digit : -1;
  }
}
