package dev.saldo.core.catalog;

import dev.saldo.core.money.Credits;
import java.time.Duration;
import java.util.Optional;

/// Credits that can be bought.
///
/// @param livesFor how long they live from payment; empty for ever
public record CreditPack(
    String name, String title, Credits credits, Amounts price, Optional<Duration> livesFor) {}
