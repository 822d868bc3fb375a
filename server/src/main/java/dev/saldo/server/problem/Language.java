package dev.saldo.server.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A language in which people are answered.
public enum Language {
  EN("en", '.'),
  ES("es", ','),
  PT_BR("pt-BR", ',');

  private final String tag;
  private final char decimalMark;

  Language(String tag, char decimalMark) {
    this.tag = tag;
    this.decimalMark = decimalMark;
  }

  /// The BCP 47 tag.
  public String tag() {
    return tag;
  }

  /// The mark between whole and fraction in texts for people.
  char decimalMark() {
    return decimalMark;
  }

  /// The best language for an `Accept-Language` value (RFC 9110 §12.5.4): the one of highest
  /// weight, the first of equals; English when none fits or the value makes no sense.
  public static Language accepted(String header) {
    Language best = EN;
    int bestWeight = 0;
    int length = Math.min(header.length(), 500);
    int from = 0;
    while (from < length) {
      int comma = header.indexOf(',', from);
      int until = comma < 0 || comma > length ? length : comma;
      String range = header.substring(from, until).strip();
      int weight = weight(range);
      if (weight > bestWeight) {
        int semicolon = range.indexOf(';');
        Language language = ofRange(semicolon < 0 ? range : range.substring(0, semicolon).strip());
        if (language != null) {
          best = language;
          bestWeight = weight;
        }
      }
      from = until + 1;
    }
    return best;
  }

  private static @Nullable Language ofRange(String range) {
    String lower = range.toLowerCase(Locale.ROOT);
    if (lower.equals("*") || lower.equals("en") || lower.startsWith("en-")) {
      return EN;
    }
    if (lower.equals("es") || lower.startsWith("es-")) {
      return ES;
    }
    return lower.equals("pt") || lower.startsWith("pt-") ? PT_BR : null;
  }

  /// The weight in thousandths; 0 for what isn't acceptable or can't be read.
  private static int weight(String range) {
    int at = range.indexOf("q=");
    if (at < 0) {
      return 1000;
    }
    String value = range.substring(at + 2).strip();
    if (value.startsWith("1")) {
      return 1000;
    }
    if (!value.startsWith("0.")) {
      return 0;
    }
    int weight = 0;
    int factor = 100;
    for (int i = 2; i < Math.min(5, value.length()); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      weight += digit * factor;
      factor /= 10;
    }
    return weight;
  }
}
