package dev.saldo.testkit.crash;

import java.util.List;

/// What a round came to.
///
/// @param number from 1
/// @param afterMs how long after the load began the blow came
/// @param acknowledged requests that were answered as done, at once or after a repeat
/// @param refused requests that were refused for a reason of business
/// @param unknown requests that were open after the blow
/// @param committed of these, those that had taken effect before they were sent again
/// @param recoveryMs from the blow until every open request had its answer
record Round(
    int number,
    Blow blow,
    long afterMs,
    int acknowledged,
    int refused,
    int unknown,
    int committed,
    long recoveryMs,
    List<Violation> violations) {
  Round {
    violations = List.copyOf(violations);
  }

  long count(Violation.Kind kind) {
    return violations.stream().filter(violation -> violation.kind() == kind).count();
  }
}
