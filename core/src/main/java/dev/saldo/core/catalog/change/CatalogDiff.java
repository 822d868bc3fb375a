package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Compares two versions of a catalog.
public final class CatalogDiff {
  private CatalogDiff() {}

  /// Every difference, in the order of the newer text, what was removed at the end; empty when both
  /// would decide everything alike.
  ///
  /// The order in which entries stand and the way an amount is written ("3" or "3.00") make no
  /// difference.
  public static List<Change> diff(Catalog before, Catalog after) {
    var old = CatalogTerms.of(before).byPath();
    var now = CatalogTerms.of(after).byPath();
    var paths = new LinkedHashSet<>(now.keySet());
    paths.addAll(old.keySet());
    var changes = new ArrayList<Change>();
    for (var path : paths) {
      var was = Optional.ofNullable(old.get(path));
      var is = Optional.ofNullable(now.get(path));
      var owner = is.or(() -> was).map(Term::owner).orElse("");
      var whole = owner.isEmpty() || old.containsKey(owner) && now.containsKey(owner);
      if (whole) {
        change(was, is).ifPresent(changes::add);
      }
    }
    return List.copyOf(changes);
  }

  private static Optional<Change> change(Optional<Term> was, Optional<Term> is) {
    var direction = direction(was.map(Term::figure), is.map(Term::figure));
    if (direction.isEmpty()) {
      return Optional.empty();
    }
    var plans = new TreeSet<String>();
    was.ifPresent(term -> plans.addAll(term.plans()));
    is.ifPresent(term -> plans.addAll(term.plans()));
    var told = is.or(() -> was).orElseThrow();
    return Optional.of(
        new Change(
            told.path(),
            told.kind(),
            direction.get(),
            told.subjects(),
            was.map(Term::figure),
            is.map(Term::figure),
            List.copyOf(plans)));
  }

  private static Optional<Change.Direction> direction(Optional<Figure> was, Optional<Figure> is) {
    if (was.isEmpty()) {
      return Optional.of(Change.Direction.ADDED);
    }
    if (is.isEmpty()) {
      return Optional.of(Change.Direction.REMOVED);
    }
    var more = is.get().comparedTo(was.get());
    if (more.isEmpty()) {
      return Optional.of(Change.Direction.CHANGED);
    }
    return switch (Integer.signum(more.getAsInt())) {
      case 1 -> Optional.of(Change.Direction.UP);
      case -1 -> Optional.of(Change.Direction.DOWN);
      default -> Optional.empty();
    };
  }
}
