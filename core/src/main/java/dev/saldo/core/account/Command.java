package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Something that is asked of one customer's account.
public sealed interface Command {
  /// What makes a repeat recognisable.
  Key key();

  /// A command's identity: a repeat has the same source, name and digest.
  ///
  /// @param source the CloudEvents `source` of an event; empty for an idempotency key
  /// @param name the CloudEvents `id`, or the idempotency key
  /// @param digest of the route and the canonical body
  record Key(String source, String name, ChainHash digest) {
    /// The key without what was asked: what must be unique within a customer.
    public KeyName keyName() {
      return new KeyName(source, name);
    }
  }

  /// What a key is looked up by.
  record KeyName(String source, String name) {}

  /// What is done: an action and its data.
  ///
  /// @param wallet the wallet's name; empty for the one that the action's unit uses
  /// @param replaces the charge that this is a second try of
  record Act(
      String action,
      Map<String, Value> data,
      Optional<String> wallet,
      Optional<UUID> replaces,
      Attribution attribution) {
    public Act {
      data = Map.copyOf(data);
    }
  }

  /// Asks and pays in one step.
  ///
  /// @param confirmed whether the caller confirmed the price
  /// @param override whether the key may pass the preventive block
  record Charge(Key key, Act act, boolean confirmed, boolean override) implements Command {}

  /// Sets credits aside.
  ///
  /// @param amount how much; empty for the price of the act's data
  /// @param livesFor how long; empty for what the action says
  record OpenHold(
      Key key,
      Act act,
      Optional<Credits> amount,
      Optional<Duration> livesFor,
      boolean confirmed,
      boolean override)
      implements Command {}

  /// Settles a hold at what was really used.
  ///
  /// @param data what was used, on top of what the hold expected
  /// @param amount the price itself, for callers that price on their own; empty for the data's
  record Capture(
      Key key,
      UUID hold,
      Map<String, Value> data,
      Optional<Credits> amount,
      Attribution attribution)
      implements Command {
    public Capture {
      data = Map.copyOf(data);
    }
  }

  /// Gives back what a hold set aside.
  record Release(Key key, UUID hold) implements Command {}

  /// Lets an open hold live longer, counted from now; never longer than 24 hours from its opening.
  record Extend(Key key, UUID hold, Duration livesFor) implements Command {}

  /// Records what already happened; never refused for lack of balance.
  record RecordUsage(Key key, Act act, Instant occurredAt) implements Command {}

  /// Gives credits.
  ///
  /// @param wallet the wallet's name; empty for the one of the unit
  /// @param priority empty for the burn order's
  /// @param effectiveAt empty for now
  /// @param paid the cost basis of all of it
  record GiveCredits(
      Key key,
      GrantKind kind,
      String label,
      Credits amount,
      Optional<String> wallet,
      Optional<Integer> priority,
      Optional<Instant> effectiveAt,
      Optional<Expiry> expiry,
      Optional<Money> paid)
      implements Command {}

  /// When a grant ends.
  sealed interface Expiry {
    /// At an instant.
    record At(Instant instant) implements Expiry {}

    /// So long after it takes effect.
    record After(Duration duration) implements Expiry {}
  }

  /// Takes back what is left of a grant, as a correction.
  record RevokeGrant(Key key, UUID grant, String reason) implements Command {}

  /// Gives back what a charge took, to the same grants.
  ///
  /// @param amount empty for all that is left to refund
  record Refund(Key key, UUID charge, Optional<Credits> amount, String reason) implements Command {}

  /// Moves credits between two wallets of the customer that count in one unit; what moves keeps its
  /// kind, priority, expiry and cost basis.
  record Transfer(Key key, String from, String to, Credits amount) implements Command {}

  /// Puts an amount right by hand: adds to or takes from a grant, with a reason.
  ///
  /// @param amount above zero to add, below zero to take
  record Correct(Key key, UUID grant, Credits amount, String reason) implements Command {}

  /// Settles what is owed for unfunded use: out of the wallet's credits, or by writing it off.
  record SettleDebt(Key key, Optional<String> wallet, boolean writeOff, String reason)
      implements Command {}

  /// Puts the customer on a plan.
  ///
  /// @param grace how long resources above the new plan's counts may stay; empty when there must be
  ///   none
  record ChangePlan(
      Key key, CatalogReference catalog, String plan, Order order, Optional<Duration> grace)
      implements Command {
    public ChangePlan(Key key, CatalogReference catalog, String plan, Order order) {
      this(key, catalog, plan, order, Optional.empty());
    }

    /// From now on, with what is there already or nothing beside it.
    public ChangePlan(Key key, CatalogReference catalog, String plan) {
      this(key, catalog, plan, Order.STANDARD);
    }
  }

  /// How a plan is taken.
  ///
  /// @param items what is taken beside it, as a change of what is there already
  /// @param interval empty for what is there already, or by the month
  /// @param billing in which currency
  /// @param coupon a code to redeem with it
  /// @param onto what must be there already
  record Order(
      ItemsChange items,
      Optional<Interval> interval,
      Billed billing,
      When when,
      Collect collect,
      Optional<String> coupon,
      Onto onto) {
    public static final Order STANDARD =
        new Order(
            ItemsChange.NONE,
            Optional.empty(),
            Billed.STANDARD,
            When.NOW,
            Collect.NOW,
            Optional.empty(),
            Onto.ANYTHING);

    /// For a customer that has a currency of its own.
    public static Order of(Currency own) {
      return new Order(
          STANDARD.items(),
          STANDARD.interval(),
          new Billed(Optional.empty(), Optional.of(own)),
          STANDARD.when(),
          STANDARD.collect(),
          STANDARD.coupon(),
          STANDARD.onto());
    }
  }

