package dev.saldo.core.catalog;

import java.math.BigDecimal;

/// Units of an action that cost nothing, in each calendar period.
///
/// @param units how many units are free in a period
public record FreeUnits(BigDecimal units, ResetRule reset) {}
