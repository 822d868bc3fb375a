package dev.saldo.store.account;

import dev.saldo.core.account.Account;

/// What commands have made of a loaded account, ready to be written.
public record Decided(Loaded loaded, Account after) {}
