package dev.saldo.server.invoice;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.receipt.AnswerJson;
import dev.saldo.store.invoice.Corrected;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.InvoiceStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What is done with a finalized invoice: it is paid, void or given up, or put right by a credit
/// note and, where that is wanted, an invoice in its place. The invoice itself never changes.
public final class Correcting {
  private final InvoiceStore store;
  private final BillingRun billing;
  private final Ids ids;
  private final InstantSource clock;

  public Correcting(InvoiceStore store, BillingRun billing, Ids ids, InstantSource clock) {
    this.store = store;
    this.billing = billing;
    this.ids = ids;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Result {
    /// It is done, or was before.
    record Done(UUID invoice) implements Result {}

    /// There is no such invoice, or it is a draft.
    record Absent() implements Result {}

    /// What is asked doesn't fit where the invoice stands.
    record Wrong(String state) implements Result {}

    /// More than there is to give back.
    record TooMuch(Money asked, Money left) implements Result {}

    /// The key was used for something else.
    record KeyReused() implements Result {}
  }

  /// What a credit note is asked for.
  ///
  /// @param lines how much of which lines, without tax, by ordinal; empty for all of them
  /// @param reissue whether another invoice takes the place, made out from what is known now
  public record Wanted(
      UUID customer,
      UUID invoice,
      Map<Integer, BigDecimal> lines,
      String reason,
      boolean reissue,
      String key,
      byte[] digest) {}

  /// Brings an invoice into a state; that it is there already is no fault.
  ///
  /// @param from the states it may be in before
  public Result settle(
      long workspace, UUID customer, UUID id, Invoice.Status to, Set<Invoice.Status> from) {
    return store.in(
        workspace,
        session -> {
          var locked = session.reads().lock(List.of(customer), clock.instant()).get(customer);
          var found = session.corrected().find(customer, id);
          if (found.isEmpty() || locked == null) {
            return new Result.Absent();
          }
          var invoice = found.get().invoice();
          if (invoice.status() == to) {
            return new Result.Done(id);
          }
          if (!from.contains(invoice.status())) {
            return new Result.Wrong(InvoiceView.word(invoice.status()));
          }
          session.corrected().status(customer, id, to);
          journal(session, invoice, to, locked.now());
          return new Result.Done(id);
        });
  }

  /// Gives back an invoice or some lines of it.
  public Result credit(long workspace, Wanted wanted) {
    return store.in(workspace, session -> credit(workspace, session, wanted));
  }

  private Result credit(long workspace, InvoiceStore.Session session, Wanted wanted) {
    var customer = wanted.customer();
    var locked = session.reads().lock(List.of(customer), clock.instant());
    var made = session.corrected().made(customer, wanted.key());
    if (made.isPresent()) {
      return Arrays.equals(made.get().digest(), wanted.digest())
          ? new Result.Done(made.get().id())
          : new Result.KeyReused();
    }
    var found = session.corrected().find(customer, wanted.invoice());
    if (found.isEmpty()) {
      return new Result.Absent();
    }
    var original = found.get().invoice();
    if (original.kind() == Invoice.Kind.CREDIT_NOTE || original.status() == Invoice.Status.VOID) {
      return new Result.Wrong(InvoiceView.word(original.status()));
    }
    var items = items(original, wanted.lines());
    var asked = sum(items, original);
    var before = session.corrected().credited(customer, original.id(), original.currency());
    var left = original.totals().net().minus(before);
    if (items.isEmpty() || asked.compareTo(left) > 0) {
      return new Result.TooMuch(asked, left);
    }
    var now = locked.sequencedValues().getFirst().now();
    var note = begin(session, wanted, original, Optional.empty(), now, Optional.of(wanted.key()));
    var documents = new ArrayList<BillingRun.Correction>();
    documents.add(new BillingRun.Correction(note, items, original, true));
    if (wanted.reissue()) {
      documents.add(reissue(session, wanted, found.get(), now));
    }
    billing.correct(workspace, session, locked, documents);
    return new Result.Done(note.id());
  }

  private DueInvoice begin(
      InvoiceStore.Session session,
      Wanted wanted,
      Invoice original,
      Optional<Corrected.Found> period,
      Instant now,
      Optional<String> key) {
    var draft =
        new DueInvoice(
            wanted.customer(),
            ids.next(now),
            original.currency(),
            period.flatMap(Corrected.Found::usage),
            period.flatMap(Corrected.Found::whole),
            now,
            now,
            Optional.empty());
    session.corrected().begin(draft, original.id(), wanted.reason(), key, wanted.digest());
    return draft;
  }

  /// An invoice in the place of another: the same fees, and the use as it is known now.
  private BillingRun.Correction reissue(
      InvoiceStore.Session session, Wanted wanted, Corrected.Found found, Instant now) {
    var original = found.invoice();
    var draft = begin(session, wanted, original, Optional.of(found), now, Optional.empty());
    var fees = session.corrected().owed(wanted.customer(), original.id());
    return new BillingRun.Correction(draft, fees, original, false);
  }

  private static List<LineItem> items(Invoice original, Map<Integer, BigDecimal> wanted) {
    var items = new ArrayList<LineItem>();
    for (var line : original.lines()) {
      if (wanted.isEmpty()) {
        items.add(Fees.givenBack(line.item().withAmount(line.net())));
      } else if (wanted.containsKey(line.ordinal())) {
        items.add(part(line, wanted.getOrDefault(line.ordinal(), BigDecimal.ZERO)));
      }
    }
    return items;
  }

  private static LineItem part(InvoiceLine line, BigDecimal amount) {
    return Fees.givenBack(line.item().withAmount(new Money(line.net().currency(), amount)));
  }

  private static Money sum(List<LineItem> items, Invoice original) {
    var sum = Money.zero(original.currency());
    for (var item : items) {
      sum = sum.minus(item.amount());
    }
    return sum;
  }

  private void journal(
      InvoiceStore.Session session, Invoice invoice, Invoice.Status to, Instant at) {
    var id = ids.next(at);
    var word = InvoiceView.word(to);
    var number = invoice.number().orElseThrow().toString();
    var answer = new Answer.InvoiceSettled(id, at, invoice.id(), number, word);
    var key = new Command.Key("saldo:due", "invoice:" + invoice.id() + ":" + word, ChainHash.NONE);
    var line = new JournalLine(id, key, at, at, answer);
    session.journal(invoice.customer(), line, AnswerJson.of(line));
  }
}
