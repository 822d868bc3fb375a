package dev.saldo.core.limit;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A ceiling inside a customer. Budgets stand in a tree: an act counts on every budget whose scope
/// it falls into, and on all of their ancestors.
///
/// @param parent the budget above it
/// @param hard whether it refuses; otherwise it only notifies
/// @param notifyPercent the used shares, in percent, that notify
public record Budget(
    UUID id,
    String name,
    Optional<UUID> parent,
    Scope scope,
    Cadence cadence,
    Ceiling ceiling,
    boolean hard,
    List<BigDecimal> notifyPercent) {
  public Budget {
    notifyPercent = List.copyOf(notifyPercent);
  }

  /// Whose acts fall into a budget.
  ///
  /// @param reference the member's, cost centre's, automation's, key's or run's own id; empty for
  ///   the whole customer
  public record Scope(Kind kind, String reference) {}

  /// What a scope is about, from the narrowest to the widest.
  public enum Kind {
    AGENT_RUN,
    API_KEY,
    AUTOMATION,
    MEMBER,
    COST_CENTRE,
    CUSTOMER
  }

  /// How much may be used in a period.
  public sealed interface Ceiling {
    BigDecimal amount();

    /// A ceiling in credits of one unit.
    record InCredits(Credits credits) implements Ceiling {
      @Override
      public BigDecimal amount() {
        return credits.amount();
      }
    }

    /// A ceiling in money: credits count at the catalog's list price.
    record InMoney(Money money) implements Ceiling {
      @Override
      public BigDecimal amount() {
        return money.amount();
      }
    }
  }
}
