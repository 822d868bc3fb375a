package dev.saldo.core.account;

import dev.saldo.core.catalog.PlanCredits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which grants end with the credits of the plan, where the catalog says so and they name no end of
/// their own.
final class Ending {
  private Ending() {}

  /// The end of a grant that takes effect at a time: when the plan's credits of its unit are
  /// granted anew after it. Empty where no such time is known yet.
  static Optional<Instant> withPlanCredits(Draft draft, Command.GiveCredits command, Instant from) {
    var term = draft.account().term();
    if (term.isEmpty()) {
      return Optional.empty();
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    if (!catalog.burnOrder().endingAtReset().contains(command.kind())) {
      return Optional.empty();
    }
    return Replaced.planOf(draft, term.get()).credits().stream()
        .filter(PlanCredits::isReset)
        .filter(credits -> credits.credits().unit().equals(command.amount().unit()))
        .map(credits -> PlanGrants.period(draft, credits, term.get().startedAt(), from).until())
        .min(Comparator.naturalOrder());
  }

  /// The lots without an end that are there when the plan's credits are granted anew: those that
  /// were given while nobody knew when that would be.
  static List<Grant> endless(Draft draft, Wallet wallet, Term term, PlanCredits credits) {
    var kinds = draft.context.catalogs().catalog(term.catalog()).burnOrder().endingAtReset();
    if (!credits.isReset() || !wallet.unit().equals(credits.credits().unit())) {
      return List.of();
    }
    return wallet.grants().stream()
        .filter(lot -> lot.state() == Grant.State.ACTIVE && lot.expiresAt().isEmpty())
        .filter(lot -> kinds.contains(lot.kind()))
        .toList();
  }
}
