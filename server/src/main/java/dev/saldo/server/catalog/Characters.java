package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Node;

/// Looks for characters that no catalog needs and that can hide what a text says.
final class Characters {
  private Characters() {}

  /// Refuses a text with control characters (but tab and line ends), half surrogate pairs, or
  /// characters that reverse the direction of text.
  static void check(String text) {
    var line = 1;
    var column = 1;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (isForbidden(c) && !(i == 0 && c == '\uFEFF')) {
        throw new UnacceptableYaml(new Node.Place(line, column), name(c));
      }
      column = c == '\n' ? 1 : column + 1;
      line = c == '\n' ? line + 1 : line;
    }
  }

  /// Refuses the same in a scalar, where an escape such as `\0` can have made them.
  static void checkScalar(String text, Node.Place place) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (isForbidden(c)) {
        throw new UnacceptableYaml(place, name(c));
      }
    }
  }

  private static boolean isForbidden(char c) {
    var control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    var direction = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    return control || direction || Character.isSurrogate(c) || c == '\uFEFF' || c >= '\uFFFE';
  }

  private static String name(char c) {
    return "has the character U+%04X, which isn't allowed".formatted((int) c);
  }
}
