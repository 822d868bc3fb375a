package dev.saldo.core.invoicing;

import dev.saldo.core.money.Money;

/// The sums of an invoice, all in one currency and at its minor unit.
///
/// @param net the sum of the lines
/// @param tax the sum of the taxes
/// @param rounding what makes the gross of prices that include tax come out; zero otherwise
/// @param gross net + tax + rounding
/// @param prepaid what was paid before the invoice
/// @param due gross − prepaid; never below zero
public record InvoiceTotals(
    Money net, Money tax, Money rounding, Money gross, Money prepaid, Money due) {}
