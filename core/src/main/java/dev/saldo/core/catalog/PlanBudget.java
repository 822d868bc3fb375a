package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.money.Credits;
import java.math.BigDecimal;
import java.util.List;

/// A ceiling that a plan sets inside every customer on it, beside the budgets that customers set
/// themselves.
///
/// @param title what a person reads
/// @param whom whose acts share one ceiling
/// @param every how often the ceiling begins anew, by the customer's calendar
/// @param ceiling above zero, in the catalog's default unit
/// @param hard whether use above it is refused; otherwise it only notifies
/// @param notifyPercent the used shares, in percent, that notify
public record PlanBudget(
    String name,
    String title,
    Whom whom,
    Cadence every,
    Credits ceiling,
    boolean hard,
    List<BigDecimal> notifyPercent) {
  public PlanBudget {
    if (!ceiling.isPositive()) {
      throw new IllegalArgumentException("the budget " + name + " allows " + ceiling);
    }
    notifyPercent = List.copyOf(notifyPercent);
  }

  /// Whose acts share one ceiling, from the narrowest to the widest. An act that names no member
  /// falls into no budget for members, and so on; every act falls into the customer's.
  public enum Whom {
    AGENT_RUN,
    API_KEY,
    AUTOMATION,
    MEMBER,
    COST_CENTRE,
    CUSTOMER
  }
}
