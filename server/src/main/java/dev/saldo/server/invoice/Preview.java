package dev.saldo.server.invoice;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Effect;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.account.Looking;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.InvoiceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/// What a customer's drafts would come to at a time, if nothing but time came until then: with the
/// renewals that fall due by then, and the use that is recorded now. Nothing is written.
public final class Preview {
  /// Each period until then is made out.
  private static final Duration AHEAD_MAX = Duration.ofDays(400);

  /// How often an account is looked at that changes between the look and the lock.
  private static final int LOOKS_MAX = 10;

  private final InvoiceStore store;
  private final BillingRun billing;
  private final Looking looking;

  public Preview(InvoiceStore store, BillingRun billing, Looking looking) {
    this.store = store;
    this.billing = billing;
    this.looking = looking;
  }

  /// What is to be billed.
  ///
  /// @param at by when
  /// @param drafts the first that is due first
  public record Previewed(Instant at, List<Invoice> drafts) {}

  /// The drafts at a time.
  ///
  /// @param at empty for the customer's now
  /// @return empty for a time before that, or more than 400 days after
  public Optional<Previewed> at(long workspace, UUID customer, Optional<Instant> at) {
    var now = looking.at(workspace, customer);
    var latest = now.now().plus(AHEAD_MAX);
    if (at.filter(then -> then.isBefore(now.now()) || then.isAfter(latest)).isPresent()) {
      return Optional.empty();
    }
    for (var looks = 0; looks < LOOKS_MAX; looks++) {
      var seen =
          at.map(then -> looking.ahead(workspace, customer, then))
              .orElseGet(() -> looking.at(workspace, customer));
      var drafts = store.in(workspace, session -> drafts(workspace, session, customer, seen));
      if (drafts.isPresent()) {
        return drafts.map(found -> new Previewed(at.orElse(now.now()), found));
      }
    }
    throw new IllegalStateException("the subscription of " + customer + " changed at every look");
  }

  /// Empty where the subscription isn't the one that was seen any more: a period that began since
  /// would be begun twice.
  private Optional<List<Invoice>> drafts(
      long workspace, InvoiceStore.Session session, UUID customer, Looking.Seen seen) {
    var drafting = new Drafting(session, customer, List.of(seen));
    if (!drafting.isAsSeen()) {
      return Optional.empty();
    }
    drafting.countSoFar();
    return Optional.of(
        billing.preview(workspace, session, drafting.locked, drafting.foreseen()).stream()
            .map(BillingRun.Drafted::invoice)
            .toList());
  }

  /// A document that a customer would be asked to pay, or get back by.
  ///
  /// @param finalizeAt when it would get its number
  public record Document(Instant finalizeAt, Invoice invoice) {
    /// Its shape.
    public static final Schema SCHEMA = InvoiceSchemas.PREVIEWED;

    /// Its amounts, and nothing of whom it is from and to.
    public void write(JsonWriter json) {
      json.time("finalize_at", finalizeAt);
      InvoiceView.amounts(json, invoice);
    }
  }

  /// What documents would come to that a decision puts lines on, or closes.
  ///
  /// @param steps the decision, and what time would do after it until they are due
  /// @param of which drafts
  public List<Document> after(
      long workspace, UUID customer, List<Looking.Seen> steps, Set<UUID> of) {
    var drafts =
        store.in(
            workspace,
            session -> {
              var drafting = new Drafting(session, customer, steps);
              return billing.preview(workspace, session, drafting.locked, drafting.foreseen());
            });
    return drafts.stream()
        .filter(one -> of.contains(one.draft().id()))
        .map(one -> new Document(one.draft().finalizeAt(), one.invoice()))
        .toList();
  }

  /// The drafts of a customer with what steps would begin, add and close.
  private static final class Drafting {
    private final UUID customer;
    private final List<Looking.Seen> steps;
    private final Map<UUID, BilledCustomer> locked;
    private final SequencedMap<UUID, DueInvoice> drafts = new LinkedHashMap<>();
    private final Map<UUID, List<LineItem>> owed = new LinkedHashMap<>();
    private Optional<Instant> closedUntil = Optional.empty();

