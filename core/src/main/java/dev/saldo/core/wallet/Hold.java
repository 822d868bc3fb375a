package dev.saldo.core.wallet;

import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Credits set aside before an act.
///
/// @param amount what was set aside in all
/// @param draws from which lots; less than `amount` when overage covers a part
/// @param expiresAt the first instant at which it is gone unless captured or released before
public record Hold(
    UUID id,
    UUID wallet,
    Credits amount,
    List<Draw> draws,
    Instant openedAt,
    Instant expiresAt,
    State state) {
  public Hold {
    draws = List.copyOf(draws);
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
    return new Hold(id, wallet, amount, draws, openedAt, expiresAt, next);
  }

  public Hold until(Instant end) {
    return new Hold(id, wallet, amount, draws, openedAt, end, state);
  }
}
