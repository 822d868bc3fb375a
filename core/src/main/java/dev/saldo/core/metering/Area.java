package dev.saldo.core.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What levels come to over time: Σ height × microseconds in force, exact.
///
/// The area of a stretch of time is made of two parts. The inner one, from the first to the last
/// level that was set in the stretch, is counted when levels are set: only those next to one decide
/// what it changes, in whatever order they come. The edges, from the beginning to the first and
/// from the last to the end, are found when the area is asked for, from the one level that was set
/// last before the stretch and the two at its ends: so a level that is told late, before the
/// stretch, changes nothing that is counted in it, and neither does a stretch that ends otherwise
/// than was known.
///
/// @param unbilled what of it isn't billed
public record Area(BigDecimal all, BigDecimal unbilled) {
  public static final Area NONE = new Area(BigDecimal.ZERO, BigDecimal.ZERO);

  /// What a level comes to that holds from one instant until another; nothing where that isn't
  /// later.
  public static Area under(Level level, Instant from, Instant until) {
    if (!from.isBefore(until)) {
      return NONE;
    }
    var time = BigDecimal.valueOf(ChronoUnit.MICROS.between(from, until));
    return new Area(level.height().multiply(time), level.unbilled().multiply(time));
  }

  public Area plus(Area other) {
    return new Area(all.add(other.all), unbilled.add(other.unbilled));
  }

  public Area minus(Area other) {
    return new Area(all.subtract(other.all), unbilled.subtract(other.unbilled));
  }

  public boolean isNothing() {
    return all.signum() == 0 && unbilled.signum() == 0;
  }

  /// What setting a level changes of the inner area of the stretch that it lies in.
  ///
  /// @param levels as they were before, with the neighbours of the new one
  /// @param from when the stretch begins
  /// @param until when it ends, as far as levels belong to it; exclusive
  public static Area change(Levels levels, String meter, Level set, Instant from, Instant until) {
    var at = set.at();
    var before = levels.before(meter, at).filter(one -> !one.at().isBefore(from));
    var after = levels.after(meter, at).filter(one -> one.at().isBefore(until));
    var same = levels.at(meter, at);
    var held = same.or(() -> before);
    if (after.isEmpty()) {
      return same.isPresent() || before.isEmpty()
          ? NONE
          : under(before.get(), before.get().at(), at);
    }
    var then = same.map(set::over).orElse(set);
    var gained = under(then, at, after.get().at());
    return held.map(one -> gained.minus(under(one, at, after.get().at()))).orElse(gained);
  }

  /// The inner area of what was set in a stretch.
  ///
  /// @param set all that was, in the order of time
  public static Area inner(Iterable<Level> set) {
    var sum = NONE;
    @Nullable Level last = null;
    for (var one : set) {
      if (last != null) {
        sum = sum.plus(under(last, last.at(), one.at()));
      }
      last = one;
    }
    return sum;
  }

  /// The area of a stretch at its edges.
  ///
  /// @param levels with the neighbours of the stretch's beginning and end
  /// @param until when it ends, as far as levels belong to it; exclusive
  /// @param end up to when it is asked for; what was set after it counts as far as it is told
  public static Area edges(Levels levels, String meter, Instant from, Instant until, Instant end) {
    var opening = levels.before(meter, from);
    var first = levels.notBefore(meter, from).filter(one -> one.at().isBefore(until));
    var last = levels.before(meter, until);
    if (first.isEmpty() || last.isEmpty()) {
      return opening.map(one -> under(one, from, end)).orElse(NONE);
    }
    var begin = opening.map(one -> under(one, from, first.get().at())).orElse(NONE);
    return begin.plus(under(last.get(), last.get().at(), end));
  }
}
