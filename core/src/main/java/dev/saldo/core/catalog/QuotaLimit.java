package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.List;

/// How much of a quota a plan allows in a period.
///
/// @param limit zero for none at all
/// @param hard whether use above it is refused; otherwise it notifies, or slows down
/// @param throttle how many acts above it are let through; none for any number
/// @param notifyPercent the used shares that notify
public record QuotaLimit(
    BigDecimal limit, boolean hard, List<RateWindow> throttle, List<BigDecimal> notifyPercent) {
  public QuotaLimit {
    throttle = List.copyOf(throttle);
    notifyPercent = List.copyOf(notifyPercent);
    if (hard && !throttle.isEmpty()) {
      throw new IllegalArgumentException("use above a quota is refused or slowed down, not both");
    }
  }

  /// One that notifies of nothing below it.
  public QuotaLimit(BigDecimal limit, boolean hard, List<RateWindow> throttle) {
    this(limit, hard, throttle, List.of());
  }

  /// One that doesn't slow down.
  public QuotaLimit(BigDecimal limit, boolean hard) {
    this(limit, hard, List.of());
  }

  /// What acts above a quota are numbered by; no rate limit has such a name.
  public static String throttleKey(String quota) {
    return "quota:" + quota;
  }
}
