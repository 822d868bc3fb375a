package dev.saldo.core.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The faults found so far in one text.
final class Faults {
  /// How many are kept; one more says that there are others.
  static final int FAULTS_MAX = 1_000;

  private static final int ECHO_MAX = 60;

  private final List<Fault> found = new ArrayList<>();
  private int errors;
  private boolean full;

  void error(Node.Place place, String path, String message) {
    errors++;
    add(new Fault(place, path, message, Fault.Severity.ERROR));
  }

  void warning(Node.Place place, String path, String message) {
    add(new Fault(place, path, message, Fault.Severity.WARNING));
  }

  private void add(Fault fault) {
    if (found.size() < FAULTS_MAX) {
      found.add(fault);
    } else if (!full) {
      full = true;
      found.add(
          new Fault(fault.place(), "", "there are more faults than these", Fault.Severity.ERROR));
    }
  }

  int errors() {
    return errors;
  }

  boolean full() {
    return full;
  }

  /// All of them in the order of the text.
  List<Fault> inOrder() {
    var byPlace =
        Comparator.comparingInt((Fault fault) -> fault.place().line())
            .thenComparingInt(fault -> fault.place().column());
    return found.stream().sorted(byPlace).toList();
  }

  /// A piece of the text as a message shows it: short, on one line, in backticks.
  static String echo(String text) {
    var shown = text.length() > ECHO_MAX ? text.substring(0, ECHO_MAX) + "…" : text;
    return "`" + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?") + "`";
  }

  /// The path of a key inside another path; a name with other characters than letters, digits, `_`
  /// and `-` stands in brackets.
  static String path(String parent, String key) {
    var shown = echo(key);
    var bare = shown.substring(1, shown.length() - 1);
    if (!bare.matches("[A-Za-z0-9_-]+")) {
      return parent + "[" + bare + "]";
    }
    return parent.isEmpty() ? bare : parent + "." + bare;
  }
}
