package dev.saldo.core.rating;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import java.util.Map;

/// The charge that a second try goes back to: the first one of the chain, which itself was a second
/// try at nothing.
///
/// @param action what it was a charge for
/// @param cost what it was charged
/// @param regenerationsSoFar how many second tries at it were charged before this one
/// @param data the properties it was priced by
public record Original(
    Action action, Credits cost, int regenerationsSoFar, Map<String, Value> data) {

  public Original {
    if (action.price() instanceof ActionPrice.Regeneration) {
      throw new IllegalArgumentException(action.name() + " is a second try, not an original");
    }
    if (regenerationsSoFar < 0) {
      throw new IllegalArgumentException("regenerations so far: " + regenerationsSoFar);
    }
  }
}
