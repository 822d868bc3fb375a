package dev.saldo.core.catalog;

import java.math.BigDecimal;

/// What use of an action costs in money when credits are short.
///
/// @param each the price of `per` credits
/// @param per above zero
public record OveragePrice(String action, Amounts each, BigDecimal per) {}
