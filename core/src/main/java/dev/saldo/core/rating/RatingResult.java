package dev.saldo.core.rating;

/// The answer to what an act costs.
public sealed interface RatingResult permits Rated, Unratable {}
