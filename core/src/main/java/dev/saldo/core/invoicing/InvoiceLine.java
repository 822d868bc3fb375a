package dev.saldo.core.invoicing;

import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;

/// A line of an invoice.
///
/// @param ordinal from 1, in the order of the invoice
/// @param net what is owed without tax, rounded once to the currency's minor unit
/// @param tax how it is taxed
public record InvoiceLine(int ordinal, LineItem item, Money net, TaxRate tax) {}
