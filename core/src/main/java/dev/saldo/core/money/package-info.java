/// Amounts: decimals, credits in a unit, money in a currency.
///
/// Owns the bounds of a decimal, its one rounding at 12 places, and the rule that units and
/// currencies never mix. Doesn't own prices (catalog), rounding to a currency's minor unit
/// (invoicing) or conversion (cost).
@NullMarked
package dev.saldo.core.money;

import org.jspecify.annotations.NullMarked;
