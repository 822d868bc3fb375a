package dev.saldo.core.wallet;

import dev.saldo.core.money.Credits;
import java.util.UUID;

/// An amount taken, or set aside, from one lot.
public record Draw(UUID grant, Credits amount) {}
