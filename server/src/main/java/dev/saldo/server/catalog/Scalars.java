package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Node;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Tells how a scalar was written, by the core schema of YAML 1.2 (YAML 1.2.2, section 10.3.2):
/// `NO` is text, `010` the whole number ten, `1:30` text, `1.10` a floating-point number.
final class Scalars {
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  /// No number that means anything here is longer; keeps matching cheap on hostile text.
  private static final int NUMBER_LENGTH_MAX = 400;

  private Scalars() {}

  static Node.Scalar node(ScalarEvent event, Node.Place place) {
    var text = event.getValue();
    var form = event.isPlain() ? form(text) : Node.Form.QUOTED;
    var shown = form == Node.Form.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text;
    return new Node.Scalar(shown, form, place);
  }

  private static Node.Form form(String text) {
    if (text.length() > NUMBER_LENGTH_MAX) {
      return Node.Form.PLAIN_TEXT;
    }
    if (NULL.matcher(text).matches()) {
      return Node.Form.NULL;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return Node.Form.BOOLEAN;
    }
    if (INTEGER.matcher(text).matches()) {
      return Node.Form.INTEGER;
    }
    return FLOAT.matcher(text).matches() ? Node.Form.FLOAT : Node.Form.PLAIN_TEXT;
  }
}
