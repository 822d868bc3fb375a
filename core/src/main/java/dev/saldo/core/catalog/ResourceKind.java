package dev.saldo.core.catalog;

/// Something that customers have so many of at a time, such as agents or contacts.
///
/// @param title what a person reads
public record ResourceKind(String name, String title) {}
