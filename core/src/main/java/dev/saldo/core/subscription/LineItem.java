package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// One thing that is owed, before tax and rounding.
///
/// @param kind what it is for
/// @param code the name in the catalog: of the plan, product, meter or pack; `commitment/` and the
///   commitment's; or a word of its own
/// @param title what a person reads, as it was when the line came to be
/// @param quantity how many; below zero for what is given back
/// @param unit what is counted, such as `call`; empty for whole things
/// @param unitPrice the price of one for the whole period; empty where several tiers apply
/// @param shares how the amount came about where one price doesn't tell: tiers, segments
/// @param amount exact; below zero for what is given back
/// @param period the time that it covers; empty for what is paid once
/// @param costCentre where the customer books it
/// @param evidence what it was counted from; empty for fees
public record LineItem(
    LineKind kind,
    String code,
    String title,
    BigDecimal quantity,
    Optional<String> unit,
    Optional<Money> unitPrice,
    List<Share> shares,
    Money amount,
    Optional<Period> period,
    Optional<String> costCentre,
    Optional<Evidence> evidence) {
  public LineItem {
    shares = List.copyOf(shares);
  }

  /// A part of an amount with one price.
  ///
  /// @param above where the tier begins, exclusive
  /// @param upTo where it ends, inclusive; empty for the last
  /// @param quantity how many units fell into it
  /// @param price of one unit
  /// @param flat what is paid for entering the tier at all; zero when nothing is
  public record Share(
      BigDecimal above,
      Optional<BigDecimal> upTo,
      BigDecimal quantity,
      Money price,
      Money flat,
      Money amount) {}

  /// What a line of usage was counted from, or of a commitment.
  ///
  /// @param used all that was used in the period, or undertaken
  /// @param included what cost nothing of it, or was bought. What is neither included nor the
  ///   line's quantity happened where no more was allowed, and isn't billed.
  /// @param carried what of what is included was left over from the period before
  /// @param events how many events, or purchases, counted
  /// @param average whether what was used is the average of a level over the period
  public record Evidence(
      BigDecimal used, BigDecimal included, BigDecimal carried, long events, boolean average) {
    /// One of a use that was counted.
    public Evidence(BigDecimal used, BigDecimal included, BigDecimal carried, long events) {
      this(used, included, carried, events, false);
    }

    /// One of a use into which nothing was carried.
    public Evidence(BigDecimal used, BigDecimal included, long events) {
      this(used, included, BigDecimal.ZERO, events);
    }

    /// What both were counted from.
    public Evidence plus(Evidence other) {
      return new Evidence(
          used.add(other.used),
          included.add(other.included),
          carried.add(other.carried),
          events + other.events);
    }
  }

  /// The same with another amount.
  public LineItem withAmount(Money other) {
    return new LineItem(
        kind, code, title, quantity, unit, unitPrice, shares, other, period, costCentre, evidence);
  }
}
