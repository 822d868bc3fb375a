package dev.saldo.server.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.money.Decimals;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.problem.RateLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a refusal is answered: its problem, with the level that refused, what is left and when it
/// begins anew, where there is such.
public final class RefusalProblems {
  private static final long EVENT_DAYS_MAX = 35;

  private RefusalProblems() {}

  /// The problem of a refusal.
  ///
  /// @param now the time at which it is answered, from which waits are counted
  /// @param upgradeUrl where the customer can buy more, for refusals that buying would change
  public static Problem of(Refusal refusal, Instant now, Optional<String> upgradeUrl) {
    var problem = of(refusal, now);
    return switch (problem.type().status()) {
      case 402, 403, 429 -> upgradeUrl.map(url -> problem.with("upgrade_url", url)).orElse(problem);
      default -> problem;
    };
  }

  private static Problem of(Refusal refusal, Instant now) {
    return switch (refusal) {
      case Refusal.ItemTooLarge(var property, var size, var max) ->
          Problem.of(ProblemType.ITEM_TOO_LARGE)
              .with("level", "item")
              .with("property", property)
              .with("requested", size)
              .with("limit", max);
      case Refusal.FeatureNotIncluded(var feature, var plan, var plans) ->
          notIncluded(feature, plan, plans);
      case Refusal.QuotaExceeded quota -> quota(quota, now);
      case Refusal.RateLimited(var rate, var max, var window, var wait) ->
          rate(rate, max, window, wait);
      case Refusal.BudgetExceeded budget -> budget(budget);
      case Refusal.DebtOutstanding(var debt) ->
          Problem.of(ProblemType.DEBT_OUTSTANDING)
              .with("level", "debt")
              .with("owed", debt.amount())
              .with("unit", debt.unit().code());
      case Refusal.PreventiveBlock(var used, var threshold) ->
          Problem.of(ProblemType.PREVENTIVE_BLOCK)
              .with("level", "preventive_block")
              .with("percent_used", used)
              .with("threshold", threshold);
      case Refusal.InsufficientCredits(var price, var balance, var available, var shortfall) ->
          Problem.of(ProblemType.INSUFFICIENT_CREDITS)
              .with("level", "credits")
              .with("needed", price.amount())
              .with("available", available.amount())
              .with("left", available.amount())
              .with("balance", balance.amount())
              .with("shortfall", shortfall.amount())
              .with("unit", price.unit().code());
      case Refusal.TemporarilyReserved(var price, var available, var held, var wait) ->
          Problem.of(ProblemType.TEMPORARILY_RESERVED)
              .with("level", "credits")
              .with("needed", price.amount())
              .with("available", available.amount())
              .with("left", available.amount())
              .with("held", held.amount())
              .with("unit", price.unit().code())
              .retryAfter(wait);
      case Refusal.OverageCeilingReached(var ceiling, var used, var requested) ->
          Problem.of(ProblemType.OVERAGE_CEILING_REACHED)
              .with("level", "overage")
              .with("ceiling", ceiling.amount())
              .with("used", used.amount())
              .with("left", ceiling.minus(used).atLeastZero().amount())
              .with("needed", requested.amount())
              .with("unit", ceiling.unit().code());
      case Refusal.SpendingCapReached(var cap, var used, var left, var more, var resetsAt) ->
          Problem.of(ProblemType.SPENDING_CAP_REACHED)
              .with("level", "spending_cap")
              .with("cap", cap.amount())
              .with("used", Decimals.round(used.amount()))
              .with("left", Decimals.round(left.amount()))
              .with("needed", Decimals.round(more.amount()))
              .with("currency", cap.currency().getCurrencyCode())
              .with("resets_at", resetsAt);
      case Refusal.ConfirmationRequired(var price, var threshold) ->
          Problem.of(ProblemType.CONFIRMATION_REQUIRED)
              .with("credits", price.amount())
              .with("threshold", threshold.amount())
              .with("unit", price.unit().code());
      case Refusal.NotAvailableOnPlan(var product, var plan, var plans) ->
          Problem.of(ProblemType.NOT_AVAILABLE_ON_PLAN)
              .with("item", product)
              .with("plan", plan)
              .with("plans", String.join(", ", plans));
      case Refusal.ResourceLimitReached(var resource, var limit, var used, var asked) ->
          Problem.of(ProblemType.RESOURCE_LIMIT_REACHED)
              .with("level", "resource")
              .with("resource", resource)
              .with("limit", limit)
              .with("used", used)
              .with("left", Math.max(0, limit - used))
              .with("asked", asked);
      case Refusal.DowngradeBelowUse(var plan, var above) -> downgrade(plan, above);
      case Refusal.NotSubscribed _ -> state("customer", "not_subscribed");
      case Refusal.KeyReused _ -> Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case Refusal.EventConflict(var source, var id) ->
          Problem.of(ProblemType.EVENT_CONFLICT).with("source", source).with("id", id);
      case Refusal.ExceedsOriginal(var requested, var allowed) ->
          Problem.of(ProblemType.EXCEEDS_ORIGINAL)
              .with("requested", requested.amount())
              .with("remaining", allowed.amount())
              .with("left", allowed.amount())
              .with("unit", requested.unit().code());
      case Refusal.InvalidState(var what, var state) -> state(what, state);
      case Refusal.NotFound _ -> Problem.of(ProblemType.NOT_FOUND);
      case Refusal.EventTooOld(var occurredAt, var oldest) ->
          Problem.of(ProblemType.EVENT_TOO_OLD)
              .with("max_days", EVENT_DAYS_MAX)
              .with("occurred_at", occurredAt)
              .with("oldest", oldest);
      case Refusal.EventInFuture(var occurredAt, var at) ->
          Problem.of(ProblemType.EVENT_IN_FUTURE).with("occurred_at", occurredAt).with("now", at);
      case Refusal.Unacceptable unacceptable -> UnacceptableProblems.of(unacceptable);
      case Refusal.Conflict(var words, var with) -> {
        var problem = state("budget", "conflicting").with("reason", words);
        yield with.map(id -> problem.with("with", PublicId.of(IdKind.BUDGET, id))).orElse(problem);
      }
    };
  }

