/// Wallets over HTTP: grants, packs, transfers, corrections, debts, and how a wallet stands.
///
/// Owns those routes and what a balance is worth in acts. Doesn't own the arithmetic of wallets
/// (`core`).
@NullMarked
package dev.saldo.server.wallet;

import org.jspecify.annotations.NullMarked;
