package dev.saldo.core.account;

import dev.saldo.core.catalog.Action;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.wallet.Wallet;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records what already happened: never refused for lack of balance, quota, budget or rate.
///
/// It counts in full on all of them, in the period in which it happened, takes what credits there
/// are, and leaves the rest as overage where that is allowed, else as debt. An event that can't be
/// priced is kept without a price, with the reason.
final class Recording {
  /// How long after it happened an event may still be recorded.
  static final Duration LATE_MAX = Duration.ofDays(35);

  /// How far a sender's clock may be ahead.
  static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private Recording() {}

  static Decision record(Draft draft, Command.RecordUsage usage) {
    var at = usage.occurredAt();
    if (at.isBefore(draft.now().minus(LATE_MAX))) {
      return new Decision.No(new Refusal.EventTooOld(at, draft.now().minus(LATE_MAX)));
    }
    if (at.isAfter(draft.now().plus(AHEAD_MAX))) {
      return new Decision.No(new Refusal.EventInFuture(at, draft.now()));
    }
    var action = action(draft, usage);
    if (action.isEmpty()) {
      return unpriced(draft, usage, Optional.empty());
    }
    return switch (Pricing.ofWhatHappened(draft, usage.act(), at)) {
      case Pricing.Result.Priced(var pricing) -> priced(draft, usage, pricing);
      case Pricing.Result.Refused(var refusal) ->
          unpriced(draft, usage, Optional.of(words(refusal)));
    };
  }

  private static Optional<Action> action(Draft draft, Command.RecordUsage usage) {
    return draft
        .account()
        .termAt(usage.occurredAt())
        .map(term -> draft.context.catalogs().catalog(term.catalog()))
        .flatMap(catalog -> catalog.action(usage.act().action()));
  }

  private static Decision priced(Draft draft, Command.RecordUsage usage, Pricing pricing) {
    if (!pricing.isPriced()) {
      return counted(draft, usage, pricing);
    }
    return switch (Wallets.forUnit(
        draft, usage.act().wallet(), pricing.price().unit(), "/data/wallet")) {
      case Wallets.Result.Missing(var refusal) ->
          unpriced(draft, usage, Optional.of(words(refusal)));
      case Wallets.Result.Found(var wallet) -> pay(draft, usage, pricing, wallet);
    };
  }

  private static Decision pay(
      Draft draft, Command.RecordUsage usage, Pricing pricing, Wallet wallet) {
    var account = draft.account();
    var act = usage.act();
    var demands =
        new ArrayList<>(
            Demands.ofQuotas(account, pricing.catalog(), pricing.term(), act, pricing.at()));
    demands.addAll(Demands.ofBudgets(account, pricing));
    demands.addAll(Demands.ofFreeUnits(pricing, account));
    var id = draft.newId();
    var cause = draft.cause(id, usage.key().digest());
    Metered.noteLate(draft, pricing.at());
    countRates(draft, pricing.term(), usage, demands);
    keepLevels(draft, usage, demands);
    Charging.countRegeneration(draft, pricing, 1);
    var tallied = new ArrayList<Tallied>(demands.stream().map(Demand::tallied).toList());
    tallied.addAll(Demands.unbilled(demands, draft));
    var consulted = Demands.count(demands, draft, false);
    var funding = Covering.coverWhatHappened(draft, wallet, pricing, pricing.price());
    var after = Settling.pay(draft, wallet, pricing, funding, tallied, cause);
    var story = Stories.of(pricing, funding, after, tallied, consulted);
    return journal(draft, usage, id, story);
  }

  /// Counts an act without a price, which concerns no wallet.
  private static Decision counted(Draft draft, Command.RecordUsage usage, Pricing pricing) {
    var demands =
        Demands.ofQuotas(
            draft.account(), pricing.catalog(), pricing.term(), usage.act(), pricing.at());
    Metered.noteLate(draft, pricing.at());
    countRates(draft, pricing.term(), usage, demands);
    keepLevels(draft, usage, demands);
    var tallied = new ArrayList<Tallied>(demands.stream().map(Demand::tallied).toList());
    tallied.addAll(Demands.unbilled(demands, draft));
    var consulted = Demands.count(demands, draft, false);
    var story = Stories.of(pricing, Optional.empty(), tallied, consulted);
    return journal(draft, usage, draft.newId(), story);
  }

