package dev.saldo.core.catalog.change;

import java.util.List;
import java.util.Optional;

/// One difference between two versions of a catalog.
///
/// @param path where, as in the text, such as `plans.creator.price`
/// @param kind what it is about
/// @param subjects what the kind's words name, in their order: the plan, the action, the line
/// @param before empty when it is added
/// @param after empty when it is removed
/// @param plans the names of the plans whose customers it touches, sorted
public record Change(
    String path,
    ChangeKind kind,
    Direction direction,
    List<String> subjects,
    Optional<Figure> before,
    Optional<Figure> after,
    List<String> plans) {
  public Change {
    subjects = List.copyOf(subjects);
    plans = List.copyOf(plans);
  }

  /// Which way something changes.
  public enum Direction {
    ADDED,
    REMOVED,
    UP,
    DOWN,
    CHANGED
  }
}
