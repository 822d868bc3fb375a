package dev.saldo.core.account;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.catalog.RefundTerms;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import java.time.Duration;
import java.util.Optional;

/// New lots that stand for what a refund can't put back where it came from.
final class Regrants {
  private Regrants() {}

  /// A lot of the same kind and cost basis as one that is gone.
  static Grant of(Draft draft, Grant gone, Credits amount, Duration livesFor) {
    var zero = Credits.zero(amount.unit());
    return new Grant(
        draft.newId(),
        gone.kind(),
        gone.label(),
        amount,
        amount,
        zero,
        zero,
        gone.priority(),
        draft.now(),
        Optional.of(draft.now().plus(livesFor)),
        gone.paid()
            .filter(_ -> gone.amount().isPositive())
            .map(paid -> Transferring.share(paid, amount, gone.amount())),
        gone.carried(),
        Grant.State.ACTIVE);
  }

  /// A lot for use that had been paid as a debt, out of credits whose lots are not known any more.
  static Grant promotional(Draft draft, Credits amount) {
    var livesFor =
        RefundTerms.STANDARD instanceof RefundTerms.Regrant(var duration)
            ? duration
            : Duration.ofDays(7);
    var zero = Credits.zero(amount.unit());
    return new Grant(
        draft.newId(),
        GrantKind.PROMOTIONAL,
        "refund",
        amount,
        amount,
        zero,
        zero,
        Wallets.priority(draft, GrantKind.PROMOTIONAL),
        draft.now(),
        Optional.of(draft.now().plus(livesFor)),
        Optional.empty(),
        false,
        Grant.State.ACTIVE);
  }
}
