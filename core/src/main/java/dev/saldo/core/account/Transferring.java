package dev.saldo.core.account;

import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Decimals;
import dev.saldo.core.money.Money;
import dev.saldo.core.wallet.Draw;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.math.RoundingMode;
import java.util.Optional;

/// Moves credits between two wallets of one customer.
final class Transferring {
  private Transferring() {}

  static Decision transfer(Draft draft, Command.Transfer command) {
    var source = draft.account().wallet(command.from());
    if (source.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("wallet", "/from"));
    }
    if (command.from().equals(command.to())) {
      return new Decision.No(
          new Refusal.Unacceptable("/to", "same_wallet", "must be another wallet than from"));
    }
    // What a wallet owes is paid out of it before anything leaves it.
    if (source.get().debt().isPositive()) {
      return new Decision.No(new Refusal.DebtOutstanding(source.get().debt()));
    }
    var unit = source.get().unit();
    if (!command.amount().unit().equals(unit)) {
      return new Decision.No(
          new Refusal.Unacceptable("/amount", "currency_mismatch", "the wallet counts in " + unit));
    }
    return switch (Wallets.forUnit(draft, Optional.of(command.to()), unit, "/to")) {
      case Wallets.Result.Missing(var refusal) -> new Decision.No(refusal);
      case Wallets.Result.Found(var target) -> move(draft, command, source.get(), target);
    };
  }

  private static Decision move(
      Draft draft, Command.Transfer command, Wallet source, Wallet target) {
    // An overdraft is a permission and stays where it is.
    var own =
        source.plan(command.amount()).stream()
            .filter(draw -> !lot(source, draw).floor().isNegative())
            .toList();
    var lacking = command.amount().minus(Covering.sum(own, source.zero()));
    if (lacking.isPositive()) {
      return new Decision.No(
          new Refusal.InsufficientCredits(
              command.amount(), source.balance(), source.available(), lacking));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var from = draft.put(source.send(own, cause));
    var to = target;
    for (var draw : own) {
      var grant = received(draft, lot(source, draw), draw.amount());
      draft.opened(to.id(), grant);
      Committing.moved(draft, lot(source, draw), grant);
      to = draft.put(to.receive(grant, cause));
    }
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Transferred(
            id, draft.now(), command.amount(), Wallets.balance(from), Wallets.balance(to)));
  }

  private static Grant lot(Wallet wallet, Draw draw) {
    return wallet.grant(draw.grant()).orElseThrow();
  }

  /// The part of a lot that moves, with its share of what was paid for the whole.
  private static Grant received(Draft draft, Grant lot, Credits amount) {
    var zero = Credits.zero(amount.unit());
    return new Grant(
        draft.newId(),
        lot.kind(),
        lot.label(),
        amount,
        amount,
        zero,
        zero,
        lot.priority(),
        draft.now(),
        lot.expiresAt(),
        lot.paid().map(paid -> share(paid, amount, lot.amount())),
        lot.carried(),
        Grant.State.ACTIVE);
  }

  /// `paid × part ÷ whole`, HALF_UP at 12 decimals.
  static Money share(Money paid, Credits part, Credits whole) {
    var exact = paid.amount().multiply(part.amount());
    return new Money(
        paid.currency(), exact.divide(whole.amount(), Decimals.SCALE_MAX, RoundingMode.HALF_UP));
  }
}
