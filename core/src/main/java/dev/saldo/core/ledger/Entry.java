package dev.saldo.core.ledger;

import java.util.UUID;

/// A posting in its place: the `sequence`-th of its wallet, tied to the one before by its hash.
///
/// @param sequence counted from 1, without gaps
public record Entry(UUID wallet, long sequence, Posting posting, ChainHash hash) {}
