package dev.saldo.core.catalog;

/// Something counted against the quotas of plans: the quantity of one meter, whose aggregation is a
/// count or a sum, in each period.
///
/// @param title what a person reads
public record Quota(String name, String title, String meter, ResetRule reset) {}
