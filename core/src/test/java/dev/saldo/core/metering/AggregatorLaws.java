package dev.saldo.core.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds of quantities whatever the events.
final class AggregatorLaws {
  private static final long SEED = 1_414_213;
  private static final int WINDOWS = 2_000;
  private static final int LENGTH_SECONDS = 200;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Period WINDOW = new Period(START, START.plusSeconds(LENGTH_SECONDS));

  @Test
  void theOrderInWhichEventsComeChangesNothing() {
    for (var seed = SEED; seed < SEED + WINDOWS; seed++) {
      var samples = samples(new SplittableRandom(seed));
      var shuffled = new ArrayList<>(samples);
      Collections.shuffle(shuffled, new Random(seed));
      for (var aggregation : Aggregation.values()) {
        assertThat(Aggregator.over(aggregation, shuffled, WINDOW))
            .as("%s, seed %d", aggregation, seed)
            .isEqualTo(Aggregator.over(aggregation, samples, WINDOW));
      }
    }
  }

  @Test
  void countsAndSumsOfPartsAddUp() {
    for (var seed = SEED; seed < SEED + WINDOWS; seed++) {
      var random = new SplittableRandom(seed);
      var samples = samples(random);
      var cut = START.plusSeconds(random.nextLong(1, LENGTH_SECONDS));
      for (var aggregation : List.of(Aggregation.COUNT, Aggregation.SUM)) {
        var first = Aggregator.over(aggregation, samples, new Period(START, cut));
        var second = Aggregator.over(aggregation, samples, new Period(cut, WINDOW.until()));

        assertThat(first.add(second))
            .as("%s, seed %d", aggregation, seed)
            .isEqualByComparingTo(Aggregator.over(aggregation, samples, WINDOW));
      }
    }
  }

  /// Second by second: the level of each is that of the latest event until its beginning.
  @Test
  void anAverageIsTheSumOfEachSecondsLevel() {
    for (var seed = SEED; seed < SEED + WINDOWS; seed++) {
      var random = new SplittableRandom(seed);
      var samples = samples(random);
      var opening = BigDecimal.valueOf(random.nextInt(100));
      var sum = BigDecimal.ZERO;
      for (var second = 0; second < LENGTH_SECONDS; second++) {
        sum = sum.add(level(samples, START.plusSeconds(second), opening));
      }
      var expected = sum.divide(BigDecimal.valueOf(LENGTH_SECONDS), 12, RoundingMode.HALF_UP);

      assertThat(Aggregator.over(Aggregation.TIME_WEIGHTED_AVERAGE, samples, WINDOW, opening))
          .as("seed %d", seed)
          .isEqualByComparingTo(expected);
    }
  }

  private static BigDecimal level(List<Sample> samples, Instant at, BigDecimal opening) {
    var level = opening;
    var latest = START.minusSeconds(1);
    for (var sample : samples) {
      var later = sample.at().isAfter(latest);
      var inside = WINDOW.contains(sample.at()) && !sample.at().isAfter(at);
      if (inside && sample.value() instanceof Value.Number(var n)) {
        var isHigher = sample.at().equals(latest) && n.compareTo(level) > 0;
        level = later || isHigher ? n : level;
        latest = later ? sample.at() : latest;
      }
    }
    return level;
  }

  /// Some of them outside the window, many at the same second.
  private static List<Sample> samples(SplittableRandom random) {
    var samples = new ArrayList<Sample>();
    for (var i = random.nextInt(30); i > 0; i--) {
      var at = START.plusSeconds(random.nextInt(-20, LENGTH_SECONDS + 20));
      var digits = BigInteger.valueOf(random.nextLong(-1_000, 1_000_000));
      var value = Value.of(new BigDecimal(digits, random.nextInt(5)));
      samples.add(new Sample(at, "event-" + i, value));
    }
    return samples;
  }
}
