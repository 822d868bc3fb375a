package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An earlier charge, capture or priced event, as a refund or a second try looks at it.
///
/// @param cost what it cost
/// @param refunded how much of it was refunded so far
/// @param regenerations how many discounted second tries it has had
/// @param root the charge it was itself a second try of, at the beginning of the line
public record Past(
    UUID id,
    UUID wallet,
    String action,
    Map<String, Value> data,
    Credits cost,
    Funding funding,
    List<Tallied> tallied,
    Instant occurredAt,
    Credits refunded,
    int regenerations,
    Optional<UUID> root) {
  public Past {
    data = Map.copyOf(data);
    tallied = List.copyOf(tallied);
  }

  Past withRegenerations(int count) {
    return new Past(
        id, wallet, action, data, cost, funding, tallied, occurredAt, refunded, count, root);
  }

  Past withRefunded(Credits amount) {
    return new Past(
        id, wallet, action, data, cost, funding, tallied, occurredAt, amount, regenerations, root);
  }
}
