package dev.saldo.core.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known word that a misspelled one was meant to be.
final class Spelling {
  private static final int LENGTH_MAX = 64;
  private static final int CANDIDATES_MAX = 500;

  private Spelling() {}

  /// `; did you mean x?` for the nearest known word, when one is near; else nothing.
  static String suggestion(String word, Collection<String> known) {
    return nearest(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LENGTH_MAX || known.size() > CANDIDATES_MAX) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> candidate.length() <= LENGTH_MAX)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= 1 + candidate.length() / 4);
  }

  /// How many letters must be put in, taken out or changed to make one word the other (Levenshtein
  /// 1966).
  private static int distance(String from, String to) {
    var previous = new int[to.length() + 1];
    for (var j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (var i = 1; i <= from.length(); i++) {
      var current = new int[to.length() + 1];
      current[0] = i;
      for (var j = 1; j <= to.length(); j++) {
        var change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