    Drafting(InvoiceStore.Session session, UUID customer, List<Looking.Seen> steps) {
      this.customer = customer;
      this.steps = steps;
      locked = session.reads().lock(List.of(customer), steps.getFirst().now());
      session.reads().drafts(customer).forEach(draft -> drafts.put(draft.id(), draft));
      owed.putAll(session.reads().owed(List.copyOf(drafts.values())));
      steps.forEach(step -> step.run().effects().forEach(this::follow));
    }

    /// Whether the subscription is still the one that the first step was looked at with.
    boolean isAsSeen() {
      var stored = locked.values().stream().findFirst().flatMap(BilledCustomer::subscription);
      return stored.equals(steps.getFirst().before().subscription());
    }

    /// The period that is going on counts as far as it has gone.
    void countSoFar() {
      var seen = steps.getLast();
      var collecting = seen.account().subscription().map(Subscription::invoice);
      collecting.ifPresent(id -> drafts.computeIfPresent(id, (_, draft) -> soFar(draft, seen)));
    }

    Foreseen foreseen() {
      var wanted =
          drafts.values().stream().sorted(Comparator.comparing(DueInvoice::finalizeAt)).toList();
      var subscriptions = new HashMap<UUID, Optional<Subscription>>();
      wanted.forEach(draft -> subscriptions.put(draft.id(), subscription(draft)));
      var latest = steps.getLast().account().terms();
      return new Foreseen(wanted, owed, latest, subscriptions);
    }

    /// As it stands after the step in which a draft falls due.
    private Optional<Subscription> subscription(DueInvoice draft) {
      return steps.stream()
          .filter(step -> !step.now().isBefore(draft.finalizeAt()))
          .findFirst()
          .orElse(steps.getLast())
          .account()
          .subscription();
    }

    private void follow(Effect effect) {
      switch (effect) {
        case Effect.InvoiceBegun begun ->
            drafts.put(
                begun.invoice(),
                new DueInvoice(
                    customer,
                    begun.invoice(),
                    begun.currency(),
                    Optional.empty(),
                    Optional.empty(),
                    begun.at(),
                    Account.NEVER,
                    closedUntil,
                    begun.interimFrom()));
        case Effect.Owed one ->
            owed.computeIfAbsent(one.invoice(), _ -> new ArrayList<>()).add(one.item());
        case Effect.InvoiceDue due -> {
          var before = closedUntil;
          closedUntil = due.usage().map(usage -> usage.part().until()).or(() -> before);
          drafts.computeIfPresent(
              due.invoice(), (_, draft) -> with(draft, due.usage(), due.finalizeAt()));
        }
        default -> {}
      }
    }
  }

  /// A period that isn't over counts as far as it has gone.
  private static DueInvoice soFar(DueInvoice draft, Looking.Seen seen) {
    var subscription = seen.account().subscription().orElseThrow();
    var period = subscription.period();
    if (subscription.status() != Subscription.Status.ACTIVE
        || !period.from().isBefore(seen.now())
        || draft.usage().isPresent()) {
      return draft;
    }
    // What an interim invoice asks for counts a peak for all of the period.
    var isWhole =
        !subscription.interim().billed().isEmpty() || !seen.now().isBefore(period.until());
    var until = isWhole ? period.until() : seen.now();
    var usage = new Effect.UsagePeriod(new Period(period.from(), until), subscription.whole());
    return with(draft, Optional.of(usage), draft.finalizeAt());
  }

  private static DueInvoice with(
      DueInvoice draft, Optional<Effect.UsagePeriod> usage, Instant finalizeAt) {
    return new DueInvoice(
        draft.customer(),
        draft.id(),
        draft.currency(),
        usage.map(Effect.UsagePeriod::part),
        usage.map(Effect.UsagePeriod::whole),
        draft.draftedAt(),
        finalizeAt,
        draft.coveredUntil(),
        draft.interimFrom());
  }
}
