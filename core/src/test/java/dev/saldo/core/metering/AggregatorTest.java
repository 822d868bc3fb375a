package dev.saldo.core.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.core.calendar.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quantities of small windows, counted by hand.
final class AggregatorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Period WINDOW = new Period(START, START.plusSeconds(100));

  @ParameterizedTest
  @CsvSource({
    // second:id:value of each event, aggregation, quantity
    "0:a:5 10:b:7 20:c:5,        COUNT,  3",
    "0:a:5 10:b:7 20:c:5,        SUM,    17",
    "0:a:0.1 10:b:0.2,           SUM,    0.3",
    "0:a:5 10:b:-7,              SUM,    -2",
    "0:a:5 10:b:7 20:c:5,        MAX,    7",
    "0:a:-5 10:b:-7,             MAX,    -5",
    "0:a:5 10:b:7 20:c:4,        LATEST, 4",
    "0:b:5 0:a:7,                LATEST, 5",
    "0:a:5 10:b:7 20:c:5.0,      UNIQUE, 2",
    "0:a:red 10:b:blue 20:c:red, UNIQUE, 2",
    // Half the window at 4, half at 8.
    "0:a:4 50:b:8,               TIME_WEIGHTED_AVERAGE, 6",
    // Nothing before the first.
    "50:b:8,                     TIME_WEIGHTED_AVERAGE, 4",
    // Of two at once the higher id holds.
    "0:b:8 0:a:4,                TIME_WEIGHTED_AVERAGE, 8",
    // The beginning is in the window, the end isn't.
    "0:a:1 99:b:1 100:c:1,       COUNT,  2",
    "-1:a:9 100:b:9,             MAX,    0",
  })
  void aggregationsOfAWindow(String events, Aggregation aggregation, BigDecimal quantity) {
    assertThat(Aggregator.over(aggregation, samples(events), WINDOW)).isEqualTo(quantity);
  }

  @ParameterizedTest
  @CsvSource({"50:a:8, 2, 5", "0:a:8, 2, 8", "'', 2, 2", "99:a:102, 2, 3"})
  void anAverageOpensWithTheLevelBroughtIn(String events, BigDecimal opening, BigDecimal average) {
    var samples = samples(events);
    var aggregation = Aggregation.TIME_WEIGHTED_AVERAGE;

    assertThat(Aggregator.over(aggregation, samples, WINDOW, opening)).isEqualTo(average);
  }

  @Test
  void anAverageIsDividedLastAndRoundedOnce() {
    var window = new Period(START, START.plusSeconds(3));

    assertThat(Aggregator.over(Aggregation.TIME_WEIGHTED_AVERAGE, samples("1:a:1"), window))
        .isEqualTo("0.666666666667");
    assertThat(Aggregator.over(Aggregation.TIME_WEIGHTED_AVERAGE, samples("0:a:7"), window))
        .isEqualTo("7");
  }

  @Test
  void anEmptyWindowIsZero() {
    for (var aggregation : Aggregation.values()) {
      assertThat(Aggregator.over(aggregation, List.of(), WINDOW)).isEqualTo("0");
    }
  }

  @Test
  void aTextIsNoNumber() {
    assertThatThrownBy(() -> Aggregator.over(Aggregation.SUM, samples("0:a:red"), WINDOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("event a");
  }

  private static List<Sample> samples(String events) {
    return Stream.of(events.split(" "))
        .filter(event -> !event.isEmpty())
        .map(event -> event.split(":"))
        .map(e -> new Sample(START.plusSeconds(Long.parseLong(e[0])), e[1], value(e[2])))
        .toList();
  }

  private static Value value(String text) {
    return text.matches("[-0-9.]+") ? Value.of(new BigDecimal(text)) : Value.of(text);
  }
}
