package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.metering.Value;
import dev.saldo.core.wallet.Hold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A hold with all that its capture needs: the terms at which it was opened.
///
/// @param data what was expected of the act
/// @param term the plan and catalog version whose prices it keeps
/// @param tallied what it set aside on budgets, quotas and free units
/// @param freeUnits the free units that it set aside
/// @param capturedBy the capture that ended it
public record HeldAct(
    Hold hold,
    String action,
    Map<String, Value> data,
    Term term,
    List<Tallied> tallied,
    BigDecimal freeUnits,
    Attribution attribution,
    Optional<UUID> root,
    Optional<UUID> capturedBy) {
  public HeldAct {
    data = Map.copyOf(data);
    tallied = List.copyOf(tallied);
  }

  HeldAct with(Hold changed) {
    return new HeldAct(
        changed, action, data, term, tallied, freeUnits, attribution, root, capturedBy);
  }

  HeldAct capturedBy(Hold changed, UUID capture) {
    return new HeldAct(
        changed, action, data, term, tallied, freeUnits, attribution, root, Optional.of(capture));
  }
}
