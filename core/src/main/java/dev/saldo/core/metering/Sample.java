package dev.saldo.core.metering;

import java.time.Instant;

/// One event as a meter sees it.
///
/// @param at when it happened
/// @param id tells events apart; orders those of the same instant
/// @param value what the meter looks at; a count doesn't look
public record Sample(Instant at, String id, Value value) {}
