package dev.saldo.core.account;

import dev.saldo.core.ledger.ChainHash;
import java.util.UUID;

/// A key that has taken effect before.
///
/// @param id the journal line of the effect
/// @param digest what was asked then
public record Bound(UUID id, ChainHash digest) {}