  /// In which currency something is billed.
  ///
  /// @param currency the one that is asked for; empty for the one that is there already, else the
  ///   customer's own where the catalog sells in it, else the catalog's
  /// @param own the customer's
  record Billed(Optional<Currency> currency, Optional<Currency> own) {
    public static final Billed STANDARD = new Billed(Optional.empty(), Optional.empty());
  }

  /// What must be there already when a plan is taken.
  sealed interface Onto {
    Onto ANYTHING = State.ANYTHING;
    Onto NO_SUBSCRIPTION = State.NO_SUBSCRIPTION;
    Onto RUNNING_SUBSCRIPTION = State.RUNNING_SUBSCRIPTION;
    Onto SAME_PLAN = State.SAME_PLAN;

    /// How it must stand with a subscription.
    enum State implements Onto {
      ANYTHING,
      /// No subscription that runs or is paused.
      NO_SUBSCRIPTION,
      /// One that runs.
      RUNNING_SUBSCRIPTION,
      /// One that runs, and the plan stays what it is when this is decided; the one that the
      /// command names is that which was seen.
      SAME_PLAN
    }

    /// This plan, which goes on under another version: all that was negotiated stays, even where
    /// the plan is called otherwise there, and nothing that the customer arranged is undone.
    ///
    /// @param migration the one that it is moved by, whose arranged changes it can take back
    record Moved(CatalogReference catalog, String plan, Optional<UUID> migration) implements Onto {
      public Moved(CatalogReference catalog, String plan) {
        this(catalog, plan, Optional.empty());
      }
    }
  }

  /// When a change takes effect.
  enum When {
    NOW,
    /// When the paid interval ends: of a year that is paid at once, with the year.
    PERIOD_END
  }

  /// Where what a change costs or gives back stands.
  enum Collect {
    /// On an invoice of its own, at once.
    NOW,
    /// On the invoice of the current period.
    NEXT_INVOICE,
    /// Nowhere: the change costs nothing until the next paid interval.
    NONE
  }

  /// Ends the subscription.
  ///
  /// @param refund whether the rest of the paid interval is given back; only an end at once leaves
  ///   one
  record EndSubscription(Key key, When when, boolean refund) implements Command {}

  /// Stops billing and use until it is resumed.
  ///
  /// @param refund whether the rest of the paid interval is given back
  record PauseSubscription(Key key, boolean refund) implements Command {}

  /// Goes on with a paused subscription, in a new period and a new paid interval.
  record ResumeSubscription(Key key) implements Command {}

  /// Takes back what was arranged for the end of the paid interval.
  ///
  /// @param migration only what this one arranged; empty for whatever is arranged
  record UndoArranged(Key key, Optional<UUID> migration) implements Command {
    public UndoArranged(Key key) {
      this(key, Optional.empty());
    }
  }

  /// Redeems a coupon for the paid intervals to come.
  record RedeemCoupon(Key key, String code) implements Command {}

  /// Buys packs of credits, on an invoice where the customer has a subscription.
  ///
  /// @param pack its name in the customer's catalog
  /// @param quantity how many, 1 or more
  /// @param wallet the wallet's name; empty for the one of the unit
  /// @param own the customer's currency, for one without a subscription
  record BuyPack(
      Key key,
      String pack,
      int quantity,
      Optional<String> wallet,
      Collect collect,
      Optional<Currency> own)
      implements Command {}

  /// Claims resources of one kind, all or none.
  ///
  /// @param references the caller's own ids; those that are claimed already stay as they are
  record ClaimResources(Key key, String resource, List<String> references) implements Command {
    public ClaimResources {
      references = List.copyOf(references);
    }
  }

  /// Gives resources of one kind back.
  ///
  /// @param references the caller's own ids; those that aren't claimed are passed over
  record ReturnResources(Key key, String resource, List<String> references) implements Command {
    public ReturnResources {
      references = List.copyOf(references);
    }
  }

  /// Gives one resource back; one that is back already stays so.
  record ReturnResource(Key key, UUID resource) implements Command {}

  /// Sets or replaces a budget.
  record SetBudget(Key key, Budget budget) implements Command {}

  /// Takes a budget away.
  record RemoveBudget(Key key, UUID budget) implements Command {}

  /// Changes what the customer chose for itself.
  record ChangeSettings(Key key, Settings settings) implements Command {}

  /// Records the agreement to be billed for overage.
  ///
  /// @param withdrawn whether an earlier agreement ends instead
  record GiveConsent(
      Key key, String action, String grantedBy, Optional<Credits> ceiling, boolean withdrawn)
      implements Command {}

  /// Moves a test customer's clock forward.
  record AdvanceClock(Key key, Instant to) implements Command {}

  /// Posts what is due and nothing else; leaves no trace of its own.
  record PostDue(Key key) implements Command {}
}
