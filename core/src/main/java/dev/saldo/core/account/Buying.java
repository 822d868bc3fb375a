package dev.saldo.core.account;

import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Sells packs of credits on the customer's invoices.
final class Buying {
  private Buying() {}

  static Decision buy(Draft draft, Command.BuyPack command) {
    var term = draft.account().term();
    var subscription = draft.subscription();
    if (term.isEmpty() || subscription.isEmpty()) {
      return new Decision.No(new Refusal.NotSubscribed());
    }
    var catalog = draft.context.catalogs().catalog(term.get().catalog());
    var pack = Optional.ofNullable(catalog.packs().get(command.pack()));
    if (pack.isEmpty()) {
      var names = String.join(", ", catalog.packs().keySet());
      return no("/pack", "unknown_pack", "the catalog has the packs " + names);
    }
    var price = pack.get().price().in(subscription.get().currency());
    if (price.isEmpty()) {
      return no("/pack", "price_not_in_currency", "the pack has no price in the currency");
    }
    var count = BigDecimal.valueOf(command.quantity());
    var given = Granting.give(draft, grant(command, pack.get(), price.get(), count));
    if (given instanceof Decision.Yes) {
      new Billing(draft, term.get(), draft.now())
          .collect(
              subscription.get(), List.of(line(pack.get(), price.get(), count)), command.collect());
    }
    return given;
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

  private static LineItem line(CreditPack pack, Money price, BigDecimal count) {
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

  private static Decision no(String pointer, String code, String words) {
    return new Decision.No(new Refusal.Unacceptable(pointer, code, words));
  }
}
