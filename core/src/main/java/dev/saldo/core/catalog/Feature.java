package dev.saldo.core.catalog;

/// Something a plan unlocks or doesn't.
///
/// @param title what a person reads
public record Feature(String name, String title) {}
