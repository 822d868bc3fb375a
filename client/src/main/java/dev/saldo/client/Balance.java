package dev.saldo.client;

import java.math.BigDecimal;

/// How a wallet stands.
///
/// @param balance what is left of all grants
/// @param held what open holds have set aside
/// @param available balance less held
/// @param debt what unfunded use owes
public record Balance(BigDecimal balance, BigDecimal held, BigDecimal available, BigDecimal debt) {
  /// The balance that an answer, or a wallet within one, tells.
  public static Balance of(Document document) {
    return new Balance(
        document.decimal("balance"),
        document.decimal("held"),
        document.decimal("available"),
        document.decimal("debt"));
  }
}
