package dev.saldo.server.receipt;

import dev.saldo.server.id.IdKind;

/// Which id the journal's kinds of line are shown with.
public final class ActKinds {
  private ActKinds() {}

  public static IdKind of(String kind) {
    return switch (kind) {
      case "charge", "capture" -> IdKind.CHARGE;
      case "hold" -> IdKind.HOLD;
      case "usage" -> IdKind.EVENT;
      case "grant" -> IdKind.GRANT;
      case "refund" -> IdKind.REFUND;
      case "transfer" -> IdKind.TRANSFER;
      case "correction", "debt_settlement" -> IdKind.CORRECTION;
      default -> IdKind.CHANGE;
    };
  }
}
