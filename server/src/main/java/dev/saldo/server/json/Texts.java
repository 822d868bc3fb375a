package dev.saldo.server.json;

import org.jspecify.annotations.Nullable;

/// Checks of characters, shared by reading and checking.
final class Texts {
  private Texts() {}

  /// Why a string can't be kept at all, null where it can: NUL or a lone surrogate.
  static @Nullable String unsound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "a NUL in a string";
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return "a lone surrogate in a string";
        }
        i++;
      }
    }
    return null;
  }

  /// Whether a text that people will read as a name has a control character, a line end, or a
  /// character that reorders what stands around it (Unicode UAX #9 §2).
  static boolean hasControls(String text, boolean linesAllowed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20) {
        if (!linesAllowed || c != '\n' && c != '\r' && c != '\t') {
          return true;
        }
      } else if (c >= 0x7F && c <= 0x9F || isBidi(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBidi(char c) {
    return c == '\u061C'
        || c == '\u200E'
        || c == '\u200F'
        || c >= '\u2028' && c <= '\u202E'
        || c >= '\u2066' && c <= '\u2069';
  }

  /// The length in characters as people count code points.
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
