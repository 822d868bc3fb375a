package dev.saldo.store.tabular;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// What stands in one column of one row.
public sealed interface Cell {
  /// Nothing.
  Cell NONE = new None();

  record None() implements Cell {}

  record Text(String value) implements Cell {}

  /// The id of a row as the database has it; what it is shown as is the reader's matter.
  record Id(UUID value) implements Cell {}

  record Whole(long value) implements Cell {}

  record Number(BigDecimal value) implements Cell {}

  record Time(Instant value) implements Cell {}

  record Day(LocalDate value) implements Cell {}

  static Cell text(Optional<String> value) {
    return value.<Cell>map(Text::new).orElse(NONE);
  }

  static Cell number(Optional<BigDecimal> value) {
    return value.<Cell>map(Number::new).orElse(NONE);
  }

  static Cell time(Optional<Instant> value) {
    return value.<Cell>map(Time::new).orElse(NONE);
  }

  static Cell day(Optional<LocalDate> value) {
    return value.<Cell>map(Day::new).orElse(NONE);
  }
}
