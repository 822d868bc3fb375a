package dev.saldo.core.account;

import java.time.Instant;
import java.util.Optional;

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
