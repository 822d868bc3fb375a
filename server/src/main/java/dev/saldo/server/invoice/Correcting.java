package dev.saldo.server.invoice;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.calendar.Period;
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
import dev.saldo.store.invoice.Finalized;
import dev.saldo.store.invoice.InvoiceStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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

    /// A credit note was made.
    ///
    /// @param answer the first answer, without whose it is
    /// @param replayed whether that was before
    record Made(String answer, boolean replayed) implements Result {}

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
      Command.Key key) {}

  /// Brings an invoice into a state; that it is there already is no fault.
  ///
  /// What others put right isn't void before they are, so that no period is left without an invoice
  /// and nothing is given back twice; what was given back whole is neither paid nor given up. What
  /// a void invoice had put right of other periods the next one puts right instead.
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
          var carried = CarriedOver.of(invoice, locked);
          var hindrance =
              from.contains(invoice.status())
                  ? hindrance(session, found.get(), carried, to)
                  : Optional.of(InvoiceView.word(invoice.status()));
          if (hindrance.isPresent()) {
            return new Result.Wrong(hindrance.get());
          }
          if (to == Invoice.Status.VOID) {
            carried.handOn(session, ids, locked);
          }
          session.corrected().status(customer, id, to, locked.now());
          if (to == Invoice.Status.VOID) {
            MakingUp.voided(session, ids, locked, found.get());
          }
          journal(session, invoice, to, locked.now());
          return new Result.Done(id);
        });
  }

  /// Why a document can't come to stand so, in a word: it was `corrected` by documents that hold,
  /// `replaced` by an invoice that does, `taken_off` the invoice of its period, `adjusted` by later
  /// ones that gave back what it asks for, `credited` whole, or what it `carried` would be lost.
  private static Optional<String> hindrance(
      InvoiceStore.Session session, Corrected.Found found, CarriedOver carried, Invoice.Status to) {
    var invoice = found.invoice();
    var corrected = session.corrected();
    if (to == Invoice.Status.VOID) {
      return notVoid(session, found)
          .or(() -> carried.isStranded() ? Optional.of("carried") : Optional.empty());
    }
    var credited = corrected.credited(invoice.customer(), invoice.id(), invoice.currency());
    var isGivenBack = credited.isPositive() && credited.compareTo(invoice.totals().net()) >= 0;
    return isGivenBack ? Optional.of("credited") : Optional.empty();
  }

  private static Optional<String> notVoid(InvoiceStore.Session session, Corrected.Found found) {
    var invoice = found.invoice();
    var customer = invoice.customer();
    var corrected = session.corrected();
    if (corrected.isCorrected(customer, invoice.id())) {
      return Optional.of("corrected");
    }
    if (invoice.kind() == Invoice.Kind.CREDIT_NOTE
        && corrected.isReplaced(customer, invoice.id())) {
      return Optional.of("replaced");
    }
    var use = UseOn.of(invoice);
    if (isInterim(found)
        && use.earliest(_ -> true)
            .filter(from -> corrected.isInvoiced(customer, from))
            .isPresent()) {
      return Optional.of("taken_off");
    }
    return use.excess(session.asked(), customer, invoice.currency()).isPositive()
        ? Optional.of("adjusted")
        : Optional.empty();
  }

  /// Whether it asks for use before the period's own invoice does, itself or in the place of one.
  private static boolean isInterim(Corrected.Found found) {
    return found.usage().isEmpty()
        && found.invoice().kind() == Invoice.Kind.INVOICE
        && found.invoice().lines().stream()
            .anyMatch(line -> line.item().kind() == LineKind.INTERIM);
  }

  /// Gives back an invoice or some lines of it. What a whole invoice had taken over from earlier
  /// ones the next one takes over again; where none will come, the note gives it back.
  public Result credit(long workspace, Wanted wanted) {
    return store.in(workspace, session -> credit(workspace, session, wanted));
  }

  private Result credit(long workspace, InvoiceStore.Session session, Wanted wanted) {
    var customer = wanted.customer();
    var locked = session.reads().lock(List.of(customer), clock.instant());
    var bound = session.corrected().bound(customer, wanted.key().keyName());
    if (bound.isPresent()) {
      return ChainHash.of(bound.get().digest()).equals(wanted.key().digest())
          ? new Result.Made(bound.get().answer(), true)
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
    var faulty = faulty(session.corrected(), original, wanted.lines());
    if (faulty.isPresent()) {
      return faulty.get();
    }
    var whole = wanted.lines().isEmpty();
    var owner = locked.sequencedValues().getFirst();
    var carried = CarriedOver.of(original, owner);
    var parts = parts(original, wanted.lines());
    var asked = whole ? original.totals().net() : sum(parts, original);
    var tooMuch = tooMuch(session, original, wanted, asked);
    if (tooMuch.isPresent()) {
      return tooMuch.get();
    }
    if (whole && !wanted.reissue()) {
      if (carried.isStranded()) {
        parts.removeIf(part -> part.item().kind() == LineKind.CARRIED);
      }
      carried.handOn(session, ids, owner);
    }
    var now = owner.now();
    var note = begin(session, wanted, found.get(), false, now);
    var documents = new ArrayList<BillingRun.Correction>();
    var remedy = Remedy.note(original, wanted.reason(), parts, !whole);
    documents.add(new BillingRun.Correction(note, remedy.items(), remedy));
    if (wanted.reissue()) {
      documents.add(reissue(session, wanted, found.get(), now));
    }
    var made =
        billing.correct(workspace, session, locked, documents).stream()
            .filter(one -> one.draft().id().equals(note.id()))
            .findFirst()
            .orElseThrow();
    if (!wanted.reissue()) {
      MakingUp.credited(session, ids, owner, made.invoice());
    }
    return new Result.Made(journal(session, wanted.key(), made), false);
  }

  /// Why so much can't be given back, if it can't: no more than the invoice asks for, nor than all
  /// invoices together ask for of a period's use. One in the place asks for all of it again.
  private static Optional<Result> tooMuch(
      InvoiceStore.Session session, Invoice original, Wanted wanted, Money asked) {
    var customer = original.customer();
    var currency = original.currency();
    var before = session.corrected().credited(customer, original.id(), currency);
    var left = original.totals().net().minus(before);
    if (original.lines().isEmpty() || !left.isPositive() || asked.compareTo(left) > 0) {
      return Optional.of(new Result.TooMuch(asked, left));
    }
    if (wanted.reissue()) {
      return Optional.empty();
    }
    var excess = UseOn.of(original, wanted.lines()).excess(session.asked(), customer, currency);
    return excess.isPositive()
        ? Optional.of(new Result.TooMuch(asked, asked.minus(excess)))
        : Optional.empty();
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
                period -> session.corrected().coveredUntil(wanted.customer(), period.from())),
            Optional.empty());
    session.corrected().begin(draft, found.invoice().id(), wanted.reason());
    return draft;
  }

  /// An invoice in the place of another: what isn't its period's use as it was, what it took over
  /// from earlier ones too, and the use as it is known now.
  private BillingRun.Correction reissue(
      InvoiceStore.Session session, Wanted wanted, Corrected.Found found, Instant now) {
    var draft = begin(session, wanted, found, true, now);
    var kept =
        found.invoice().lines().stream()
            .map(InvoiceLine::item)
            .filter(item -> !isCountedAnew(item, found.usage()))
            .toList();
    return new BillingRun.Correction(
        draft, kept, Remedy.inThePlaceOf(found.invoice(), wanted.reason()));
  }

  private static boolean isCountedAnew(LineItem item, Optional<Period> usage) {
    return switch (item.kind()) {
      case USAGE, OVERAGE -> true;
      case COMMITMENT -> !CommittedMonth.isShortfall(item);
      case INTERIM -> usage.isPresent();
      case ADJUSTMENT -> item.period().equals(usage);
      case PLAN, PRODUCT, SETUP, PACK, DISCOUNT, CARRIED -> false;
    };
  }

  /// Why lines can't be given back so, if they can't.
  private static Optional<Result> faulty(
      Corrected corrected, Invoice original, Map<Integer, BigDecimal> wanted) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    var digits = Math.max(0, original.currency().getDefaultFractionDigits());
    var before = corrected.creditedLines(original.customer(), original.id());
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
      var given = before.getOrDefault(entry.getKey(), BigDecimal.ZERO);
      var left = line.get().net().minus(new Money(original.currency(), given));
      if (asked.compareTo(left) > 0) {
        return Optional.of(new Result.TooMuch(asked, left));
      }
    }
    return Optional.empty();
  }

  /// Of a whole invoice what was asked, with tax where prices include it; of single lines so much
  /// without tax.
  private static List<Remedy.Part> parts(Invoice original, Map<Integer, BigDecimal> wanted) {
    var parts = new ArrayList<Remedy.Part>();
    for (var line : original.lines()) {
      if (wanted.isEmpty()) {
        parts.add(new Remedy.Part(line.ordinal(), Fees.givenBack(line.item())));
      } else if (wanted.containsKey(line.ordinal())) {
        var amount = wanted.getOrDefault(line.ordinal(), BigDecimal.ZERO);
        parts.add(new Remedy.Part(line.ordinal(), part(line, amount)));
      }
    }
    return parts;
  }

  private static LineItem part(InvoiceLine line, BigDecimal amount) {
    return Fees.givenBack(line.item().withAmount(new Money(line.net().currency(), amount)));
  }

  private static Money sum(List<Remedy.Part> parts, Invoice original) {
    var sum = Money.zero(original.currency());
    for (var part : parts) {
      sum = sum.minus(part.item().amount());
    }
    return sum;
  }

  /// Binds the request's key together with its answer, as every command does.
  private String journal(InvoiceStore.Session session, Command.Key key, Finalized note) {
    var id = ids.next(note.at());
    var invoice = note.invoice();
    var number = invoice.number().orElseThrow().toString();
    var line =
        new JournalLine(
            id,
            key,
            note.at(),
            note.at(),
            new Answer.InvoiceCredited(id, note.at(), invoice.id(), number));
    var answer = InvoiceView.answer(note);
    session.journal(invoice.customer(), line, answer);
    return answer;
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
