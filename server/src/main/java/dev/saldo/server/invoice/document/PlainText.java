package dev.saldo.server.invoice.document;

/// Text from outside, made fit for XML: what a name may hold and XML may not.
final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /// The text with controls as blanks and what no XML may contain (lone surrogates, noncharacters)
  /// as U+FFFD, without blanks around it. Marks that turn the direction of what follows go away,
  /// because they could make a figure beside them read backwards.
  static String of(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> !turnsDirection(point))
        .map(PlainText::fit)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static int fit(int point) {
    if (Character.isISOControl(point)) {
      return ' ';
    }
    var surrogate = point >= 0xD800 && point <= 0xDFFF;
    var nonCharacter = (point & 0xFFFE) == 0xFFFE;
    return surrogate || nonCharacter ? REPLACEMENT : point;
  }

  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0x200E
        || point == 0x200F;
  }
}
