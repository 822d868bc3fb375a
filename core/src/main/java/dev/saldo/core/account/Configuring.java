package dev.saldo.core.account;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.BudgetTree;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sets budgets, choices, consents and the test clock.
final class Configuring {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final Duration CLOCK_STEP_MAX = Duration.ofDays(3_660);

  private Configuring() {}

  static Decision budget(Draft draft, Command.SetBudget command) {
    var budget = command.budget();
    var tree = new BudgetTree(draft.account().budgets());
    if (budget.parent().filter(parent -> !tree.has(parent)).isPresent()) {
      return new Decision.No(new Refusal.NotFound("budget", "/parent"));
    }
    if (tree.isCycle(budget)) {
      return new Decision.No(
          new Refusal.Conflict("a budget can't stand above itself", budget.parent()));
    }
    var unlisted = unlisted(draft, budget);
    if (unlisted.isPresent()) {
      return new Decision.No(unlisted.get());
    }
    draft.set(budget);
    var id = draft.newId();
    return draft.journal(
        command.key(), id, draft.now(), new Answer.BudgetSet(id, draft.now(), budget));
  }

  static Decision removeBudget(Draft draft, Command.RemoveBudget command) {
    var tree = new BudgetTree(draft.account().budgets());
    if (!tree.has(command.budget())) {
      return new Decision.No(new Refusal.NotFound("budget", "/budget"));
    }
    var children = tree.children(command.budget());
    if (!children.isEmpty()) {
      return new Decision.No(
          new Refusal.Conflict(
              "budgets stand below it; remove or move them first",
              Optional.of(children.getFirst().id())));
    }
    draft.removeBudget(command.budget());
    var id = draft.newId();
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.BudgetRemoved(id, draft.now(), command.budget()));
  }

  static Decision settings(Draft draft, Command.ChangeSettings command) {
    var percent = command.settings().preventiveBlockPercent();
    if (percent.filter(one -> one.signum() <= 0 || one.compareTo(HUNDRED) > 0).isPresent()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/preventive_block_percent", "out_of_range", "above 0 and at most 100"));
    }
    var cap = command.settings().spendingCap().flatMap(most -> wrong(draft, most));
    if (cap.isPresent()) {
      return new Decision.No(cap.get());
    }
    draft.set(command.settings());
    var id = draft.newId();
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.SettingsChanged(id, draft.now(), command.settings()));
  }

  /// A cap is in the money that is billed, after a pause too, down to its minor unit. Without a
  /// subscription, or after its end, there is none yet: the next one has to be in the cap's.
  private static Optional<Refusal> wrong(Draft draft, Money cap) {
    var currency =
        draft
            .subscription()
            .filter(one -> one.status() != Subscription.Status.ENDED)
            .map(Subscription::currency);
    if (currency.filter(billed -> !billed.equals(cap.currency())).isPresent()) {
      return Optional.of(
          new Refusal.Unacceptable(
              "/spending_cap/currency",
              "currency_mismatch",
              "the subscription is billed in " + currency.get().getCurrencyCode(),
              Map.of(
                  "given",
                  cap.currency().getCurrencyCode(),
                  "expected",
                  currency.get().getCurrencyCode())));
    }
    if (cap.isNegative()) {
      return Optional.of(
          new Refusal.Unacceptable("/spending_cap/amount", "quantity_negative", "zero or more"));
    }
    var digits = Math.max(0, cap.currency().getDefaultFractionDigits());
    return cap.amount().scale() > digits
        ? Optional.of(
            new Refusal.Unacceptable(
                "/spending_cap/amount",
                "too_fine",
                cap.currency().getCurrencyCode() + " has " + digits + " decimals",
                Map.of("max", Integer.toString(digits))))
        : Optional.empty();
  }

  static Decision consent(Draft draft, Command.GiveConsent command) {
    var known =
        draft
            .account()
            .term()
            .map(term -> draft.context.catalogs().catalog(term.catalog()))
            .map(catalog -> isBilled(catalog, command.action()))
            .orElse(false);
    if (!known && !command.action().equals(Consent.ANY_ACTION)) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/action",
              "unknown_action",
              "an action of the customer's catalog, a meter that it bills, or * for all",
              Map.of("kind", "action", "value", command.action())));
    }
    var ceiling = command.ceiling().filter(_ -> !isInItsUnit(draft, command));
    if (ceiling.isPresent()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/unit", "currency_mismatch", "a ceiling for a meter is in the meter's own units"));
    }
    var consent =
        new Consent(command.action(), command.grantedBy(), draft.now(), command.ceiling());
    if (command.withdrawn()) {
      draft.withdrawConsent(command.action());
    } else {
      draft.set(consent);
    }
    var id = draft.newId();
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.ConsentGiven(id, draft.now(), consent, command.withdrawn()));
  }

  /// Whether credits of it that are short, or what it counts, can be billed.
  private static boolean isBilled(Catalog catalog, String actionOrMeter) {
    return catalog.actions().containsKey(actionOrMeter)
        || catalog.plans().values().stream()
            .flatMap(plan -> plan.sale().usage().stream())
            .anyMatch(terms -> terms.meter().equals(actionOrMeter));
  }

  /// A ceiling for what isn't an action but a meter counts what the meter does.
  private static boolean isInItsUnit(Draft draft, Command.GiveConsent command) {
    var name = command.action();
    var isAction =
        name.equals(Consent.ANY_ACTION)
            || draft
                .account()
                .term()
                .map(term -> draft.context.catalogs().catalog(term.catalog()))
                .filter(catalog -> catalog.actions().containsKey(name))
                .isPresent();
    return isAction || command.ceiling().filter(most -> !most.unit().code().equals(name)).isEmpty();
  }

  /// The clock moves first: what falls due until then is posted by the next look at the account.
  /// How much that may be is bounded.
  static Decision clock(Draft draft, Command.AdvanceClock command) {
    if (command.to().isBefore(draft.now())) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/to",
              "in_the_past",
              "a test clock only moves forward; it stands at " + draft.now(),
              Map.of("from", draft.now().toString())));
    }
    var latest = draft.now().plus(CLOCK_STEP_MAX);
    if (draft.account().latestTerm().isPresent() && command.to().isAfter(latest)) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/to",
              "clock_too_far",
              "a clock moves ten years at a time, to " + latest,
              Map.of("until", latest.toString())));
    }
    draft.clock(command.to());
    var id = draft.newId();
    return draft.journal(
        command.key(), id, draft.now(), new Answer.ClockAdvanced(id, command.to()));
  }

  /// A budget in money needs a list price to count credits at.
  private static Optional<Refusal> unlisted(Draft draft, Budget budget) {
    if (!(budget.ceiling() instanceof Budget.Ceiling.InMoney(var money))) {
      return Optional.empty();
    }
    var listed =
        draft
            .account()
            .term()
            .map(term -> draft.context.catalogs().catalog(term.catalog()))
            .map(catalog ->
                catalog.units().values().stream()
                    .anyMatch(unit -> unit.listPrice(money.currency()).isPresent()))
            .orElse(false);
    return listed
        ? Optional.empty()
        : Optional.of(
            new Refusal.Unacceptable(
                "/limit/currency",
                "currency_mismatch",
                "the customer's catalog lists no price of a credit in "
                    + money.currency().getCurrencyCode()));
  }
}
