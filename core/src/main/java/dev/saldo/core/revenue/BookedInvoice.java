package dev.saldo.core.revenue;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A finalized invoice or credit note, as the journal needs it.
///
/// @param creditNote whose amounts are what is given back, above zero
public record BookedInvoice(
    boolean creditNote, Instant bookedAt, Money tax, Money gross, List<Line> lines) {
  public BookedInvoice {
    lines = List.copyOf(lines);
  }

  /// What is booked when it is declared not to hold: all of it the other way round.
  public BookedInvoice voided(Instant at) {
    return new BookedInvoice(
        creditNote, at, tax.negated(), gross.negated(), lines.stream().map(Line::negated).toList());
  }

  /// One of its lines.
  ///
  /// @param covers the time that it is for; empty for what is paid once
  /// @param creditsPercent the share of a plan's fee that pays for its credits; 0 for none
  public record Line(LineKind kind, Money net, Optional<Period> covers, BigDecimal creditsPercent) {
    private Line negated() {
      return new Line(kind, net.negated(), covers, creditsPercent);
    }
  }
}
