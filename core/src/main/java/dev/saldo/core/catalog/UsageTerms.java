package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What use of a meter costs on a plan.
///
/// @param meter its name
/// @param title what a line says
/// @param unit one of what is counted, such as `call`
/// @param included how much costs nothing
/// @param draws the values of the price's dimension whose use the included units cover, in the
///   order in which they draw on them; empty for all use alike
/// @param needs the products without which a value of the dimension can't be used
/// @param per what period the included units are for
/// @param above what becomes of use above them
/// @param price of use above them
/// @param notifyPercent the used shares of the included units that notify
/// @param rollover the share of what is unused at the end of a billed period that is carried into
///   the next one, once; only of what is included for the period and isn't a level
public record UsageTerms(
    String meter,
    String title,
    String unit,
    BigDecimal included,
    List<String> draws,
    Map<String, String> needs,
    Per per,
    Above above,
    Price price,
    List<BigDecimal> notifyPercent,
    Optional<PlanCredits.Rollover> rollover) {
  public UsageTerms {
    draws = List.copyOf(draws);
    needs = Map.copyOf(needs);
    notifyPercent = List.copyOf(notifyPercent);
  }

  /// Terms that notify of nothing and carry nothing.
  public UsageTerms(
      String meter,
      String title,
      String unit,
      BigDecimal included,
      List<String> draws,
      Map<String, String> needs,
      Per per,
      Above above,
      Price price) {
    this(
        meter, title, unit, included, draws, needs, per, above, price, List.of(), Optional.empty());
  }

  /// The value of the dimension that its allowance is named by; the empty one where it has none.
  public String own() {
    return draws.isEmpty() ? "" : draws.getFirst();
  }

  /// The dimension that its price goes by, if it does.
  public Optional<String> dimension() {
    return price instanceof Price.ByDimension by ? Optional.of(by.dimension()) : Optional.empty();
  }

  /// What included units are for.
  public enum Per {
    /// Each calendar day in the customer's zone; what exceeds it is summed over the period.
    DAY,
    /// Each calendar month in the customer's zone, for which one that lies partly in the period
    /// brings its share; what exceeds them is summed over the period.
    MONTH,
    /// Each billed period: a month from the subscription's anchor, whatever fees are paid for.
    PERIOD
  }

  /// What becomes of use above what is included.
  public enum Above {
    /// It is refused.
    BLOCKED,
    /// It is billed.
    BILLED,
    /// It is billed once the customer has consented, and refused before.
    ON_CONSENT
  }
}
