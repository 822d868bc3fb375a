package dev.saldo.core.account;

import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import java.util.List;

/// What covers a price: lots in burn order, then overage, then nothing.
///
/// @param overage what the customer has agreed to be billed for beyond the credits
/// @param unfunded use that happened and that nothing covers: a debt
public record Funding(List<Draw> draws, Credits overage, Credits unfunded) {
  public Funding {
    draws = List.copyOf(draws);
  }

  /// What is taken from lots.
  public Credits burned() {
    return draws.stream().map(Draw::amount).reduce(Credits.zero(overage.unit()), Credits::plus);
  }

  public Credits total() {
    return burned().plus(overage).plus(unfunded);
  }
}
