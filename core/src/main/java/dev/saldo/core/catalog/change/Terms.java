package dev.saldo.core.catalog.change;

import dev.saldo.core.catalog.Amounts;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// All that a catalog says, by path, in a fixed order.
final class Terms {
  private final SequencedMap<String, Term> byPath = new LinkedHashMap<>();
  private final Deque<String> owners = new ArrayDeque<>();
  private Set<String> plans = Set.of();

  SequencedMap<String, Term> byPath() {
    return byPath;
  }

  /// Says what the following terms touch.
  Terms touching(Set<String> plans) {
    this.plans = plans;
    return this;
  }

  void add(String path, ChangeKind kind, List<String> subjects, Figure figure) {
    var owner = owners.isEmpty() ? "" : owners.peek();
    byPath.put(path, new Term(path, owner, kind, subjects, figure, plans));
  }

  void add(String path, ChangeKind kind, List<String> subjects, Optional<? extends Figure> figure) {
    figure.ifPresent(present -> add(path, kind, subjects, present));
  }

  /// Adds an amount in each currency that it is stated in.
  void addMoney(String path, ChangeKind kind, List<String> subjects, Optional<Amounts> amounts) {
    var by = amounts.map(Amounts::by).orElse(Map.of());
    by.values().stream()
        .sorted(Comparator.comparing(money -> money.currency().getCurrencyCode()))
        .forEach(money -> {
          var at = path + "." + money.currency().getCurrencyCode();
          add(at, kind, subjects, new Figure.InMoney(money));
        });
  }

  /// Adds the used shares that notify, unless there are none.
  void addNotify(String path, ChangeKind kind, List<String> subjects, List<BigDecimal> percents) {
    if (!percents.isEmpty()) {
      var shares = percents.stream().map(share -> share.toPlainString() + " %");
      add(path + ".notify_at", kind, subjects, new Figure.Names(shares.toList()));
    }
  }

  /// Adds a thing and, as its parts, what `parts` adds.
  void addThing(String path, ChangeKind kind, List<String> subjects, Runnable parts) {
    addThing(path, kind, subjects, new Figure.Present(), parts);
  }

  /// The same for a thing that has a figure of its own.
  void addThing(
      String path, ChangeKind kind, List<String> subjects, Figure figure, Runnable parts) {
    add(path, kind, subjects, figure);
    owners.push(path);
    parts.run();
    owners.pop();
  }
}
