package dev.saldo.server.limit;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.PlanBudgets;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.ChangeJson;
import dev.saldo.store.limit.PlanBudgetReads.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// How a customer stands on a budget.
final class Standing {
  private Standing() {}

  /// The budget's members, then what is used and left of it at a time.
  static void budget(JsonWriter json, Account account, Budget budget, Instant now) {
    ChangeJson.budget(json, budget);
    var period = budget.cadence().containing(now, account.zone());
    used(json, budget, account.tally(TallyKey.budget(budget.id(), period.from())).used());
    resets(json, budget, period);
  }

  /// The same of a plan's budget, for the whole customer or for each of those whom it is for.
  ///
  /// @param shares asked for only where there is more than one ceiling
  static void planBudget(
      JsonWriter json,
      Account account,
      PlanBudgets.Applied applied,
      Instant now,
      Function<TallyKey, List<Share>> shares) {
    var budget = applied.budget();
    ChangeJson.budget(json, budget);
    var key = applied.key(now, account.zone());
    if (budget.scope().kind() == Budget.Kind.CUSTOMER) {
      used(json, budget, account.tally(key).used());
    } else {
      json.objects(
          "each",
          shares.apply(key),
          (item, share) -> {
            item.text("reference", share.reference());
            used(item, budget, share.used());
          });
    }
    resets(json, budget, budget.cadence().containing(now, account.zone()));
  }

  private static void used(JsonWriter json, Budget budget, BigDecimal used) {
    json.decimal("used", used)
        .decimal("left", budget.ceiling().amount().subtract(used).max(BigDecimal.ZERO));
  }

  private static void resets(JsonWriter json, Budget budget, Period period) {
    if (budget.cadence() != Cadence.ONCE) {
      json.time("resets_at", period.until());
    }
  }
}
