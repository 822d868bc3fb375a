package dev.saldo.server.cli;

/// Text as it may stand on a terminal.
final class Printable {
  private Printable() {}

  /// The text with every control and format character but the line feed replaced, so that what
  /// somebody else wrote can neither move the cursor nor turn the direction of a line.
  static String of(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> clean.appendCodePoint(point == '\n' || shown(point) ? point : '\uFFFD'));
    return clean.toString();
  }

  /// The same on one line.
  static String onOneLine(String text) {
    return of(text).replace('\n', ' ');
  }

  private static boolean shown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
