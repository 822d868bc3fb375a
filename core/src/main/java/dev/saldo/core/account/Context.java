package dev.saldo.core.account;

import java.time.Instant;

/// What a decision gets from outside.
///
/// @param now the customer's time, from [Account#now]; whole microseconds, as the store keeps them
public record Context(Catalogs catalogs, Ids ids, Instant now) {}
