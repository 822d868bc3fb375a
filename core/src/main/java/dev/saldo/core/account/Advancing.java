package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interim.Billed;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Drafts an interim invoice once the use of the running period that isn't invoiced reaches the
/// catalog's threshold.
///
/// Its lines stand from then on, whatever is used until the billing run gives it a number. Each is
/// cut down to whole minor units, so that the invoice asks for exactly what its lines say and never
/// for more than was used; the period's own invoice has the use of all of the period, and takes off
/// what these lines say. A period's invoices so come to what one would, and are rounded as one.
///
/// Where a code has come to less than was invoiced of it, less is asked for of others, and nothing
/// is given back before the period ends: what credit notes gave back meanwhile would be given
/// twice.
final class Advancing {
  private Advancing() {}

  /// From what sum on use is invoiced before the period ends, if it is.
  static Optional<Money> threshold(Subscription subscription, Term term, Catalogs catalogs) {
    return catalogs
        .catalog(term.catalog())
        .sale()
        .billing()
        .progressiveAt()
        .flatMap(amounts -> amounts.in(subscription.currency()));
  }

  /// Looks at the account after commands were decided, and drafts where it is time.
  static void settle(Draft draft) {
    var account = draft.account();
    var catalogs = draft.context.catalogs();
    var threshold =
        account
            .subscription()
            .flatMap(one -> account.term().flatMap(term -> threshold(one, term, catalogs)));
    if (threshold.isEmpty()) {
      return;
    }
    RunningUse.of(account, catalogs)
        .filter(use -> open(use, account).compareTo(threshold.get()) >= 0)
        .ifPresent(use -> invoice(draft, use));
  }

  /// What isn't invoiced yet.
  private static Money open(RunningUse use, Account account) {
    var open = use.cost(account.tallies());
    for (var billed : use.subscription().interim().billed().values()) {
      open = open.minus(billed.amount());
    }
    return open;
  }

  private static void invoice(Draft draft, RunningUse use) {
    var subscription = use.subscription();
    var from = subscription.period().from();
    var now = draft.now();
    // At its very beginning a period has no length yet to name.
    var soFar = from.isBefore(now) ? new Period(from, now) : subscription.period();
    var lines = byCode(use.lines(draft.account().tallies()));
    var billed = subscription.interim().billed();
    var over = over(lines, billed, Money.zero(subscription.currency()));
    var items = new ArrayList<LineItem>();
    var more = new LinkedHashMap<String, Billed>();
    for (var line : lines) {
      var item = item(line, billed, soFar);
      if (item.amount().isPositive()) {
        var less = over.compareTo(item.amount()) < 0 ? over : item.amount();
        over = over.minus(less);
        if (item.amount().compareTo(less) > 0) {
          var asked = less.isZero() ? item : part(item, item.amount().minus(less));
          items.add(asked);
          more.put(asked.code(), new Billed(asked.quantity(), asked.amount()));
        }
      }
    }
    if (!isWorthIt(items, Money.zero(subscription.currency()))) {
      return;
    }
    var invoice = draft.newId();
    draft.add(
        new Effect.InvoiceBegun(
            invoice, subscription.id(), subscription.currency(), now, Optional.of(from)));
    for (var item : items) {
      draft.add(new Effect.Owed(invoice, draft.newId(), item));
    }
    draft.add(new Effect.InvoiceDue(invoice, Optional.empty(), now));
    draft.set(subscription.withInterim(subscription.interim().with(more)));
  }

  /// What was invoiced of codes above what they come to now, a refund later, up to whole minor
  /// units; those that have no line any more among them.
  private static Money over(List<LineItem> lines, Map<String, Billed> billed, Money zero) {
    var over = zero;
    for (var before : billed.entrySet()) {
      var now =
          lines.stream()
              .filter(line -> line.code().equals(before.getKey()))
              .map(LineItem::amount)
              .reduce(zero, Money::plus);
      var more = down(now.minus(before.getValue().amount()));
      over = more.isNegative() ? over.minus(more) : over;
    }
    return over;
  }

  /// A line of which less is asked for, and so for less of its quantity.
  private static LineItem part(LineItem item, Money asked) {
    var share = item.quantity().multiply(asked.amount());
    var quantity = share.divide(item.amount().amount(), Decimals.SCALE_MAX, RoundingMode.DOWN);
    return new LineItem(
        item.kind(),
        item.code(),
        item.title(),
        Decimals.normal(quantity),
        item.unit(),
        Optional.empty(),
        List.of(),
        asked,
        item.period(),
        item.costCentre(),
        item.evidence());
  }

  /// Where the threshold is a few cents, nothing may be left of it in whole cents.
  private static boolean isWorthIt(List<LineItem> items, Money zero) {
    return items.stream().map(LineItem::amount).reduce(zero, Money::plus).isPositive();
  }

  /// A meter and an action of one name are one code, and invoiced together; so are cost centres,
  /// whose shares aren't known before the period has ended.
  private static List<LineItem> byCode(List<LineItem> lines) {
    var byCode = new LinkedHashMap<String, LineItem>();
    for (var line : lines) {
      byCode.merge(line.code(), line, Advancing::together);
    }
    return List.copyOf(byCode.values());
  }

  private static LineItem together(LineItem one, LineItem other) {
    return new LineItem(
        one.kind(),
        one.code(),
        one.title(),
        one.quantity().add(other.quantity()),
        one.unit(),
        Optional.empty(),
        List.of(),
        one.amount().plus(other.amount()),
        one.period(),
        Optional.empty(),
        one.evidence()
            .flatMap(evidence -> other.evidence().map(evidence::plus))
            .or(one::evidence)
            .or(other::evidence));
  }

  private static LineItem item(LineItem line, Map<String, Billed> billed, Period soFar) {
    var before = Optional.ofNullable(billed.get(line.code()));
    var more = before.map(one -> line.amount().minus(one.amount())).orElse(line.amount());
    return new LineItem(
        LineKind.INTERIM,
        line.code(),
        line.title(),
        before.map(one -> line.quantity().subtract(one.quantity())).orElse(line.quantity()),
        line.unit(),
        Optional.empty(),
        List.of(),
        down(more),
        Optional.of(soFar),
        Optional.empty(),
        line.evidence());
  }

  private static Money down(Money exact) {
    var currency = exact.currency();
    var digits = Math.max(0, currency.getDefaultFractionDigits());
    return new Money(currency, exact.amount().setScale(digits, RoundingMode.FLOOR));
  }
}
