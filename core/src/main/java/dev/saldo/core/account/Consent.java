package dev.saldo.core.account;

import dev.saldo.core.money.Credits;
import java.time.Instant;
import java.util.Optional;

/// A customer's agreement to be billed for use of an action beyond its credits, or of a meter
/// beyond what is included.
///
/// @param action the action or meter, or `*` for all
/// @param grantedBy who agreed
/// @param ceiling the most that may be billed: credits in a calendar month of the customer; units
///   of the meter, which its unit is then named by, in a period of what is included
public record Consent(
    String action, String grantedBy, Instant grantedAt, Optional<Credits> ceiling) {
  /// Stands for every action.
  public static final String ANY_ACTION = "*";
}
