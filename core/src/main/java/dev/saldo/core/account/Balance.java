package dev.saldo.core.account;

import dev.saldo.core.money.Credits;
import java.util.UUID;

/// How a wallet stood right after a command.
///
/// @param balance what is left of all lots
/// @param held what open holds have set aside
/// @param available balance less held
public record Balance(
    UUID wallet, String name, Credits balance, Credits held, Credits available, Credits debt) {}
