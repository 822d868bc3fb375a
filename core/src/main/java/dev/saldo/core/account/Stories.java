package dev.saldo.core.account;

import dev.saldo.core.limit.Tallied;
import dev.saldo.core.wallet.Wallet;
import java.util.List;

/// Writes down how a price came about.
final class Stories {
  private Stories() {}

  static Answer.Story of(
      Pricing pricing,
      Funding funding,
      Wallet wallet,
      List<Tallied> tallied,
      List<Consulted> consulted) {
    return new Answer.Story(
        pricing.action().name(),
        pricing.action().title(),
        pricing.act().data(),
        pricing.rated().lines(),
        pricing.price(),
        funding,
        Wallets.balance(wallet),
        pricing.term().catalog(),
        pricing.plan().name(),
        pricing.plan().title(),
        Charging.nonZero(tallied),
        List.copyOf(consulted),
        pricing.act().attribution(),
        pricing.rootId());
  }
}
