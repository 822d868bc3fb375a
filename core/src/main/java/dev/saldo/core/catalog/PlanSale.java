package dev.saldo.core.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a plan costs in money.
///
/// @param price of a month; empty for a plan without a fee
/// @param perSeat whether price and credits are for one seat each
/// @param setup what is paid once, with the first invoice on it
/// @param annual the price of a year at once; empty for a plan that isn't sold by the year
/// @param minimum the least that the usage of a billed period, a month, comes to
/// @param trial the time before the first fee
/// @param usage by meter, in the catalog's order
/// @param overage what credits that are short cost, by action; `other` for all that aren't named
public record PlanSale(
    Optional<Amounts> price,
    boolean perSeat,
    Optional<Amounts> setup,
    Optional<Annual> annual,
    Optional<Amounts> minimum,
    Optional<Trial> trial,
    List<UsageTerms> usage,
    Map<String, OveragePrice> overage) {
  /// A plan that costs nothing and sells nothing.
  public static final PlanSale NONE =
      new PlanSale(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Map.of());

  public PlanSale {
    usage = List.copyOf(usage);
    overage = Map.copyOf(overage);
  }

  /// Whether there is ever anything to invoice.
  public boolean isBilled() {
    return price.isPresent()
        || setup.isPresent()
        || annual.isPresent()
        || minimum.isPresent()
        || !usage.isEmpty()
        || !overage.isEmpty();
  }

  /// What a year costs that is paid at once.
  public sealed interface Annual {
    /// So much.
    record Fixed(Amounts price) implements Annual {}

    /// Twelve months, less so many percent; products of the plan alike.
    record Discounted(BigDecimal percent) implements Annual {}
  }

  /// The time before the first fee.
  ///
  /// @param converts whether the plan goes on with its fee when the time is over, instead of ending
  public record Trial(Duration lasts, boolean converts) {}
}