  private static Problem notIncluded(String feature, Optional<String> plan, List<String> plans) {
    var problem =
        Problem.of(ProblemType.FEATURE_NOT_INCLUDED)
            .with("level", "feature")
            .with("feature", feature)
            .with("plans", String.join(", ", plans));
    return plan.map(name -> problem.with("plan", name)).orElse(problem);
  }

  private static Problem downgrade(String plan, List<Answer.Standing> above) {
    var rows =
        above.stream()
            .map(one -> {
              Map<String, Figure> row = new LinkedHashMap<>();
              row.put("resource", new Figure.Text(one.resource()));
              row.put("used", new Figure.Count(one.used()));
              row.put("limit", new Figure.Count(one.limit().bound()));
              return row;
            })
            .toList();
    var words =
        above.stream()
            .map(one -> one.resource() + " " + one.used() + "/" + one.limit().bound())
            .collect(Collectors.joining(", "));
    return Problem.of(ProblemType.DOWNGRADE_BELOW_USE)
        .with("plan", plan)
        .with("in_use", words)
        .with("resources", new Figure.Rows(rows));
  }

  private static Problem quota(Refusal.QuotaExceeded quota, Instant now) {
    var problem =
        Problem.of(ProblemType.QUOTA_EXCEEDED)
            .with("level", "quota")
            .with("quota", quota.quota())
            .with("limit", quota.limit())
            .with("used", quota.used())
            .with("left", quota.limit().subtract(quota.used()).max(BigDecimal.ZERO))
            .with("requested", quota.requested());
    if (quota.resetsAt().equals(Account.NEVER)) {
      return problem;
    }
    problem = problem.with("resets_at", quota.resetsAt());
    return quota.resetsAt().isAfter(now)
        ? problem.retryAfter(Duration.between(now, quota.resetsAt()))
        : problem;
  }

  private static Problem rate(String rate, int max, Duration window, Duration wait) {
    var seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
    return Problem.of(ProblemType.RATE_LIMITED)
        .with("level", "rate")
        .with("limit", rate)
        .with("max", max)
        .with("left", 0)
        .with("window_seconds", window.toSeconds())
        .retryAfter(wait)
        .rateLimits(List.of(new RateLimit(rate, max, window.toSeconds(), 0, seconds)));
  }

  private static Problem budget(Refusal.BudgetExceeded refusal) {
    var budget = refusal.budget();
    var problem =
        Problem.of(ProblemType.BUDGET_EXCEEDED)
            .with("level", "budget")
            .with("budget", budget.name())
            .with("budget_id", PublicId.of(IdKind.BUDGET, budget.id()))
            .with("scope", budget.scope().kind().name().toLowerCase(Locale.ROOT))
            .with("limit", budget.ceiling().amount())
            .with("used", refusal.used())
            .with("remaining", refusal.left())
            .with("left", refusal.left())
            .with("needed", refusal.requested());
    if (!budget.scope().reference().isEmpty()) {
      problem = problem.with("reference", budget.scope().reference());
    }
    problem =
        switch (budget.ceiling()) {
          case Budget.Ceiling.InCredits(var credits) -> problem.with("unit", credits.unit().code());
          case Budget.Ceiling.InMoney(var money) ->
              problem.with("currency", money.currency().getCurrencyCode());
        };
    var counted = problem;
    return refusal.resetsAt().map(at -> counted.with("resets_at", at)).orElse(counted);
  }

  private static Problem state(String what, String state) {
    return Problem.of(ProblemType.INVALID_STATE).with("what", what).with("state", state);
  }
}
