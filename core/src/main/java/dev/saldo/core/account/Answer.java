package dev.saldo.core.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.metering.Value;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.rating.RatedLine;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What an accepted command says: the first answer, which every repeat gets again.
public sealed interface Answer {

  /// How an act was decided: the core of a receipt.
  ///
  /// @param payment its price and what covered it; empty for an action without a price
  /// @param planTitle the plan as it was called at the time
  /// @param tallied what was added to budgets, quotas and free units
  /// @param consulted the limits that were looked at
  record Story(
      String action,
      String actionTitle,
      Map<String, Value> data,
      Optional<Payment> payment,
      CatalogReference catalog,
      String plan,
      String planTitle,
      List<dev.saldo.core.limit.Tallied> tallied,
      List<Consulted> consulted,
      Attribution attribution,
      Optional<UUID> root) {

    /// The price of an act that has one.
    public Credits price() {
      return payment.orElseThrow().price();
    }

    /// What covered the price of an act that has one.
    public Funding funding() {
      return payment.orElseThrow().funding();
    }

    /// How the wallet stood that paid for an act with a price.
    public Balance balance() {
      return payment.orElseThrow().balance();
    }
  }

  /// How a price came about and what covered it.
  ///
  /// @param lines how the quantity became credits
  /// @param price rounded once, from the exact sum of the lines
  record Payment(List<RatedLine> lines, Credits price, Funding funding, Balance balance) {}

  /// A charge was made.
  record Charged(UUID id, Instant at, Story story) implements Answer {}

  /// Credits are set aside.
  record HoldOpened(UUID id, Instant at, Instant expiresAt, Story story) implements Answer {}

  /// A hold was settled.
  ///
  /// @param held what it had set aside; like `released`, empty for an act without a price
  /// @param released what of that was given back
  record Captured(
      UUID id,
      UUID hold,
      Instant at,
      Optional<Credits> held,
      Optional<Credits> released,
      Story story)
      implements Answer {}

  /// A hold was given back.
  ///
  /// @param returned empty for a hold that had set aside no credits
  record Released(UUID id, UUID hold, Instant at, Optional<Returned> returned) implements Answer {}

  /// Credits that are free again.
  ///
  /// @param balance of their wallet, afterwards
  record Returned(Credits amount, Balance balance) {}

  /// A hold that had set aside no credits ended by itself.
  record Lapsed(UUID id, UUID hold, Instant at) implements Answer {}

  /// A hold lives longer.
  record Extended(UUID id, UUID hold, Instant at, Instant expiresAt) implements Answer {}

  /// Usage was recorded.
  ///
  /// @param story empty for an event that has no price
  /// @param tallied what an event without a story counted on
  /// @param unpriced why an event of a priced action has no price, if it has none
  record Recorded(
      UUID id,
      Instant at,
      Instant occurredAt,
      Command.Act act,
      Optional<Story> story,
      List<dev.saldo.core.limit.Tallied> tallied,
      Optional<String> unpriced)
      implements Answer {}

  /// Credits were granted; pending ones are not in the balance yet.
  record Granted(UUID id, Instant at, UUID wallet, Grant grant, Balance balance)
      implements Answer {}

  /// Credits were given back.
  ///
  /// @param restored to which lots
  /// @param regranted the new lots that stand for expired ones
  /// @param breakage what came back to a lot that had expired, and is gone
  record Refunded(
      UUID id,
      Instant at,
      UUID charge,
      Credits amount,
      List<Draw> restored,
      List<Grant> regranted,
      Credits breakage,
      Credits debtForgiven,
      Credits overageReversed,
      String reason,
      Balance balance)
      implements Answer {}

  /// Credits moved between wallets.
  record Transferred(UUID id, Instant at, Credits amount, Balance from, Balance to)
      implements Answer {}

  /// A grant was put right, or taken back.
  record Corrected(UUID id, Instant at, UUID grant, Credits amount, String reason, Balance balance)
      implements Answer {}

  /// A debt was settled.
  record DebtSettled(
      UUID id, Instant at, Credits amount, boolean writtenOff, String reason, Balance balance)
      implements Answer {}

  /// The customer is on a plan.
  ///
  /// @param subscription how it is billed, where it is
  /// @param tolerated what stays above the plan's counts of resources, if anything does
  record PlanChanged(
      UUID id,
      Instant at,
      Term term,
      List<Grant> grants,
      Optional<Subscription> subscription,
      Optional<Tolerated> tolerated)
      implements Answer {}

  /// Something about the subscription changed.
  ///
  /// @param what `change_arranged`, `end_arranged`, `ended`, `paused`, `resumed`, `undone`,
  ///   `coupon_redeemed`, or, posted when due, `period_begun` and `commitment_settled`
  /// @param carried what of the included units was carried into the period that begins
  record SubscriptionChanged(
      UUID id, Instant at, String what, Term term, Subscription subscription, List<Tallied> carried)
      implements Answer {
    /// One by which nothing is carried.
    SubscriptionChanged(UUID id, Instant at, String what, Term term, Subscription subscription) {
      this(id, at, what, term, subscription, List.of());
    }
  }

  /// An invoice was finalized.
  ///
  /// @param number as it stands on paper
  record InvoiceFinalized(UUID id, Instant at, UUID invoice, String number, Money gross)
      implements Answer {}

  /// A credit note was asked for and made.
  ///
  /// @param invoice the credit note
  /// @param number as it stands on paper
  record InvoiceCredited(UUID id, Instant at, UUID invoice, String number) implements Answer {}

  /// An invoice came to stand otherwise.
  ///
  /// @param status `paid`, `void` or `uncollectible`
  record InvoiceSettled(UUID id, Instant at, UUID invoice, String number, String status)
      implements Answer {}

  /// Resources that stay above a plan's counts.
  ///
  /// @param until the end of the time that was asked for; nothing happens by itself then
  record Tolerated(List<Standing> above, Instant until) {}

  /// Resources are claimed.
  ///
  /// @param items those that were named, once each
  record ResourcesClaimed(UUID id, Instant at, List<Item> items, Standing standing)
      implements Answer {}

  /// Resources are given back.
  ///
  /// @param items those that were claimed before
  /// @param absent the references of those that weren't
  record ResourcesReturned(
      UUID id, Instant at, List<Item> items, List<String> absent, Standing standing)
      implements Answer {}

  /// A resource that a command named.
  ///
  /// @param changed whether the command claimed it or gave it back; otherwise that was so before
  record Item(UUID id, String reference, boolean changed) {}

  /// How many of a kind of resource are claimed, and how many the plan includes.
  record Standing(String resource, long used, ResourceLimit limit) {}

  /// A budget stands as given.
  record BudgetSet(UUID id, Instant at, Budget budget) implements Answer {}

  /// A budget is gone.
  record BudgetRemoved(UUID id, Instant at, UUID budget) implements Answer {}

  /// The customer's choices stand as given.
  record SettingsChanged(UUID id, Instant at, Settings settings) implements Answer {}

  /// An agreement to overage was given or withdrawn.
  record ConsentGiven(UUID id, Instant at, Consent consent, boolean withdrawn) implements Answer {}

  /// The test clock stands at `at`.
  record ClockAdvanced(UUID id, Instant at) implements Answer {}

  /// Something due was posted without being asked for.
  ///
  /// @param act `plan_credits`, `grant_effective`, `grant_expired` or `hold_expired`
  record Posted(UUID id, Instant at, String act, UUID subject, Credits amount, Balance balance)
      implements Answer {}

  /// All that was due is posted.
  record UpToDate(Instant at) implements Answer {}
}
