package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What covers a price: lots in burn order, then overage where it is allowed.
final class Covering {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration RETRY_AFTER_MIN = Duration.ofSeconds(1);

  private Covering() {}

  /// What covers a price, or why nothing does.
  sealed interface Result {
    /// It is covered in full.
    record Covered(Funding funding) implements Result {}

    /// It isn't.
    record Short(Refusal refusal) implements Result {}
  }

  /// The debt that must be settled first, then the preventive block.
  static Optional<Refusal> blocked(
      Draft draft, Wallet wallet, Plan plan, String action, boolean override) {
    if (wallet.debt().isPositive()) {
      return Optional.of(new Refusal.DebtOutstanding(wallet.debt()));
    }
    var threshold = threshold(draft.account().settings(), plan);
    if (override || threshold.isEmpty() || isHardLimitOff(draft, plan, action)) {
      return Optional.empty();
    }
    var used = usedPercent(wallet);
    return used.compareTo(threshold.get()) >= 0
        ? Optional.of(new Refusal.PreventiveBlock(used, threshold.get()))
        : Optional.empty();
  }

  /// Covers a price in full or says why not.
  static Result cover(Draft draft, Wallet wallet, Pricing pricing) {
    var price = pricing.price();
    var draws = wallet.plan(price);
    var left = price.minus(sum(draws, wallet.zero()));
    if (!left.isPositive()) {
      return new Result.Covered(new Funding(draws, wallet.zero(), wallet.zero()));
    }
    if (!isOverageAllowed(draft, pricing.plan(), pricing.action().name())) {
      return new Result.Short(shortOf(draft, wallet, price));
    }
    var ceiling = ceiling(draft, pricing.action().name());
    if (ceiling.isPresent()) {
      var used = overageUsed(draft, pricing, wallet);
      if (used.plus(left).compareTo(ceiling.get()) > 0) {
        return new Result.Short(new Refusal.OverageCeilingReached(ceiling.get(), used, left));
      }
    }
    return new Result.Covered(new Funding(draws, left, wallet.zero()));
  }

  /// Covers what already happened as far as anything does; the rest is unfunded.
  static Funding coverWhatHappened(Draft draft, Wallet wallet, Pricing pricing, Credits price) {
    var draws = wallet.plan(price);
    var left = price.minus(sum(draws, wallet.zero()));
    var overage = wallet.zero();
    if (left.isPositive() && isOverageAllowed(draft, pricing.plan(), pricing.action().name())) {
      overage =
          ceiling(draft, pricing.action().name())
              .map(most -> most.minus(overageUsed(draft, pricing, wallet)).atLeastZero().min(left))
              .orElse(left);
      overage = Spending.within(draft, pricing, overage);
    }
    return new Funding(draws, overage, left.minus(overage));
  }

  /// Where billed overage of an action is tallied: by the customer's calendar month.
  static TallyKey overageKey(Draft draft, String action, Instant at) {
    var subject = consent(draft, action).map(Consent::action).orElse(action);
    return TallyKey.overage(subject, Cadence.MONTH.containing(at, draft.account().zone()).from());
  }

  static Credits sum(List<dev.saldo.core.wallet.Draw> draws, Credits zero) {
    var sum = zero;
    for (var draw : draws) {
      sum = sum.plus(draw.amount());
    }
    return sum;
  }

  /// The used share of the credits in percent: (consumed + held) ÷ (balance + consumed), both since
  /// the last reset; 0 when there is neither. Exact wherever it is compared: digits beyond the 20th
  /// are cut off.
  static BigDecimal usedPercent(Wallet wallet) {
    var used = wallet.consumed().plus(wallet.held());
    var whole = wallet.balance().plus(wallet.consumed());
    if (used.isZero()) {
      return BigDecimal.ZERO;
    }
    if (!whole.isPositive()) {
      return HUNDRED;
    }
    return used.amount()
        .multiply(HUNDRED)
        .divide(whole.amount(), new MathContext(20, RoundingMode.DOWN));
  }

  /// Notes the shares of the credits that a change crossed.
  static void notify(Draft draft, Wallet before, Wallet after, Plan plan) {
    if (plan.notifyPercent().isEmpty()) {
      return;
    }
    var from = usedPercent(before);
    var to = usedPercent(after);
    for (var percent : plan.notifyPercent()) {
      if (from.compareTo(percent) < 0 && to.compareTo(percent) >= 0) {
        draft.crossed(new Effect.ThresholdCrossed("credits", after.name(), percent, draft.now()));
      }
    }
  }

  private static Refusal shortOf(Draft draft, Wallet wallet, Credits price) {
    var ifReleased = wallet.spendable().plus(comesBack(wallet));
    if (ifReleased.compareTo(price) >= 0) {
      return new Refusal.TemporarilyReserved(
          price, wallet.available(), wallet.held(), untilSoonestExpiry(draft));
    }
    return new Refusal.InsufficientCredits(
        price, wallet.balance(), wallet.available(), price.minus(wallet.spendable()));
  }

  /// What releasing every hold would bring: of an expired lot, nothing.
  private static Credits comesBack(Wallet wallet) {
    var sum = wallet.zero();
    for (var lot : wallet.grants()) {
      sum = lot.state() == Grant.State.ACTIVE ? sum.plus(lot.held()) : sum;
    }
    return sum;
  }

  private static Duration untilSoonestExpiry(Draft draft) {
    var soonest = draft.account().soonestHoldExpiry().orElse(draft.now());
    for (var act : draft.account().holds().values()) {
      var hold = act.hold();
      var open = hold.state() == dev.saldo.core.wallet.Hold.State.OPEN;
      if (open && (hold.expiresAt().isBefore(soonest) || !soonest.isAfter(draft.now()))) {
        soonest = hold.expiresAt();
      }
    }
    var wait = Duration.between(draft.now(), soonest);
    return wait.compareTo(RETRY_AFTER_MIN) < 0 ? RETRY_AFTER_MIN : wait;
  }

  private static Optional<BigDecimal> threshold(Settings settings, Plan plan) {
    return settings.preventiveBlockPercent().or(plan::preventiveBlockPercent);
  }

  private static boolean isHardLimitOff(Draft draft, Plan plan, String action) {
    return draft
        .account()
        .settings()
        .hardLimit()
        .map(hard -> !hard)
        .orElseGet(() -> isOverageAllowed(draft, plan, action));
  }

  private static boolean isOverageAllowed(Draft draft, Plan plan, String action) {
    if (draft.account().settings().hardLimit().orElse(false)) {
      return false;
    }
    return switch (plan.overage()) {
      case BLOCKED -> false;
      case BILLED -> true;
      case ON_CONSENT -> consent(draft, action).isPresent();
    };
  }

  private static Optional<Consent> consent(Draft draft, String action) {
    Optional<Consent> any = Optional.empty();
    for (var consent : draft.account().consents()) {
      if (consent.action().equals(action)) {
        return Optional.of(consent);
      }
      if (consent.action().equals(Consent.ANY_ACTION)) {
        any = Optional.of(consent);
      }
    }
    return any;
  }

  private static Optional<Credits> ceiling(Draft draft, String action) {
    return consent(draft, action).flatMap(Consent::ceiling);
  }

  private static Credits overageUsed(Draft draft, Pricing pricing, Wallet wallet) {
    var key = overageKey(draft, pricing.action().name(), pricing.at());
    return new Credits(wallet.unit(), draft.tally(key).used());
  }
}
