package dev.saldo.core.account;

import dev.saldo.core.catalog.BurnOrder;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.wallet.Wallet;
import java.util.List;
import java.util.Optional;

/// Which wallet an act or a grant uses.
final class Wallets {
  private static final BurnOrder WITHOUT_CATALOG =
      new BurnOrder(
          List.of(GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED));

  private Wallets() {}

  /// A wallet, or why there is none.
  sealed interface Result {
    /// It is there.
    record Found(Wallet wallet) implements Result {}

    /// It isn't.
    record Missing(Refusal refusal) implements Result {}
  }

  /// The wallet that was named, or the one that a unit uses; opened when a unit has none yet.
  static Result forUnit(Draft draft, Optional<String> name, CreditUnit unit, String pointer) {
    var wanted = name.orElseGet(() -> usual(draft, unit));
    var existing = draft.account().wallet(wanted);
    if (existing.isEmpty()) {
      return new Result.Found(draft.open(Wallet.open(draft.newId(), wanted, unit)));
    }
    return existing.get().unit().equals(unit)
        ? new Result.Found(existing.get())
        : new Result.Missing(
            new Refusal.Unacceptable(
                pointer,
                "currency_mismatch",
                "wallet " + wanted + " counts in " + existing.get().unit() + ", not in " + unit));
  }

  /// A wallet by its name.
  static Optional<Wallet> named(Draft draft, Optional<String> name) {
    return draft.account().wallet(name.orElse(Wallet.MAIN));
  }

  /// The wallet that holds a lot.
  static Optional<Wallet> ofGrant(Draft draft, java.util.UUID grant) {
    return draft.wallets().values().stream()
        .filter(wallet -> wallet.grant(grant).isPresent())
        .findFirst();
  }

  static Balance balance(Wallet wallet) {
    return new Balance(
        wallet.id(),
        wallet.name(),
        wallet.balance(),
        wallet.held(),
        wallet.available(),
        wallet.debt());
  }

  /// The priority that a kind of grant has on the customer's plan.
  static int priority(Draft draft, GrantKind kind) {
    return draft
        .account()
        .term()
        .map(term -> draft.context.catalogs().catalog(term.catalog()).burnOrder())
        .orElse(WITHOUT_CATALOG)
        .priority(kind);
  }

  /// `main` for the first unit that a customer has a wallet in, the unit's own code for others.
  private static String usual(Draft draft, CreditUnit unit) {
    var main = draft.account().wallet(Wallet.MAIN);
    return main.isEmpty() || main.get().unit().equals(unit) ? Wallet.MAIN : unit.code();
  }
}
