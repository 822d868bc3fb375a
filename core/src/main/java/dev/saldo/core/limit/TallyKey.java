package dev.saldo.core.limit;

import java.time.Instant;
import java.util.UUID;

/// What a tally counts, in which period.
///
/// @param subject `budget:` with the id of a customer's own budget, or with `plan/`, a plan
///   budget's name, `/` and whom it is for; `quota:` or `free:` with the name, or `overage:` with
///   the wallet's id
/// @param from when the period begins
public record TallyKey(String subject, Instant from) {
  /// How the subject of every plan budget begins, and no other's.
  public static final String PLAN_BUDGETS = "budget:plan/";

  public static TallyKey budget(UUID id, Instant from) {
    return new TallyKey("budget:" + id, from);
  }

  /// What a budget of a plan counts for one of those whom it is for.
  ///
  /// @param reference the member's, key's or other's own id; empty for the whole customer
  public static TallyKey planBudget(String name, String reference, Instant from) {
    return new TallyKey(PLAN_BUDGETS + name + "/" + reference, from);
  }

  public boolean isPlanBudget() {
    return subject.startsWith(PLAN_BUDGETS);
  }

  public static TallyKey quota(String name, Instant from) {
    return new TallyKey("quota:" + name, from);
  }

  public static TallyKey free(String action, Instant from) {
    return new TallyKey("free:" + action, from);
  }

  public static TallyKey overage(String action, Instant from) {
    return new TallyKey("overage:" + action, from);
  }
}
