package dev.saldo.core.wallet;

import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is set aside before an act.
///
/// @param reserved the credits set aside; empty for an act without a price, which holds its share
///   of quotas alone
/// @param expiresAt the first instant at which it is gone unless captured or released before
public record Hold(
    UUID id, Optional<Reserved> reserved, Instant openedAt, Instant expiresAt, State state) {

  /// Credits set aside in one wallet.
  ///
  /// @param amount what was set aside in all
  /// @param draws from which lots; less than `amount` when overage covers a part
  /// @param overage the part that the lots don't cover and the customer has agreed to be billed for
  public record Reserved(UUID wallet, Credits amount, List<Draw> draws, Credits overage) {
    public Reserved {
      draws = List.copyOf(draws);
    }
  }

  /// How a hold stands. All but `OPEN` are final.
  public enum State {
    OPEN,
    CAPTURED,
    RELEASED,
    EXPIRED
  }

  public boolean isDue(Instant now) {
    return state == State.OPEN && !now.isBefore(expiresAt);
  }

  public Hold in(State next) {
    return new Hold(id, reserved, openedAt, expiresAt, next);
  }

  public Hold until(Instant end) {
    return new Hold(id, reserved, openedAt, end, state);
  }
}
