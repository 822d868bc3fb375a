package dev.saldo.client;

import java.time.Duration;
import java.util.Optional;

/// A refusal (RFC 9457) with its figures.
///
/// @param code the stable word for machines, such as `insufficient_credits`
/// @param detail one sentence for people
/// @param retryAfter when the same request may pass, if the server knows
/// @param document the whole answer, with the figures by name
public record Problem(
    int status, String code, String detail, Optional<Duration> retryAfter, Document document) {

  /// The problem that stands within an answer, such as that of one event of many.
  public static Problem of(Document document) {
    return of((int) (long) document.optionalInteger("status").orElse(0L), document);
  }

  static Problem of(int status, Document document) {
    return new Problem(
        status,
        document.optionalText("code").orElse("status_" + status),
        document.optionalText("detail").orElse("no further words"),
        document.optionalInteger("retry_after_seconds").map(Duration::ofSeconds),
        document);
  }
}
