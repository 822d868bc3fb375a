package dev.saldo.core.account;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Gives credits, puts lots right, settles debts.
final class Granting {
  private Granting() {}

  static Decision give(Draft draft, Command.GiveCredits command) {
    var unknown = unknownUnit(draft, command.amount());
    if (unknown.isPresent()) {
      return new Decision.No(unknown.get());
    }
    var effectiveAt = command.effectiveAt().filter(at -> at.isAfter(draft.now()));
    var from = effectiveAt.orElse(draft.now());
    var expiresAt =
        command
            .expiry()
            .map(expiry -> end(expiry, from))
            .or(() -> Ending.withPlanCredits(draft, command, from));
    if (expiresAt.filter(end -> !end.isAfter(from)).isPresent()) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/expires_at",
              "in_the_past",
              "the grant would end before it begins at " + from,
              Map.of("from", from.toString())));
    }
    return switch (Wallets.forUnit(draft, command.wallet(), command.amount().unit(), "/unit")) {
      case Wallets.Result.Missing(var refusal) -> new Decision.No(refusal);
      case Wallets.Result.Found(var wallet) ->
          give(draft, command, wallet, effectiveAt, from, expiresAt);
    };
  }

  private static Decision give(
      Draft draft,
      Command.GiveCredits command,
      Wallet wallet,
      Optional<Instant> effectiveAt,
      Instant from,
      Optional<Instant> expiresAt) {
    var id = draft.newId();
    var zero = wallet.zero();
    var grant =
        new Grant(
            id,
            command.kind(),
            command.label(),
            command.amount(),
            command.amount(),
            zero,
            zero,
            command.priority().orElseGet(() -> Wallets.priority(draft, command.kind())),
            from,
            expiresAt,
            command.paid(),
            false,
            effectiveAt.isPresent() ? Grant.State.PENDING : Grant.State.ACTIVE);
    var cause = draft.cause(id, command.key().digest());
    draft.opened(wallet.id(), grant);
    var after = draft.put(wallet.add(grant, cause));
    if (command.kind() == GrantKind.PURCHASED && effectiveAt.isEmpty()) {
      after = payDebt(draft, after, command.amount(), cause);
    }
    Committing.bought(draft, command);
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.Granted(
            id, draft.now(), wallet.id(), after.grant(id).orElseThrow(), Wallets.balance(after)));
  }

  /// Bought credits pay what is owed first, because whoever buys wants to go on.
  static Wallet payDebt(Draft draft, Wallet wallet, Credits most, Wallet.Cause cause) {
    var owed = wallet.debt().min(most);
    return owed.isPositive() ? draft.put(wallet.payDebt(wallet.plan(owed), cause)) : wallet;
  }

  static Decision revoke(Draft draft, Command.RevokeGrant command) {
    var wallet = Wallets.ofGrant(draft, command.grant());
    if (wallet.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("grant", "/grant"));
    }
    var grant = wallet.get().grant(command.grant()).orElseThrow();
    var free = grant.remaining().minus(grant.held());
    if (grant.state() == Grant.State.EXPIRED || !free.isPositive()) {
      return new Decision.No(new Refusal.InvalidState("grant", "used_up"));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var after =
        draft.put(
            grant.state() == Grant.State.PENDING
                ? wallet.get().cancel(command.grant())
                : wallet.get().correct(command.grant(), free.negated(), cause));
    Committing.takenBack(draft, grant, free.amount());
    return corrected(
        draft, command.key(), id, command.grant(), free.negated(), command.reason(), after);
  }

  static Decision correct(Draft draft, Command.Correct command) {
    var wallet = Wallets.ofGrant(draft, command.grant());
    if (wallet.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("grant", "/grant"));
    }
    var grant = wallet.get().grant(command.grant()).orElseThrow();
    if (grant.state() != Grant.State.ACTIVE) {
      return new Decision.No(
          new Refusal.InvalidState(
              "grant", grant.state().name().toLowerCase(java.util.Locale.ROOT)));
    }
    if (!grant.remaining().unit().equals(command.amount().unit())) {
      return new Decision.No(
          new Refusal.Unacceptable(
              "/amount", "currency_mismatch", "the grant counts in " + grant.remaining().unit()));
    }
    var taken = command.amount().negated().atLeastZero();
    if (taken.compareTo(grant.spendable()) > 0) {
      return new Decision.No(new Refusal.ExceedsOriginal(taken, grant.spendable()));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var after = draft.put(wallet.get().correct(command.grant(), command.amount(), cause));
    return corrected(
        draft, command.key(), id, command.grant(), command.amount(), command.reason(), after);
  }

  static Decision settleDebt(Draft draft, Command.SettleDebt command) {
    var found = Wallets.named(draft, command.wallet());
    if (found.isEmpty()) {
      return new Decision.No(new Refusal.NotFound("wallet", "/wallet"));
    }
    var wallet = found.get();
    var debt = wallet.debt();
    if (!debt.isPositive()) {
      return new Decision.No(new Refusal.InvalidState("debt", "settled"));
    }
    var draws = wallet.plan(debt);
    var lacking = debt.minus(Covering.sum(draws, wallet.zero()));
    if (!command.writeOff() && lacking.isPositive()) {
      return new Decision.No(
          new Refusal.InsufficientCredits(debt, wallet.balance(), wallet.available(), lacking));
    }
    var id = draft.newId();
    var cause = draft.cause(id, command.key().digest());
    var after =
        draft.put(
            command.writeOff() ? wallet.writeOffDebt(debt, cause) : wallet.payDebt(draws, cause));
    return draft.journal(
        command.key(),
        id,
        draft.now(),
        new Answer.DebtSettled(
            id, draft.now(), debt, command.writeOff(), command.reason(), Wallets.balance(after)));
  }

  private static Decision corrected(
      Draft draft,
      Command.Key key,
      java.util.UUID id,
      java.util.UUID grant,
      Credits amount,
      String reason,
      Wallet after) {
    return draft.journal(
        key,
        id,
        draft.now(),
        new Answer.Corrected(id, draft.now(), grant, amount, reason, Wallets.balance(after)));
  }

  private static Optional<Refusal> unknownUnit(Draft draft, Credits amount) {
    return draft
        .account()
        .term()
        .map(term -> draft.context.catalogs().catalog(term.catalog()))
        .filter(catalog -> !catalog.units().containsKey(amount.unit().code()))
        .map(catalog ->
            new Refusal.Unacceptable(
                "/unit",
                "currency_unknown",
                "catalog "
                    + catalog.reference()
                    + " counts in "
                    + String.join(", ", catalog.units().keySet())));
  }

  private static Instant end(Command.Expiry expiry, Instant from) {
    return switch (expiry) {
      case Command.Expiry.At(var instant) -> instant;
      case Command.Expiry.After(var duration) -> from.plus(duration);
    };
  }
}
