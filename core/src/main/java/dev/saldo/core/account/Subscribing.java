package dev.saldo.core.account;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.money.Credits;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Status;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/// Puts a customer on a plan, with the credits that come with it.
final class Subscribing {
  private Subscribing() {}

  /// A plan with all that is taken with it, found to be sold.
  ///
  /// @param coupon to redeem when a subscription begins
  private record Taken(
      Catalog catalog,
      Plan plan,
      Items items,
      Interval interval,
      Currency currency,
      Optional<String> coupon) {}

  static Decision change(Draft draft, Command.ChangePlan asked) {
    var arranging = new Arranging(draft);
    var command = arranging.asItStands(asked);
    var catalog = draft.context.catalogs().catalog(command.catalog());
    var movable = movable(draft, command, catalog);
    if (movable.isPresent()) {
      return new Decision.No(movable.get());
    }
    var plan = catalog.plan(command.plan());
    if (plan.isEmpty()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/plan",
              "unknown_plan",
              "catalog "
                  + catalog.reference()
                  + " has the plans "
                  + String.join(", ", catalog.plans().keySet()),
              Map.of("kind", "plan", "value", command.plan())));
    }
    var taken = taken(draft, catalog, plan.get(), command.order());
    var before = draft.account().term();
    var includes = new Includes(catalog, plan.get(), taken.items());
    var refusal =
        refusal(draft, command, taken)
            .or(() -> arranging.refusal(command))
            .or(() ->
                Claiming.downgrade(
                    draft, command, before.map(term -> Includes.of(draft, term)), includes));
    if (refusal.isPresent()) {
      return new Decision.No(refusal.get());
    }
    if (command.order().when() == Command.When.PERIOD_END) {
      return arrange(draft, command, taken);
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var isSamePlan = arranging.isSamePlan(command);
    var earlier = draft.account().terms();
    var beginning = Beginning.of(draft, plan.get(), taken.interval(), draft.now());
    var term =
        begin(draft, command.catalog(), plan.get(), taken.items(), draft.now(), beginning, false);
    Leveling.cut(draft, term);
    draft.begin(term);
    var basis = basis(draft, taken, command.order().collect());
    var onto = new PlanGrants.Onto(catalog, plan.get(), term, beginning);
    var grants = PlanGrants.grant(draft, onto, earlier, basis, cause);
    overdraft(draft, plan.get());
    bill(draft, before, term, taken, command.order().collect());
    draft
        .subscription()
        .filter(Subscription::isRunning)
        .ifPresent(running ->
            draft.set(
                running.withArranged(
                    arranging.after(running.arranged(), command.order(), isSamePlan))));
    var tolerated = Claiming.tolerated(draft, command, includes);
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.PlanChanged(id, draft.now(), term, grants, draft.subscription(), tolerated));
  }

  /// What is paid for the credits that a change brings: nothing where it costs nothing.
  private static CostBasis basis(Draft draft, Taken taken, Command.Collect collect) {
    if (collect == Command.Collect.NONE
        && draft.subscription().filter(Subscription::isRunning).isPresent()) {
      return CostBasis.unpaid(taken.catalog(), taken.plan(), taken.items());
    }
    var paying = new CostBasis.Paying(taken.currency(), taken.interval());
    return CostBasis.beginning(draft, taken.catalog(), taken.plan(), taken.items(), paying);
  }

  private static Taken taken(Draft draft, Catalog catalog, Plan plan, Command.Order order) {
    var selling = new Selling(catalog, plan);
    var running = draft.subscription().filter(Subscription::isRunning);
    var basis = new Arranging(draft).basis(order);
    var kept =
        basis
            .map(before -> selling.kept(before.items(), planOf(order.onto(), plan, before.plan())))
            .orElse(Items.ONE);
    return new Taken(
        catalog,
        plan,
        order.items().of(kept),
        order.interval().or(() -> basis.flatMap(Arranging.Basis::interval)).orElse(Interval.MONTH),
        currency(catalog, running, order.billing()),
        order.coupon());
  }

  /// A plan that is moved is the same one, whatever it is called now.
  private static String planOf(Command.Onto onto, Plan plan, String before) {
    return onto instanceof Command.Onto.Moved ? plan.name() : before;
  }

  private static Currency currency(
      Catalog catalog, Optional<Subscription> running, Command.Billed billing) {
    return running
        .map(Subscription::currency)
        .or(billing::currency)
        .or(() -> billing.own().filter(own -> catalog.sale().currencies().contains(own)))
        .orElse(catalog.sale().currency());
  }

  private static Optional<Refusal> refusal(Draft draft, Command.ChangePlan command, Taken taken) {
    var running = draft.subscription().filter(Subscription::isRunning);
    var order = command.order();
    var there = isThere(draft, order.onto());
    if (there.isPresent()) {
      return there;
    }
    if (isSame(draft, command, taken, running)) {
      return Optional.of(new Refusal.InvalidState("plan", command.plan()));
    }
    var asked = order.billing().currency();
    if (asked.filter(other -> !other.equals(taken.currency())).isPresent()) {
      var code = taken.currency().getCurrencyCode();
      return Optional.of(
          new Refusal.Unacceptable(
              "/currency",
              "currency_is_fixed",
              "the subscription is billed in " + code,
              Map.of("currency", code)));
    }
    if (running.isPresent() && isTaxedOtherwise(draft, taken.catalog())) {
      return Optional.of(
          new Refusal.Unacceptable(
              "/catalog",
              "tax_is_fixed",
              "the subscription's prices are stated %s tax"
                  .formatted(taken.catalog().sale().billing().taxIncluded() ? "without" : "with"),
              Map.of()));
    }
    if (order.collect() == Command.Collect.NONE
        && order.when() == Command.When.NOW
        && taken.plan().sale().isBilled()
        && running
            .filter(one -> one.status() == Status.ACTIVE)
            .filter(one -> one.interval() != taken.interval())
            .isPresent()) {
      return Optional.of(
          new Refusal.Unacceptable(
              "/invoice",
              "not_allowed",
              "another interval begins a period at once, and its fees are paid with it"));
    }
    var cap = draft.account().settings().spendingCap();
    if (taken.plan().sale().isBilled()
        && cap.filter(most -> !most.currency().equals(taken.currency())).isPresent()) {
      return Optional.of(
          new Refusal.Unacceptable(
              "/currency",
              "currency_mismatch",
              "the customer's spending cap is in " + cap.get().currency().getCurrencyCode(),
              Map.of(
                  "given",
                  taken.currency().getCurrencyCode(),
                  "expected",
                  cap.get().currency().getCurrencyCode())));
    }
    if (order.when() == Command.When.PERIOD_END && running.isEmpty()) {
      return Optional.of(new Refusal.NotSubscribed());
    }
    if (order.coupon().isPresent() && running.isPresent()) {
      return Optional.of(
          new Refusal.Unacceptable(
              "/coupon", "redeem_apart", "a running subscription redeems coupons apart"));
    }
    return new Selling(taken.catalog(), taken.plan())
        .refusal(taken.items(), taken.currency(), taken.interval())
        .or(() ->
            taken
                .coupon()
                .flatMap(code ->
                    Redeeming.refusal(
                        draft,
                        new Redeeming.Wanted(
                            taken.catalog(),
                            code,
                            taken.plan().name(),
                            taken.currency(),
                            "/coupon"))));
  }

  /// Whether prices include tax in one catalog and not in the other: what is owed for both couldn't
  /// stand on one invoice.
  private static boolean isTaxedOtherwise(Draft draft, Catalog catalog) {
    return draft
        .account()
        .term()
        .map(term -> draft.context.catalogs().catalog(term.catalog()).sale().billing())
        .filter(billing -> billing.taxIncluded() != catalog.sale().billing().taxIncluded())
        .isPresent();
  }

  private static Optional<Refusal> movable(Draft draft, Command.ChangePlan command, Catalog to) {
    return command.order().onto() instanceof Command.Onto.Moved moved
        ? Moving.refusal(draft, moved, new Moving.Aim(command.order().when(), to, command.plan()))
        : Optional.empty();
  }

  private static Optional<Refusal> isThere(Draft draft, Command.Onto onto) {
    var subscription = draft.subscription();
    var refused =
        switch (onto) {
          case Command.Onto.State.ANYTHING -> false;
          case Command.Onto.Moved _ -> false;
          case Command.Onto.State.NO_SUBSCRIPTION ->
              subscription.filter(one -> one.status() != Status.ENDED).isPresent();
          case Command.Onto.State.RUNNING_SUBSCRIPTION, Command.Onto.State.SAME_PLAN ->
              subscription.filter(Subscription::isRunning).isEmpty();
        };
    return refused ? Optional.of(Lapsing.notSo(subscription)) : Optional.empty();
  }

  /// Whether it would change nothing. Something else that is arranged can be changed back.
  private static boolean isSame(
      Draft draft, Command.ChangePlan command, Taken taken, Optional<Subscription> running) {
    var arranging = new Arranging(draft);
    return command.order().when() == Command.When.PERIOD_END && arranging.isAnyChange()
        ? arranging.isThere(command, taken.items(), taken.interval())
        : draft.account().term().filter(term -> isSame(term, command, taken, running)).isPresent();
  }

  private static boolean isSame(
      Term term, Command.ChangePlan command, Taken taken, Optional<Subscription> running) {
    return term.catalog().equals(command.catalog())
        && term.plan().equals(command.plan())
        && term.items().equals(taken.items())
        && running.map(one -> one.interval() == taken.interval()).orElse(true);
  }

  private static Decision arrange(Draft draft, Command.ChangePlan command, Taken taken) {
    var change =
        new Arranged.Change(
            command.catalog(),
            command.plan(),
            taken.items(),
            taken.interval(),
            Moving.migration(command.order().onto()));
    return Lapsing.changed(
        draft,
        command.key(),
        "change_arranged",
        draft.subscription().orElseThrow().withArranged(Optional.of(change)),
        draft.account().term().orElseThrow());
  }

  private static void bill(
      Draft draft, Optional<Term> before, Term term, Taken taken, Command.Collect collect) {
    var billing = new Billing(draft, term, draft.now());
    var running = draft.subscription().filter(Subscription::isRunning);
    if (!billing.isBilled()) {
      running.ifPresent(subscription ->
          new Billing(draft, before.orElseThrow(), draft.now())
              .stop(subscription, Status.ENDED, collect != Command.Collect.NONE));
    } else if (running.isPresent()) {
      billing.change(before.orElseThrow(), taken.interval(), collect);
    } else {
      billing.start(taken.interval(), taken.currency(), taken.coupon());
    }
  }

  /// What was arranged for the end of a period takes effect.
  static Term arranged(Draft draft, Arranged.Change change, Instant at, Wallet.Cause cause) {
    var catalog = draft.context.catalogs().catalog(change.catalog());
    var plan = catalog.plan(change.plan()).orElseThrow();
    var earlier = draft.account().terms();
    var beginning = Beginning.of(draft, plan, change.interval(), at);
    var term = begin(draft, change.catalog(), plan, change.items(), at, beginning, true);
    draft.begin(term);
    var currency = draft.subscription().orElseThrow().currency();
    var paying = new CostBasis.Paying(currency, change.interval());
    var basis = CostBasis.beginning(draft, catalog, plan, change.items(), paying);
    var onto = new PlanGrants.Onto(catalog, plan, term, beginning);
    PlanGrants.grant(draft, onto, earlier, basis, cause);
    overdraft(draft, plan);
    return term;
  }

  /// A paused plan from now on.
  static Term resumed(Draft draft, Term paused, Plan plan, Beginning beginning) {
    return begin(draft, paused.catalog(), plan, paused.items(), draft.now(), beginning, false);
  }

  /// @param renews whether credits whose period begins now too are those of a renewal, which is
  ///   posted at once: what is left is carried over, and what is used counted anew
  private static Term begin(
      Draft draft,
      CatalogReference catalog,
      Plan plan,
      Items items,
      Instant at,
      Beginning beginning,
      boolean renews) {
    var startedAt = beginning.startedAt(draft, catalog, at);
    var due =
        plan.credits().stream()
            .map(credits ->
                credits.reset().cadence() == Cadence.ONCE
                    ? Optional.<Instant>empty()
                    : Optional.of(
                        due(
                            draft,
                            new Continuing.Next(catalog, startedAt, at, beginning),
                            credits,
                            renews)))
            .toList();
    var zone = Optional.of(zone(draft, at));
    return new Term(catalog, plan.name(), startedAt, at, due, items, false, zone);
  }

  /// Whose days and months are counted: as in the billed period so far, or, where one begins, the
  /// customer's.
  private static ZoneId zone(Draft draft, Instant at) {
    var customers = draft.account().zone();
    return draft
        .subscription()
        .filter(one -> one.isRunning() && one.period().contains(at))
        .flatMap(_ -> draft.account().term())
        .flatMap(Term::zone)
        .orElse(customers);
  }

  /// When credits are renewed next: when those that go on end, or the period does.
  private static Instant due(
      Draft draft, Continuing.Next next, PlanCredits credits, boolean renews) {
    return Continuing.of(draft, draft.account().terms(), next, credits)
        .map(running -> running.whole().until())
        .orElseGet(() -> {
          var period = PlanGrants.period(draft, credits, next.startedAt(), next.at());
          var isRenewed =
              renews
                  && (period.from().equals(next.at()) || Replaced.isDue(draft, credits, next.at()));
          return isRenewed ? next.at() : period.until();
        });
  }

  private static void overdraft(Draft draft, Plan plan) {
    var main = draft.account().wallet(Wallet.MAIN);
    if (plan.overdraft().isPresent()) {
      var limit = plan.overdraft().get();
      if (Wallets.forUnit(draft, Optional.empty(), limit.unit(), "/plan")
          instanceof Wallets.Result.Found(var wallet)) {
        allow(draft, wallet, limit);
      }
    } else if (main.isPresent() && main.get().hasOverdraft()) {
      allow(draft, main.get(), main.get().zero());
    }
  }

  private static void allow(Draft draft, Wallet wallet, Credits limit) {
    var id = draft.newId();
    var had = wallet.hasOverdraft();
    var after = draft.put(wallet.withOverdraft(id, limit, draft.now()));
    if (!had) {
      draft.opened(wallet.id(), after.grant(id).orElseThrow());
    }
  }
}
