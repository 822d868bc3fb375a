package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.wallet.Wallet;
import java.util.List;
import java.util.Optional;

/// Writes down how an act was decided.
final class Stories {
  private Stories() {}

  /// The story of an act that was paid for.
  static Answer.Story of(
      Pricing pricing,
      Funding funding,
      Wallet wallet,
      List<Tallied> tallied,
      List<Consulted> consulted) {
    var lines = pricing.rated().orElseThrow().lines();
    var payment = new Answer.Payment(lines, pricing.price(), funding, Wallets.balance(wallet));
    return of(pricing, Optional.of(payment), tallied, consulted);
  }

  /// The story of an act.
  ///
  /// @param payment empty for an action without a price
  static Answer.Story of(
      Pricing pricing,
      Optional<Answer.Payment> payment,
      List<Tallied> tallied,
      List<Consulted> consulted) {
    return new Answer.Story(
        pricing.action().name(),
        pricing.action().title(),
        pricing.act().data(),
        payment,
        pricing.term().catalog(),
        pricing.plan().name(),
        pricing.plan().title(),
        Charging.nonZero(tallied),
        List.copyOf(consulted),
        pricing.act().attribution(),
        pricing.rootId());
  }
}