  /// A level holds over times in which nothing bills its peak: what is told in a pause, or on a
  /// plan that doesn't ask for it, is in force when one does.
  private static void keepLevels(Draft draft, Command.RecordUsage usage, List<Demand> counted) {
    var act = usage.act();
    draft
        .account()
        .latestTerm()
        .map(term -> draft.context.catalogs().catalog(term.catalog()))
        .ifPresent(catalog -> {
          for (var meter : catalog.metersOf(act.action())) {
            if (meter.takesMost()
                && meter.takes(act.action(), act.data())
                && isBilled(catalog, meter)
                && counted.stream().noneMatch(demand -> demand.isOf(meter))) {
              var at = usage.occurredAt().truncatedTo(ChronoUnit.MICROS);
              var height = Counting.quantity(meter, act.data());
              draft.add(new Effect.LevelSet(meter.name(), new Level(at, height)));
            }
          }
        });
  }

  private static boolean isBilled(Catalog catalog, Meter meter) {
    return catalog.plans().values().stream()
        .flatMap(plan -> plan.sale().usage().stream())
        .anyMatch(terms -> terms.meter().equals(meter.name()));
  }

  private static Decision unpriced(
      Draft draft, Command.RecordUsage usage, Optional<String> reason) {
    var tallied = new ArrayList<Tallied>();
    var at = draft.account().termAt(usage.occurredAt());
    if (at.isEmpty()) {
      keepLevels(draft, usage, List.of());
    }
    at.ifPresent(term -> {
      var catalog = draft.context.catalogs().catalog(term.catalog());
      var quotas =
          Demands.ofQuotas(draft.account(), catalog, term, usage.act(), usage.occurredAt());
      countRates(draft, term, usage, quotas);
      keepLevels(draft, usage, quotas);
      quotas.forEach(demand -> tallied.add(demand.tallied()));
      tallied.addAll(Demands.unbilled(quotas, draft));
      Demands.count(quotas, draft, false);
      Metered.noteLate(draft, usage.occurredAt());
    });
    var id = draft.newId();
    return draft.journal(
        usage.key(),
        id,
        usage.occurredAt(),
        new Answer.Recorded(
            id,
            draft.now(),
            usage.occurredAt(),
            usage.act(),
            Optional.empty(),
            Charging.nonZero(tallied),
            reason));
  }

  private static Decision journal(
      Draft draft, Command.RecordUsage usage, java.util.UUID id, Answer.Story story) {
    return draft.journal(
        usage.key(),
        id,
        usage.occurredAt(),
        new Answer.Recorded(
            id,
            draft.now(),
            usage.occurredAt(),
            usage.act(),
            Optional.of(story),
            List.of(),
            Optional.empty()));
  }

  /// Counts on rates as of the time it happened, before it counts on quotas.
  private static void countRates(
      Draft draft, Term term, Command.RecordUsage usage, List<Demand> demands) {
    var catalog = draft.context.catalogs().catalog(term.catalog());
    var plan = catalog.plan(term.plan()).orElseThrow();
    var rates = new ArrayList<>(Paced.rates(catalog, plan, usage.act().action()));
    var quotas = demands.stream().filter(demand -> demand.level().equals("quota")).toList();
    rates.addAll(Paced.throttles(draft, catalog, plan, quotas));
    for (var rate : rates) {
      draft.count(rate.key(), usage.occurredAt());
    }
  }

  private static String words(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Unacceptable(var pointer, var _, var words, var _) -> pointer + ": " + words;
      case Refusal.NotFound(var what, var pointer) -> pointer + ": no such " + what;
      default -> refusal.getClass().getSimpleName();
    };
  }
}
