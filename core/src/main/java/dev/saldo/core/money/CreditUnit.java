package dev.saldo.core.money;

/// The unit that a wallet counts in, such as `credit` or `minute`: named by a catalog, never
/// converted into another without a stated rate.
///
/// @param code 1 to 63 characters of `a-z`, `0-9` and `_`, beginning with a letter
public record CreditUnit(String code) {
  public CreditUnit {
    if (!code.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a credit unit: " + code);
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
