package dev.saldo.core.invoicing;

import java.math.BigDecimal;
import java.util.Optional;

/// How a line is taxed.
///
/// @param category by UNTDID 5305, as EN 16931 uses it (BT-151)
/// @param percent 0 to 100; zero unless the category is `STANDARD`
/// @param reason why there is no tax, in words; there for `REVERSE_CHARGE`, `EXEMPT` and
///   `OUT_OF_SCOPE`
public record TaxRate(Category category, BigDecimal percent, Optional<String> reason) {
  /// No tax at all is said: the seller doesn't deal with value added tax.
  public static final TaxRate NONE =
      new TaxRate(Category.OUT_OF_SCOPE, BigDecimal.ZERO, Optional.of("Not subject to VAT"));

  public TaxRate {
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException("a tax of " + percent + " %");
    }
    if (category != Category.STANDARD && percent.signum() != 0) {
      throw new IllegalArgumentException("a tax of " + percent + " % that is " + category);
    }
    if (category.needsReason() != reason.isPresent()) {
      throw new IllegalArgumentException(category + " with the reason " + reason);
    }
  }

  /// The categories of EN 16931 that Saldo issues.
  public enum Category {
    STANDARD("S", false),
    ZERO("Z", false),
    EXEMPT("E", true),
    REVERSE_CHARGE("AE", true),
    OUT_OF_SCOPE("O", true);

    private final String code;
    private final boolean needsReason;

    Category(String code, boolean needsReason) {
      this.code = code;
      this.needsReason = needsReason;
    }

    /// The code of UNTDID 5305.
    public String code() {
      return code;
    }

    /// Whether an invoice must say why there is no tax (BR-E-10, BR-AE-10, BR-O-10).
    public boolean needsReason() {
      return needsReason;
    }
  }
}
