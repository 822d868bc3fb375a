package dev.saldo.core.account;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A customer of plans on which each credit costs one euro, so that fees and credits can be held
/// against each other.
final class PaidCredits {
  private static final MathContext EXACT = new MathContext(50);

  final Scene scene;

  PaidCredits(ResetRule.Anchor anchor, Instant start, ZoneId zone) {
    scene = new Scene(shelf(anchor).catalog(), start, zone);
  }

  static PaidCredits from(ResetRule.Anchor anchor, String start) {
    return new PaidCredits(anchor, Instant.parse(start), ZoneId.of("UTC"));
  }

  private static Shelf shelf(ResetRule.Anchor anchor) {
    return new Shelf()
        .plan("open", offer -> offer.credits(monthly(anchor, "8")))
        .plan("viewer", offer -> offer.price("0").annualLess("0"))
        .plan("small", offer -> offer.price("50").annualLess("0").credits(monthly(anchor, "50")))
        .plan("large", offer -> offer.price("500").annualLess("0").credits(monthly(anchor, "500")))
        .plan("team", offer -> offer.price("70").perSeat().credits(monthly(anchor, "70")))
        .plan(
            "tried",
            offer ->
                offer.price("60").trial(Duration.ofDays(14), true).credits(monthly(anchor, "60")))
        .billed(anchor, ResetRule.Zone.CUSTOMER);
  }

  private static PlanCredits monthly(ResetRule.Anchor anchor, String credits) {
    return new PlanCredits(
        Credits.of(Shelf.CREDIT, credits),
        GrantKind.PLAN,
        new ResetRule(Cadence.MONTH, ResetRule.Zone.CUSTOMER, anchor),
        anchor == ResetRule.Anchor.CALENDAR,
        Optional.empty(),
        Optional.empty());
  }

  PaidCredits at(String instant) {
    return at(Instant.parse(instant));
  }

  /// Posts all that falls due on the way.
  PaidCredits at(Instant instant) {
    scene.clock = instant;
    scene.postDue();
    return this;
  }

  PaidCredits take(String plan) {
    return take(plan, 1, Interval.MONTH);
  }

  PaidCredits take(String plan, Interval interval) {
    return take(plan, 1, interval);
  }

  PaidCredits take(String plan, int seats, Interval interval) {
    change(plan, seats, interval, When.NOW);
    return this;
  }

  Outcome change(String plan, int seats, Interval interval, When when) {
    var order =
        new Command.Order(
            ItemsChange.to(Items.of(seats, Map.of())),
            Optional.of(interval),
            Command.Billed.STANDARD,
            when,
            Collect.NOW,
            Optional.empty(),
            Onto.ANYTHING);
    return scene.ask(new Command.ChangePlan(scene.key(), scene.catalog.reference(), plan, order));
  }

  List<Grant> grants() {
    return scene.effects.stream()
        .filter(Effect.GrantOpened.class::isInstance)
        .map(effect -> ((Effect.GrantOpened) effect).grant())
        .toList();
  }

  /// All credits that were ever granted.
  BigDecimal granted() {
    return grants().stream()
        .map(grant -> grant.amount().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  String lastGranted() {
    return grants().getLast().amount().amount().toPlainString();
  }

  List<LineItem> lines() {
    return scene.effects.stream()
        .filter(Effect.Owed.class::isInstance)
        .map(effect -> ((Effect.Owed) effect).item())
        .toList();
  }

  /// What was charged, less what was given back.
  BigDecimal charged() {
    return lines().stream()
        .map(line -> line.amount().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// What was charged for the time before an instant, second by second.
  BigDecimal chargedUntil(Instant end) {
    var sum = BigDecimal.ZERO;
    for (var line : lines()) {
      var period = line.period().orElseThrow();
      var until = end.isBefore(period.until()) ? end : period.until();
      if (until.isAfter(period.from())) {
        var part = Duration.between(period.from(), until).toSeconds();
        sum =
            sum.add(
                line.amount()
                    .amount()
                    .multiply(BigDecimal.valueOf(part))
                    .divide(BigDecimal.valueOf(period.length().toSeconds()), EXACT));
      }
    }
    return sum;
  }
}
