package dev.saldo.core.rating;

import dev.saldo.core.catalog.RateCard;
import dev.saldo.core.metering.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lines of a card by the labels of its selectors, found without looking at each: a tree with
/// one level for each selector.
///
/// Of two lines with the same labels the first counts.
final class Lines {
  private final List<String> selectors;
  private final Branch root = new Branch();

  Lines(RateCard card) {
    selectors = card.selectors();
    for (var i = 0; i < card.lines().size(); i++) {
      add(card.lines().get(i), i);
    }
  }

  /// The index of the line for these properties, or -1 where there is none.
  int find(Map<String, Value> data) {
    var branch = root;
    for (var i = 0; i < selectors.size(); i++) {
      var value = data.get(selectors.get(i));
      var next = value == null ? null : branch.next.get(value.label());
      if (next == null) {
        return -1;
      }
      branch = next;
    }
    return branch.line;
  }

  private void add(RateCard.Line line, int index) {
    var branch = root;
    for (var selector : selectors) {
      var label = line.when().get(selector);
      if (label == null) {
        throw new IllegalArgumentException("line " + line.id() + " says nothing of " + selector);
      }
      branch = branch.next.computeIfAbsent(label, _ -> new Branch());
    }
    if (branch.line < 0) {
      branch.line = index;
    }
  }

  /// What follows a label: more labels, or at the last selector a line.
  private static final class Branch {
    private final Map<String, @Nullable Branch> next = new HashMap<>();
    private int line = -1;
  }
}
