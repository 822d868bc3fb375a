package dev.saldo.core.catalog;

import java.math.BigDecimal;

/// The largest item that an action accepts: `data.property <= max`.
public record SizeLimit(String property, BigDecimal max) {}
