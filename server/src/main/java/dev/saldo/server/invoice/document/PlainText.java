package dev.saldo.server.invoice.document;

import java.text.Normalizer;
import java.util.Optional;

/// Text from outside, made fit for XML and paper.
final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /// The text as it will stand; empty where nothing of it would be seen.
  static Optional<String> of(Optional<String> text) {
    return text.map(PlainText::of).filter(clean -> !clean.isEmpty());
  }

  /// The text in composed form (NFC), with controls as blanks and what no XML may contain (lone
  /// surrogates, noncharacters) as U+FFFD, without blanks around it. Invisible marks go away: those
  /// that turn the direction of what follows could make a figure beside them read backwards, and
  /// none of them means anything on paper.
  static String of(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> !isInvisible(point))
        .map(PlainText::fit)
        .forEach(clean::appendCodePoint);
    return Normalizer.normalize(clean, Normalizer.Form.NFC).strip();
  }

  private static int fit(int point) {
    if (Character.isISOControl(point)) {
      return ' ';
    }
    var surrogate = point >= 0xD800 && point <= 0xDFFF;
    var nonCharacter = (point & 0xFFFE) == 0xFFFE;
    return surrogate || nonCharacter ? REPLACEMENT : point;
  }

  /// Format characters but the two that change how letters of some scripts join.
  private static boolean isInvisible(int point) {
    return Character.getType(point) == Character.FORMAT && point != 0x200C && point != 0x200D;
  }
}
