package dev.saldo.core.wallet;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/// A lot of credits.
///
/// @param label what it came from, such as the plan's or the pack's name
/// @param amount how much was granted; zero for the permission to overdraw
/// @param remaining how much is left, set aside or not; below zero only for an overdraft
/// @param held how much of it open holds have set aside
/// @param floor the least that may remain: zero, or below zero for an overdraft
/// @param priority lower is used first
/// @param paid what was paid for all of it: its cost basis
/// @param carried whether it was carried over from an earlier period, which happens once
public record Grant(
    UUID id,
    GrantKind kind,
    String label,
    Credits amount,
    Credits remaining,
    Credits held,
    Credits floor,
    int priority,
    Instant grantedAt,
    Optional<Instant> expiresAt,
    Optional<Money> paid,
    boolean carried,
    State state) {

  /// Where a lot is in its life.
  public enum State {
    /// Granted for later; not part of the balance yet.
    PENDING,
    /// Part of the balance.
    ACTIVE,
    /// Expired; what open holds had set aside of it may still be captured.
    EXPIRED
  }

  /// The order in which lots are used: priority, then what expires earlier (never is last), then
  /// what was granted earlier, then the lower id.
  public static final Comparator<Grant> BURN_ORDER =
      Comparator.comparingInt(Grant::priority)
          .thenComparing(grant -> grant.expiresAt().orElse(Instant.MAX))
          .thenComparing(Grant::grantedAt)
          .thenComparing(Grant::id, Grant::compareUnsigned);

  public Grant {
    if (remaining.compareTo(floor) < 0) {
      throw new IllegalStateException("lot " + id + " left with " + remaining);
    }
    if (held.isNegative() || remaining.minus(held).compareTo(floor) < 0) {
      throw new IllegalStateException("lot " + id + " holds " + held + " of " + remaining);
    }
  }

  /// The permission to overdraw, as yet by nothing.
  static Grant overdraft(UUID id, CreditUnit unit, Instant now) {
    var zero = Credits.zero(unit);
    return new Grant(
        id,
        GrantKind.OVERDRAFT,
        "overdraft",
        zero,
        zero,
        zero,
        zero,
        Integer.MAX_VALUE,
        now,
        Optional.empty(),
        Optional.empty(),
        false,
        State.ACTIVE);
  }

  /// What a charge can take now: what remains above the floor and isn't set aside.
  public Credits spendable() {
    return state == State.ACTIVE
        ? remaining.minus(held).minus(floor)
        : Credits.zero(remaining.unit());
  }

  Grant withRemaining(Credits left) {
    return new Grant(
        id, kind, label, amount, left, held, floor, priority, grantedAt, expiresAt, paid, carried,
        state);
  }

  Grant withFloor(Credits least) {
    return new Grant(
        id, kind, label, amount, remaining, held, least, priority, grantedAt, expiresAt, paid,
        carried, state);
  }

  Grant withHeld(Credits setAside) {
    return new Grant(
        id, kind, label, amount, remaining, setAside, floor, priority, grantedAt, expiresAt, paid,
        carried, state);
  }

  Grant withState(State next) {
    return new Grant(
        id, kind, label, amount, remaining, held, floor, priority, grantedAt, expiresAt, paid,
        carried, next);
  }

  /// Grows the lot by what a correction adds to it.
  Grant withAmount(Credits granted) {
    return new Grant(
        id, kind, label, granted, remaining, held, floor, priority, grantedAt, expiresAt, paid,
        carried, state);
  }

  /// Ids compare as PostgreSQL compares them: as unsigned bytes.
  private static int compareUnsigned(UUID one, UUID other) {
    var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }
}
