package dev.saldo.core.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// A limit that was looked at when an act was decided, as it stood after the act.
///
/// @param level `quota`, `rate`, `budget`, `preventive_block` or `overage`
/// @param name what a person calls it
/// @param limit the ceiling; empty when there is none
/// @param used consumed and held, in `unit`; empty for a rate, whose windows are examined by one
///   act alone and never counted
/// @param unit the credit unit, the currency, or what is counted
/// @param resetsAt when it begins anew
public record Consulted(
    String level,
    String name,
    Optional<BigDecimal> limit,
    Optional<BigDecimal> used,
    String unit,
    Optional<Instant> resetsAt) {}
