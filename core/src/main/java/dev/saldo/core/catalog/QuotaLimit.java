package dev.saldo.core.catalog;

import java.math.BigDecimal;

/// How much of a quota a plan allows in a period.
///
/// @param limit zero for none at all
/// @param hard whether use above it is refused; otherwise it only notifies
public record QuotaLimit(BigDecimal limit, boolean hard) {}
