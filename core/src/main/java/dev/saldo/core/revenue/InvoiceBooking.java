package dev.saldo.core.revenue;

import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.BookedInvoice.Line;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// How an invoice is booked: which account each part of it is credited to, all against what is
/// receivable.
final class InvoiceBooking {
  private InvoiceBooking() {}

  /// What is credited to an account; below zero for what is debited.
  record Part(MoneyAccount account, Money amount) {}

  static List<Part> parts(BookedInvoice invoice) {
    var parts = new ArrayList<Part>();
    var rest = signed(invoice, invoice.gross()).minus(signed(invoice, invoice.tax()));
    for (var line : invoice.lines()) {
      var net = signed(invoice, line.net());
      rest = rest.minus(net);
      var bought = ofCredits(line, net);
      if (!bought.isZero()) {
        parts.add(new Part(MoneyAccount.UNBILLED, bought));
      }
      parts.add(new Part(account(invoice, line), net.minus(bought)));
    }
    parts.add(new Part(MoneyAccount.TAX_PAYABLE, signed(invoice, invoice.tax())));
    parts.add(new Part(MoneyAccount.ROUNDING, rest));
    return parts;
  }

  /// The fees that are earned over time.
  static List<FeeSchedule> schedules(BookedInvoice invoice) {
    var schedules = new ArrayList<FeeSchedule>();
    for (var line : invoice.lines()) {
      if (isEarnedOverTime(line)) {
        var net = signed(invoice, line.net());
        schedules.add(
            new FeeSchedule(
                line.covers().orElseThrow(), net.minus(ofCredits(line, net)), invoice.bookedAt()));
      }
    }
    return schedules;
  }

  private static MoneyAccount account(BookedInvoice invoice, Line line) {
    if (isEarnedOverTime(line)) {
      return MoneyAccount.DEFERRED_FEES;
    }
    return switch (line.kind()) {
      // What one invoice was too small to give back stays owed to the customer until another does.
      case CARRIED -> MoneyAccount.RECEIVABLE;
      case PACK -> invoice.creditNote() ? MoneyAccount.REFUNDS : MoneyAccount.UNBILLED;
      case PLAN, PRODUCT, SETUP, USAGE, OVERAGE, COMMITMENT, INTERIM, DISCOUNT, ADJUSTMENT ->
          invoice.creditNote() ? MoneyAccount.REFUNDS : MoneyAccount.REVENUE;
    };
  }

  private static boolean isEarnedOverTime(Line line) {
    return switch (line.kind()) {
      case PLAN, PRODUCT, DISCOUNT -> line.covers().isPresent();
      case SETUP, USAGE, OVERAGE, PACK, COMMITMENT, INTERIM, ADJUSTMENT, CARRIED -> false;
    };
  }

  private static Money ofCredits(Line line, Money net) {
    var share = net.amount().multiply(line.creditsPercent()).movePointLeft(2);
    return new Money(net.currency(), share.setScale(Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }

  private static Money signed(BookedInvoice invoice, Money amount) {
    return invoice.creditNote() ? amount.negated() : amount;
  }
}
