package dev.saldo.core.account;

import dev.saldo.core.limit.Budget;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Who and what an act is for, with names as they were at the time.
///
/// @param member the person inside the customer
/// @param costCentre where the customer books it
/// @param automation the automation that acted
/// @param apiKey the id of the key that asked, when budgets are kept by key
/// @param agentRun the run of an agent that it belongs to
/// @param execution the execution it reports, if it does
public record Attribution(
    Optional<Party> member,
    Optional<Party> costCentre,
    Optional<Party> automation,
    Optional<String> apiKey,
    Optional<String> agentRun,
    Optional<Execution> execution) {

  /// Nobody in particular.
  public static final Attribution NONE =
      new Attribution(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// The scopes of budgets that the act falls into; the whole customer's always.
  public Set<Budget.Scope> scopes() {
    var scopes = new HashSet<Budget.Scope>();
    scopes.add(new Budget.Scope(Budget.Kind.CUSTOMER, ""));
    member.ifPresent(who -> scopes.add(new Budget.Scope(Budget.Kind.MEMBER, who.reference())));
    costCentre.ifPresent(
        at -> scopes.add(new Budget.Scope(Budget.Kind.COST_CENTRE, at.reference())));
    automation.ifPresent(
        by -> scopes.add(new Budget.Scope(Budget.Kind.AUTOMATION, by.reference())));
    apiKey.ifPresent(key -> scopes.add(new Budget.Scope(Budget.Kind.API_KEY, key)));
    agentRun.ifPresent(run -> scopes.add(new Budget.Scope(Budget.Kind.AGENT_RUN, run)));
    return scopes;
  }

  /// Somebody or something named, as it was called at the time.
  ///
  /// @param reference the id that the customer's own system uses
  public record Party(String reference, Optional<String> name, Optional<String> email) {}

  /// One run of an automation.
  public record Execution(
      String id, Status status, Optional<Instant> startedAt, Optional<Instant> finishedAt) {}

  /// How an execution ended.
  public enum Status {
    SUCCEEDED,
    FAILED,
    CUT_OFF
  }
}
