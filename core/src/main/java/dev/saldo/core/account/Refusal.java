package dev.saldo.core.account;

import dev.saldo.core.limit.Budget;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Why a command was refused, with the figures that explain it. The first group stands in the order
/// in which an act is examined: the first that applies is the answer.
public sealed interface Refusal {
  /// The item is larger than the action accepts.
  record ItemTooLarge(String property, BigDecimal size, BigDecimal max) implements Refusal {}

  /// The plan doesn't unlock the action.
  ///
  /// @param plans the plans of the catalog that do
  record FeatureNotIncluded(String feature, Optional<String> plan, List<String> plans)
      implements Refusal {}

  /// The plan includes no more resources of a kind.
  ///
  /// @param asked how many were to be claimed that aren't claimed yet
  record ResourceLimitReached(String resource, long limit, long used, long asked)
      implements Refusal {}

  /// The act would pass a quota of the plan.
  record QuotaExceeded(
      String quota, BigDecimal limit, BigDecimal used, BigDecimal requested, Instant resetsAt)
      implements Refusal {}

  /// Too many acts in a window.
  record RateLimited(String rate, int max, Duration window, Duration retryAfter)
      implements Refusal {}

  /// The act would pass a budget.
  ///
  /// @param requested in the budget's own unit or currency, like `used` and `left`
  /// @param resetsAt empty for a budget that is granted once
  record BudgetExceeded(
      Budget budget,
      BigDecimal used,
      BigDecimal left,
      BigDecimal requested,
      Optional<Instant> resetsAt)
      implements Refusal {}

  /// Unfunded use must be settled first.
  record DebtOutstanding(Credits debt) implements Refusal {}

  /// So much of the credits is used that the rest is kept back.
  record PreventiveBlock(BigDecimal usedPercent, BigDecimal thresholdPercent) implements Refusal {}

  /// The credits are short, even if every open hold were released.
  record InsufficientCredits(Credits price, Credits balance, Credits available, Credits shortfall)
      implements Refusal {}

  /// The credits would do, but open holds have set them aside.
  ///
  /// @param retryAfter until the soonest hold expires
  record TemporarilyReserved(Credits price, Credits available, Credits held, Duration retryAfter)
      implements Refusal {}

  /// The overage that the customer has agreed to is used up.
  record OverageCeilingReached(Credits ceiling, Credits used, Credits requested)
      implements Refusal {}

  /// What use costs in the billed period would pass the customer's own cap.
  ///
  /// @param used with what open holds have set aside
  /// @param requested what the act would cost on top
  /// @param resetsAt when the period ends
  record SpendingCapReached(Money cap, Money used, Money left, Money requested, Instant resetsAt)
      implements Refusal {}

  /// The price must be confirmed.
  record ConfirmationRequired(Credits price, Credits threshold) implements Refusal {}

  /// A plan can't have a product.
  ///
  /// @param plans those that can, or have it
  record NotAvailableOnPlan(String product, String plan, List<String> plans) implements Refusal {}

  /// The plan to change to includes fewer resources than are claimed.
  record DowngradeBelowUse(String plan, List<Answer.Standing> above) implements Refusal {}

  /// The customer has no plan.
  record NotSubscribed() implements Refusal {}

  /// The same key was used for something else.
  record KeyReused(String key) implements Refusal {}

  /// The same event id was used for another event.
  record EventConflict(String source, String id) implements Refusal {}

  /// More than there is to capture, refund or take.
  record ExceedsOriginal(Credits requested, Credits allowed) implements Refusal {}

  /// What is asked doesn't fit the state a thing is in.
  ///
  /// @param state the state, in the API's words
  record InvalidState(String what, String state) implements Refusal {}

  /// There is no such thing under this customer.
  ///
  /// @param what the kind of thing, such as `hold`
  /// @param pointer where the request named it
  record NotFound(String what, String pointer) implements Refusal {}

  /// The event happened too long ago.
  record EventTooOld(Instant occurredAt, Instant oldest) implements Refusal {}

  /// The event says that it happens later.
  record EventInFuture(Instant occurredAt, Instant now) implements Refusal {}

  /// Something in the request has no meaning in the catalog or isn't possible.
  ///
  /// @param pointer a JSON pointer (RFC 6901) to what is wrong
  /// @param code a word for machines
  /// @param words what is wrong and what is allowed
  /// @param figures the names in it, for whoever says it in other words
  record Unacceptable(String pointer, String code, String words, Map<String, String> figures)
      implements Refusal {
    public Unacceptable {
      figures = Map.copyOf(figures);
    }

    public Unacceptable(String pointer, String code, String words) {
      this(pointer, code, words, Map.of());
    }
  }

  /// The budget would be its own ancestor, or a name is taken.
  record Conflict(String words, Optional<UUID> with) implements Refusal {}
}
