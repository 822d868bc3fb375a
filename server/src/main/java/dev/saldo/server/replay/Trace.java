package dev.saldo.server.replay;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/// Calls of a model as they were recorded, in the order of the file.
///
/// @param digest SHA-256 of the file, in hexadecimal
public record Trace(String digest, List<Row> rows) {
  public Trace {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a trace has rows");
    }
  }

  /// One call.
  ///
  /// @param number counted from 1, without the header
  /// @param at the time on the recorder's clock, of no zone
  /// @param input tokens of the prompt
  /// @param output tokens generated
  public record Row(int number, LocalDateTime at, long input, long output) {}

  public LocalDateTime last() {
    return rows.stream().map(Row::at).max(LocalDateTime::compareTo).orElseThrow();
  }

  /// The time from the earliest to the latest row.
  public Duration span() {
    var first = rows.stream().map(Row::at).min(LocalDateTime::compareTo).orElseThrow();
    return Duration.between(first, last());
  }

  public long inputMax() {
    return rows.stream().mapToLong(Row::input).max().orElse(0);
  }

  public long outputMax() {
    return rows.stream().mapToLong(Row::output).max().orElse(0);
  }
}
