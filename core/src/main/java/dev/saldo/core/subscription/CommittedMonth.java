package dev.saldo.core.subscription;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Commitment;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a customer undertook to buy in a calendar month, and what it has bought of that.
///
/// A commitment that holds for a part of the month asks for that part of its credits, by the
/// second; where another of the same unit takes its place, both ask for their parts, and what is
/// missing in the end costs the latter's price. What it asks for is kept as credits times seconds,
/// so that nothing is divided before the last step.
///
/// @param credits of a whole month
/// @param price of one credit, bought or missing
/// @param month the calendar's, in the customer's zone
/// @param since from when on what is bought counts
/// @param from from when on this commitment holds
/// @param asked credits × seconds that others asked for since then
/// @param bought credits
/// @param purchases in how many goes they were bought
/// @param older lots made since then that stand for credits bought before it, such as those moved
///   from another wallet
public record CommittedMonth(
    String name,
    String title,
    Credits credits,
    Money price,
    Period month,
    Instant since,
    Instant from,
    BigDecimal asked,
    BigDecimal bought,
    long purchases,
    Set<UUID> older) {
  public CommittedMonth {
    older = Set.copyOf(older);
  }

  /// How the code of every line of what is missing begins, and no other's.
  private static final String CODES = "commitment/";

  /// A commitment that begins to hold.
  ///
  /// @param currency one that its price is stated in
  public static CommittedMonth begun(
      Commitment commitment, Currency currency, Instant at, ZoneId zone) {
    return new CommittedMonth(
        commitment.name(),
        commitment.title(),
        commitment.credits(),
        PriceMath.in(commitment.committed(), currency),
        Cadence.MONTH.containing(at, zone),
        at,
        at,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        0,
        Set.of());
  }

  /// The same commitment in the month that begins.
  public CommittedMonth next(Instant at, ZoneId zone) {
    var next = Cadence.MONTH.containing(at, zone);
    return new CommittedMonth(
        name, title, credits, price, next, at, at, BigDecimal.ZERO, BigDecimal.ZERO, 0, Set.of());
  }

  /// Another commitment, or the same on other terms, for the rest of the month.
  ///
  /// @param other in the same unit
  public CommittedMonth followedBy(Commitment other, Instant at) {
    return new CommittedMonth(
        other.name(),
        other.title(),
        other.credits(),
        PriceMath.in(other.committed(), price.currency()),
        month,
        since,
        at,
        asked(at),
        bought,
        purchases,
        older);
  }

  /// Whether it is this commitment on these terms.
  public boolean isOf(Commitment other) {
    return name.equals(other.name())
        && credits.equals(other.credits())
        && other.committed().in(price.currency()).filter(price::equals).isPresent();
  }

  /// With more credits bought, or fewer where some were given back.
  public CommittedMonth withBought(BigDecimal more) {
    return new CommittedMonth(
        name,
        title,
        credits,
        price,
        month,
        since,
        from,
        asked,
        bought.add(more).max(BigDecimal.ZERO),
        purchases + (more.signum() > 0 ? 1 : 0),
        older);
  }

  /// With a lot that stands for credits bought before.
  public CommittedMonth withOlder(UUID lot) {
    var all = new HashSet<>(older);
    all.add(lot);
    return new CommittedMonth(
        name, title, credits, price, month, since, from, asked, bought, purchases, all);
  }

  /// What is missing by a time of the month, at which it ends or the month does: missing credits at
  /// the committed price, with what was asked for and bought. Empty when nothing is.
  public Optional<LineItem> shortfall(Instant at) {
    var whole = Fees.seconds(month);
    var all = asked(at);
    var missing = all.subtract(bought.multiply(whole));
    if (missing.signum() <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new LineItem(
            LineKind.COMMITMENT,
            CODES + name,
            title,
            credits(missing, whole),
            Optional.of(credits.unit().code()),
            Optional.of(price),
            List.of(),
            PriceMath.sum(PriceMath.part(price, missing, whole)),
            Optional.of(new Period(since, at)),
            Optional.empty(),
            Optional.of(new LineItem.Evidence(credits(all, whole), bought, purchases))));
  }

  /// Whether a line is of what was missing, and not of a plan's minimum.
  public static boolean isShortfall(LineItem line) {
    return line.kind() == LineKind.COMMITMENT && line.code().startsWith(CODES);
  }

  private BigDecimal asked(Instant at) {
    return from.isBefore(at)
        ? asked.add(credits.amount().multiply(Fees.seconds(new Period(from, at))))
        : asked;
  }

  private static BigDecimal credits(BigDecimal creditSeconds, BigDecimal whole) {
    return Decimals.normal(creditSeconds.divide(whole, Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }
}
