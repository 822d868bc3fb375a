package dev.saldo.server.subscription;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Outcome;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.account.Term;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.account.Looking;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.SubscriptionJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a command on a subscription would put on invoices: the decision itself on a snapshot, whose
/// effects are read and thrown away.
///
/// What is arranged for the end of the paid interval is looked at there: the lines are those with
/// which the next one begins.
final class Preview {
  /// Under which it is decided; nothing is bound by it.
  static final Command.Key KEY = new Command.Key("saldo:preview", "preview", ChainHash.NONE);

  private final Looking looking;
  private final long workspace;
  private final UUID customer;

  Preview(Looking looking, long workspace, UUID customer) {
    this.looking = looking;
    this.workspace = workspace;
    this.customer = customer;
  }

  /// What became of it.
  sealed interface Result {
    /// It would be done.
    ///
    /// @param at when it would be charged
    /// @param subscription as it would be then
    record Lines(
        UUID customer, Instant at, Subscription subscription, Term term, List<LineItem> items)
        implements Result {
      void write(JsonWriter json) {
        json.text("customer", PublicId.of(IdKind.CUSTOMER, customer)).text("object", "preview");
        json.object("subscription", inside -> SubscriptionJson.write(inside, subscription, term))
            .time("at", at)
            .text("currency", subscription.currency().getCurrencyCode())
            .objects("lines", items, LineItemJson::write)
            .decimal("sum", sum().amount());
      }

      private Money sum() {
        return items.stream()
            .map(item -> item.amount().rounded())
            .reduce(Money.zero(subscription.currency()), Money::plus);
      }
    }

    /// It would be refused.
    record No(Refusal refusal) implements Result {}
  }

  Result of(Command command) {
    var seen = looking.at(workspace, customer, List.of(command));
    return switch (seen.run().outcomes().getFirst()) {
      case Outcome.Accepted accepted -> {
        var after = seen.account().subscription().orElseThrow();
        yield after.arranged().isPresent() && isLater(command)
            ? later(seen, after.paid().until())
            : lines(seen.account(), seen.now(), accepted.effects());
      }
      case Outcome.Refused(var refusal) -> new Result.No(refusal);
      case Outcome.Repeated _ -> throw new IllegalStateException("nothing binds the key");
    };
  }

  private Result later(Looking.Seen seen, Instant at) {
    var run = looking.later(workspace, seen.account(), at);
    return lines(run.after(), at, run.effects());
  }

  private static boolean isLater(Command command) {
    return switch (command) {
      case Command.ChangePlan change -> change.order().when() == Command.When.PERIOD_END;
      case Command.EndSubscription end -> end.when() == Command.When.PERIOD_END;
      default -> false;
    };
  }

  private Result lines(dev.saldo.core.account.Account account, Instant at, List<Effect> effects) {
    var items =
        effects.stream()
            .filter(Effect.Owed.class::isInstance)
            .map(effect -> ((Effect.Owed) effect).item())
            .toList();
    return new Result.Lines(
        customer,
        at,
        account.subscription().orElseThrow(),
        account.latestTerm().orElseThrow(),
        items);
  }
}
