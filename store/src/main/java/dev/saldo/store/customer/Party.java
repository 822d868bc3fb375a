package dev.saldo.store.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Somebody or something inside a customer that acts are attributed to.
///
/// @param externalId the vendor's own id for it, unique among its kind in the customer
/// @param email a member's
/// @param figures an automation's
public record Party(
    UUID id,
    Kind kind,
    String externalId,
    String name,
    Optional<String> email,
    Figures figures,
    Instant createdAt,
    Instant updatedAt) {

  /// What it is.
  public enum Kind {
    MEMBER("member"),
    COST_CENTRE("cost_centre"),
    AUTOMATION("automation");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As it is written in rows.
    public String word() {
      return word;
    }
  }

  /// What an automation is worth, in the customer's own figures.
  ///
  /// @param minutesSaved of a person's time, by one execution
  /// @param hourlyCost of that person, in the customer's currency
  /// @param marketPrice what one execution would cost elsewhere, in the customer's currency
  /// @param estimatedCredits what one execution is expected to use
  public record Figures(
      Optional<BigDecimal> minutesSaved,
      Optional<BigDecimal> hourlyCost,
      Optional<BigDecimal> marketPrice,
      Optional<BigDecimal> estimatedCredits) {
    /// None of them.
    public static final Figures NONE =
        new Figures(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
