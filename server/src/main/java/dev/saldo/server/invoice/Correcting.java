package dev.saldo.server.invoice;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceLine;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.CommittedMonth;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
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
  private static final Set<LineKind> COUNTED_ANEW =
      Set.of(LineKind.USAGE, LineKind.OVERAGE, LineKind.COMMITMENT, LineKind.CARRIED);

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

    /// The invoice has no such line.
    record NoLine(int ordinal) implements Result {}

    /// More decimals than the currency has.
    record TooFine(int digits) implements Result {}

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
    var faulty = faulty(original, wanted.lines());
    if (faulty.isPresent()) {
      return faulty.get();
    }
    var whole = wanted.lines().isEmpty();
    var items = items(original, wanted.lines());
    var asked = whole ? original.totals().net() : sum(items, original);
    var before = session.corrected().credited(customer, original.id(), original.currency());
    var left = original.totals().net().minus(before);
    if (items.isEmpty() || !left.isPositive() || asked.compareTo(left) > 0) {
      return new Result.TooMuch(asked, left);
    }
    var now = locked.sequencedValues().getFirst().now();
    var note = begin(session, wanted, found.get(), false, now);
    var documents = new ArrayList<BillingRun.Correction>();
    documents.add(new BillingRun.Correction(note, items, original, true, !whole));
    if (wanted.reissue()) {
      documents.add(reissue(session, wanted, found.get(), now));
    }
    billing.correct(workspace, session, locked, documents);
    return new Result.Done(note.id());
  }

  private DueInvoice begin(
      InvoiceStore.Session session,
      Wanted wanted,
      Corrected.Found found,
      boolean inItsPlace,
      Instant now) {
    var usage = found.usage().filter(_ -> inItsPlace);
    var draft =
        new DueInvoice(
            wanted.customer(),
            ids.next(now),
            found.invoice().currency(),
            usage,
            found.whole().filter(_ -> inItsPlace),
            found.draftedAt(),
            now,
            usage.flatMap(
                period -> session.corrected().coveredUntil(wanted.customer(), period.from())));
    var key = Optional.of(wanted.key()).filter(_ -> !inItsPlace);
    session.corrected().begin(draft, found.invoice().id(), wanted.reason(), key, wanted.digest());
    return draft;
  }

  /// An invoice in the place of another: what isn't use as it was, and the use as it is known now.
  /// What the other had carried on stays carried.
  private BillingRun.Correction reissue(
      InvoiceStore.Session session, Wanted wanted, Corrected.Found found, Instant now) {
    var draft = begin(session, wanted, found, true, now);
    var kept =
        found.invoice().lines().stream()
            .map(InvoiceLine::item)
            .filter(item -> !COUNTED_ANEW.contains(item.kind()) || CommittedMonth.isShortfall(item))
            .toList();
    return new BillingRun.Correction(draft, kept, found.invoice(), false, false);
  }

  /// Why lines can't be given back so, if they can't.
  private static Optional<Result> faulty(Invoice original, Map<Integer, BigDecimal> wanted) {
    var digits = Math.max(0, original.currency().getDefaultFractionDigits());
    for (var entry : wanted.entrySet()) {
      var line =
          original.lines().stream().filter(one -> one.ordinal() == entry.getKey()).findFirst();
      if (line.isEmpty()) {
        return Optional.of(new Result.NoLine(entry.getKey()));
      }
      if (entry.getValue().stripTrailingZeros().scale() > digits) {
        return Optional.of(new Result.TooFine(digits));
      }
      var asked = new Money(original.currency(), entry.getValue());
      if (asked.compareTo(line.get().net()) > 0) {
        return Optional.of(new Result.TooMuch(asked, line.get().net()));
      }
    }
    return Optional.empty();
  }

  /// Of a whole invoice what was asked, with tax where prices include it; of single lines so much
  /// without tax.
  private static List<LineItem> items(Invoice original, Map<Integer, BigDecimal> wanted) {
    var items = new ArrayList<LineItem>();
    for (var line : original.lines()) {
      if (wanted.isEmpty()) {
        items.add(Fees.givenBack(line.item()));
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
