package dev.saldo.testkit.crash;

import dev.saldo.testkit.crash.Attempt.Fate;
import dev.saldo.testkit.crash.Violation.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The comparison of what was asked and answered with what stands in the database. Pure: it looks
/// at nothing else.
final class Books {
  private final List<Violation> violations = new ArrayList<>();

  private Books() {}

  /// Holds attempts against lines; both must be of the same time, and all of it.
  static List<Violation> compare(Collection<Attempt> attempts, List<Booked.Line> lines) {
    var books = new Books();
    var byKey = new HashMap<String, List<Booked.Line>>();
    for (var line : lines) {
      byKey.computeIfAbsent(line.key(), _ -> new ArrayList<>()).add(line);
    }
    for (var attempt : attempts) {
      books.compare(attempt, byKey.getOrDefault(attempt.key(), List.of()));
    }
    books.unasked(attempts, lines);
    return books.violations;
  }

  /// Holds what is left of each customer's credits against what was granted and used.
  static List<Violation> balances(
      Map<String, BigDecimal> granted,
      Collection<Attempt> attempts,
      Map<String, BigDecimal> remaining) {
    var expected = new HashMap<>(granted);
    for (var attempt : attempts) {
      if (attempt.fate() instanceof Fate.Acknowledged) {
        var change = attempt.credits().multiply(BigDecimal.valueOf(attempt.deed().sign()));
        expected.merge(attempt.customer(), change, BigDecimal::add);
      }
    }
    var books = new Books();
    expected.forEach((customer, credits) -> {
      var left = remaining.getOrDefault(customer, BigDecimal.ZERO);
      if (left.compareTo(credits) != 0) {
        books.add(
            Kind.BALANCE,
            "%s has %s credits left instead of %s"
                .formatted(customer, left.toPlainString(), credits.toPlainString()));
      }
    });
    return books.violations;
  }

  private void compare(Attempt attempt, List<Booked.Line> lines) {
    switch (attempt.fate()) {
      case Fate.Acknowledged(var answer) -> acknowledged(attempt, answer, lines);
      case Fate.Refused(var answer) -> {
        if (!lines.isEmpty()) {
          add(Kind.REFUSED_BUT_BOOKED, "%s was refused: %s".formatted(name(attempt), answer));
        }
      }
      case Fate.Unknown() -> add(Kind.UNRESOLVED, "%s is still open".formatted(name(attempt)));
    }
  }

  private void acknowledged(Attempt attempt, String answer, List<Booked.Line> lines) {
    if (lines.isEmpty()) {
      add(Kind.LOST, "%s was acknowledged and isn't in the journal".formatted(name(attempt)));
      return;
    }
    if (lines.size() > 1) {
      add(Kind.DOUBLED, "%s has %d lines".formatted(name(attempt), lines.size()));
    }
    var line = lines.getFirst();
    if (!line.answer().equals(answer)) {
      add(
          Kind.CHANGED,
          "%s was answered with %s, but %s is kept"
              .formatted(name(attempt), answer, line.answer()));
    }
    var booked = line.credits().compareTo(attempt.credits());
    if (booked != 0) {
      add(
          booked > 0 ? Kind.DOUBLED : Kind.WRONG_AMOUNT,
          "%s costs %s, but %s are booked"
              .formatted(
                  name(attempt),
                  attempt.credits().toPlainString(),
                  line.credits().toPlainString()));
    }
  }

  private void unasked(Collection<Attempt> attempts, List<Booked.Line> lines) {
    var asked = new HashSet<String>();
    attempts.forEach(attempt -> asked.add(attempt.key()));
    for (var line : lines) {
      if (!asked.contains(line.key())) {
        add(Kind.UNASKED, "%s of %s was never sent".formatted(line.key(), line.customer()));
      }
    }
  }

  private static String name(Attempt attempt) {
    return "%s %s of %s".formatted(attempt.deed(), attempt.key(), attempt.customer());
  }

  private void add(Kind kind, String what) {
    violations.add(new Violation(kind, what));
  }
}
