package dev.saldo.server.json;

/// What the characters of a decimal say, found without any arithmetic on its digits.
///
/// @param scale digits after the point
record DecimalForm(Kind kind, boolean negative, boolean zero, int scale) {
  private static final int WHOLE_MAX = 26;
  private static final int SCALE_MAX = 12;
  private static final DecimalForm INVALID = new DecimalForm(Kind.INVALID, false, false, 0);
  private static final DecimalForm EXPONENT = new DecimalForm(Kind.EXPONENT, false, false, 0);

  enum Kind {
    /// `-?` up to 26 digits, and up to 12 after a point; ASCII digits only.
    PLAIN,
    /// A decimal with an exponent.
    EXPONENT,
    INVALID
  }

  static DecimalForm of(String text) {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int at = negative ? 1 : 0;
    int wholeEnd = digitsEnd(text, at);
    int whole = wholeEnd - at;
    boolean zero = zeros(text, at, wholeEnd);
    if (whole == 0) {
      return INVALID;
    }
    at = wholeEnd;
    int scale = 0;
    if (at < length && text.charAt(at) == '.') {
      int end = digitsEnd(text, at + 1);
      scale = end - at - 1;
      zero = zero && zeros(text, at + 1, end);
      if (scale == 0) {
        return INVALID;
      }
      at = end;
    }
    if (at < length) {
      return exponent(text, at) ? EXPONENT : INVALID;
    }
    return whole > WHOLE_MAX || scale > SCALE_MAX
        ? INVALID
        : new DecimalForm(Kind.PLAIN, negative, zero, scale);
  }

  /// Whether a JSON number has neither point nor exponent.
  static boolean isInteger(String raw) {
    int from = raw.startsWith("-") ? 1 : 0;
    return raw.length() > from && digitsEnd(raw, from) == raw.length();
  }

  private static boolean exponent(String text, int at) {
    char e = text.charAt(at);
    if (e != 'e' && e != 'E') {
      return false;
    }
    int from = at + 1;
    if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
      from++;
    }
    return from < text.length() && digitsEnd(text, from) == text.length();
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean zeros(String text, int from, int until) {
    for (int i = from; i < until; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
