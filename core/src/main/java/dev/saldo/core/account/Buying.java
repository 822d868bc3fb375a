package dev.saldo.core.account;

import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.core.subscription.Subscription;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sells packs of credits, on the customer's invoices where it has a subscription.
final class Buying {
  private Buying() {}

  static Decision buy(Draft draft, Command.BuyPack command) {
    var term = draft.account().term();
    var subscription = draft.subscription();
    if (term.isEmpty()) {
      return new Decision.No(new Refusal.NotSubscribed());
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    var pack = Optional.ofNullable(catalog.packs().get(command.pack()));
    if (pack.isEmpty()) {
      var names = String.join(", ", catalog.packs().keySet());
      return no(
          "unknown_pack",
          "the catalog has the packs " + names,
          Map.of("kind", "pack", "value", command.pack()));
    }
    var currency = subscription.map(Subscription::currency).or(command::own);
    var price =
        Committing.price(subscription, pack.get())
            .or(() -> price(pack.get(), currency, subscription.isPresent()));
    if (price.isEmpty()) {
      var code = currency.map(Currency::getCurrencyCode).orElse("");
      return no(
          "price_not_in_currency",
          "the pack has no price in the currency",
          Map.of("currency", code));
    }
    var count = BigDecimal.valueOf(command.quantity());
    var given = Granting.give(draft, grant(command, pack.get(), price.get(), count));
    if (given instanceof Decision.Yes && subscription.isPresent()) {
      new Billing(draft, term.get(), draft.now())
          .collect(
              subscription.get(), List.of(line(pack.get(), price.get(), count)), command.collect());
    }
    return given;
  }

  /// For a customer that nothing is billed to, a pack that is sold in one currency costs that.
  private static Optional<Money> price(
      CreditPack pack, Optional<Currency> currency, boolean isBilled) {
    var only = pack.price().by().values();
    return currency
        .flatMap(pack.price()::in)
        .or(() -> !isBilled && only.size() == 1 ? only.stream().findFirst() : Optional.empty());
  }

  private static Command.GiveCredits grant(
      Command.BuyPack command, CreditPack pack, Money price, BigDecimal count) {
    return new Command.GiveCredits(
        command.key(),
        GrantKind.PURCHASED,
        pack.title(),
        new Credits(pack.credits().unit(), pack.credits().amount().multiply(count)),
        command.wallet(),
        Optional.empty(),
        Optional.empty(),
        pack.livesFor().map(Command.Expiry.After::new),
        Optional.of(price.times(count)));
  }

  static LineItem line(CreditPack pack, Money price, BigDecimal count) {
    return new LineItem(
        LineKind.PACK,
        pack.name(),
        pack.title(),
        count,
        Optional.empty(),
        Optional.of(price),
        List.of(),
        price.times(count),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Decision no(String code, String words, Map<String, String> figures) {
    return new Decision.No(new Refusal.Unacceptable("/pack", code, words, figures));
  }
}
