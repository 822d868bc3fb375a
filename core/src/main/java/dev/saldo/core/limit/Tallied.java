package dev.saldo.core.limit;

import java.math.BigDecimal;

/// What one act added to one tally; kept with the act, so that a capture, release or refund finds
/// the same tally in the same period.
public record Tallied(TallyKey key, BigDecimal amount) {}
