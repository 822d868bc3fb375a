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
import dev.saldo.server.invoice.Preview;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.SubscriptionJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What a command on a subscription would put on invoices, and what these would come to: the
/// decision itself on a snapshot, whose effects are made out as they would be and thrown away.
///
/// What is arranged for the end of the paid interval is looked at there: the lines are those with
/// which the next one begins. An invoice that isn't due at once is looked at when the billed period
/// ends, if nothing but time comes until then.
final class ChangePreview {
  /// Under which it is decided; nothing is bound by it.
  static final Command.Key KEY = new Command.Key("saldo:preview", "preview", ChainHash.NONE);

  private final Looking looking;
  private final Preview invoices;
  private final long workspace;
  private final UUID customer;

  ChangePreview(Looking looking, Preview invoices, long workspace, UUID customer) {
    this.looking = looking;
    this.invoices = invoices;
    this.workspace = workspace;
    this.customer = customer;
  }

  /// What became of it.
  sealed interface Result {
    /// It would be done.
    ///
    /// @param at when it would be charged
    /// @param subscription as it would be then
    /// @param documents that the lines stand on, or that it closes
    record Lines(
        UUID customer,
        Instant at,
        Subscription subscription,
        Term term,
        List<LineItem> items,
        List<Preview.Document> documents)
        implements Result {
      void write(JsonWriter json) {
        json.text("customer", PublicId.of(IdKind.CUSTOMER, customer)).text("object", "preview");
        json.object("subscription", inside -> SubscriptionJson.write(inside, subscription, term))
            .time("at", at)
            .text("currency", subscription.currency().getCurrencyCode())
            .objects("lines", items, LineItemJson::write)
            .decimal("sum", sum().amount())
            .objects("invoices", documents, (inside, one) -> one.write(inside));
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
            ? later(seen, after)
            : now(seen, after, accepted.effects());
      }
      case Outcome.Refused(var refusal) -> new Result.No(refusal);
      case Outcome.Repeated _ -> throw new IllegalStateException("nothing binds the key");
    };
  }

  private Result later(Looking.Seen seen, Subscription after) {
    var ended = at(seen, after.paid().until());
    return result(ended, ended.run().effects(), List.of(seen, ended));
  }

  private Result now(Looking.Seen seen, Subscription after, List<Effect> effects) {
    var waits = touched(effects);
    effects.forEach(effect -> {
      if (effect instanceof Effect.InvoiceDue due) {
        waits.remove(due.invoice());
      }
    });
    var steps = waits.isEmpty() ? List.of(seen) : List.of(seen, at(seen, after.period().until()));
    return result(seen, effects, steps);
  }

  private Looking.Seen at(Looking.Seen seen, Instant at) {
    return new Looking.Seen(at, seen.account(), looking.later(workspace, seen.account(), at));
  }

  private static boolean isLater(Command command) {
    return switch (command) {
      case Command.ChangePlan change -> change.order().when() == Command.When.PERIOD_END;
      case Command.EndSubscription end -> end.when() == Command.When.PERIOD_END;
      default -> false;
    };
  }

  /// The drafts that effects put lines on, or close.
  private static Set<UUID> touched(List<Effect> effects) {
    var touched = new HashSet<UUID>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.Owed owed -> touched.add(owed.invoice());
        case Effect.InvoiceDue due -> touched.add(due.invoice());
        default -> {}
      }
    }
    return touched;
  }

  private Result result(Looking.Seen seen, List<Effect> effects, List<Looking.Seen> steps) {
    var items =
        effects.stream()
            .filter(Effect.Owed.class::isInstance)
            .map(effect -> ((Effect.Owed) effect).item())
            .toList();
    var touched = touched(effects);
    var documents =
        touched.isEmpty()
            ? List.<Preview.Document>of()
            : invoices.after(workspace, customer, steps, touched);
    return new Result.Lines(
        customer,
        seen.now(),
        seen.account().subscription().orElseThrow(),
        seen.account().latestTerm().orElseThrow(),
        items,
        documents);
  }
}
