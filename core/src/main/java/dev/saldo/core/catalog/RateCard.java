package dev.saldo.core.catalog;

import dev.saldo.core.money.CreditUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How measured quantities become credits: lines chosen by properties such as the model, each with
/// prices per component (input, cached input, output), in bands of a property such as the length of
/// the context.
///
/// ```
/// credits = Σ over components (quantity × price) × Π factors × markup ÷ per
/// ```
///
/// multiplied first, divided last, rounded once.
///
/// @param selectors the properties that choose a line; the first line whose values all match counts
/// @param components the parts of an act that are priced apart
/// @param bandedBy the property whose amount chooses the band of the whole act
/// @param per how many units a price is for, such as 1,000,000 tokens
/// @param markup what the sum is multiplied by
/// @param multipliers factors for acts with certain properties, such as one half for a batch; all
///   that match multiply
public record RateCard(
    String name,
    CreditUnit unit,
    List<String> selectors,
    List<Component> components,
    Optional<String> bandedBy,
    BigDecimal per,
    BigDecimal markup,
    List<Multiplier> multipliers,
    List<Line> lines) {

  public RateCard {
    selectors = List.copyOf(selectors);
    components = List.copyOf(components);
    multipliers = List.copyOf(multipliers);
    lines = List.copyOf(lines);
  }

  /// Whether a property counts a part of what another component counts. An act that doesn't have it
  /// has none of it: an ordinary call needn't say that nothing came from the cache.
  public boolean isPartOfAnother(String property) {
    return components.stream().anyMatch(component -> component.less().contains(property));
  }

  /// A part of an act with its own price. Its quantity is a property less others that are included
  /// in it: uncached input is the prompt's tokens less the cached ones.
  public record Component(String name, String property, List<String> less) {
    public Component {
      less = List.copyOf(less);
    }
  }

  /// A factor for acts whose properties have the given labels.
  public record Multiplier(Map<String, String> when, BigDecimal factor) {
    public Multiplier {
      when = Map.copyOf(when);
    }
  }

  /// The prices of one model, or of whatever the selectors name.
  ///
  /// @param id names the line on receipts; unique in its card
  /// @param when a label for each selector
  /// @param bands by rising bound; the last has none
  public record Line(String id, Map<String, String> when, List<Band> bands) {
    public Line {
      when = Map.copyOf(when);
      bands = List.copyOf(bands);
    }
  }

  /// Prices up to a bound, which is included.
  ///
  /// @param upTo empty for the band without an upper bound
  /// @param prices credits for `per` units, one for each component, in the components' order
  public record Band(Optional<BigDecimal> upTo, List<BigDecimal> prices) {
    public Band {
      prices = List.copyOf(prices);
    }
  }
}
