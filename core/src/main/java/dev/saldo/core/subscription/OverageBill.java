package dev.saldo.core.subscription;

import dev.saldo.core.catalog.OveragePrice;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Use whose credits were short, at the plan's price for it: kept in credits and rounded on the
/// line alone.
public final class OverageBill {
  private static final String PREFIX = TallyKey.billed("", java.time.Instant.EPOCH).subject();

  /// Stands for every action that isn't named.
  private static final String OTHER = "other";

  private OverageBill() {}

  static List<LineItem> lines(Usage usage) {
    var actions = new TreeSet<String>();
    usage
        .counters()
        .forEach((key, tally) -> {
          if (key.subject().startsWith(PREFIX) && tally.consumed().signum() != 0) {
            actions.add(key.subject().substring(PREFIX.length()));
          }
        });
    var lines = new ArrayList<LineItem>();
    for (var action : actions) {
      lines.add(line(usage, action));
    }
    return lines;
  }

  private static LineItem line(Usage usage, String action) {
    var credits = BigDecimal.ZERO;
    var acts = 0L;
    var amount = Money.zero(usage.currency());
    for (var segment : usage.segments()) {
      var used = usage.used(TallyKey.billed(action, segment.part().from()));
      credits = credits.add(used);
      acts += usage.acts(TallyKey.billed(action, segment.part().from()));
      var price = price(segment.plan(), action);
      if (price.isPresent()) {
        var each = PriceMath.in(price.get().each(), usage.currency());
        amount = amount.plus(PriceMath.part(each, used, price.get().per()));
      }
    }
    var known = Optional.ofNullable(usage.segments().getLast().catalog().actions().get(action));
    return new LineItem(
        LineKind.OVERAGE,
        action,
        known.map(one -> one.title()).orElse(action),
        credits,
        Optional.of("credit"),
        Optional.empty(),
        List.of(),
        PriceMath.sum(amount),
        Optional.of(usage.period()),
        Optional.empty(),
        Optional.of(new LineItem.Evidence(credits, BigDecimal.ZERO, acts)));
  }

  /// What credits cost that an action is short of; empty where a plan gives them away.
  public static Optional<OveragePrice> price(Plan plan, String action) {
    var prices = plan.sale().overage();
    return Optional.ofNullable(prices.get(action)).or(() -> Optional.ofNullable(prices.get(OTHER)));
  }
}
