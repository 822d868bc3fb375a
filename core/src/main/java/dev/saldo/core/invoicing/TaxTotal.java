package dev.saldo.core.invoicing;

import dev.saldo.core.money.Money;

/// The tax of all lines that are taxed alike.
///
/// @param base the sum of their net amounts
/// @param tax base × percent, rounded once to the minor unit
public record TaxTotal(TaxRate rate, Money base, Money tax) {}
