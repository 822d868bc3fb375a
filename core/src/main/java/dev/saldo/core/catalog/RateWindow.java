package dev.saldo.core.catalog;

import java.time.Duration;

/// At most `max` acts in any stretch of time as long as `window`.
///
/// @param max 1 or more
/// @param window a minute, an hour or a day of 24 hours
public record RateWindow(int max, Duration window) {}
