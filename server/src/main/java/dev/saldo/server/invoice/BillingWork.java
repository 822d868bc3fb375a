package dev.saldo.server.invoice;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Term;
import dev.saldo.core.catalog.BillingTerms;
import dev.saldo.core.invoicing.Corrections;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.BilledReads.Begun;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import dev.saldo.store.invoice.InvoiceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One slice of a billing run: what was read of it, and what its drafts come to.
final class BillingWork {
  private final InvoiceStore.Session session;
  private final Map<UUID, BilledCustomer> customers;
  private final Catalogs ofWorkspace;
  private final PeriodUse use;
  private final Issuer issuer;
  private Map<UUID, Optional<Subscription>> subscriptions = Map.of();
  private final Set<Begun> caughtUp = new HashSet<>();
  private final Map<Abroad, List<LineItem>> abroad = new LinkedHashMap<>();
  private Map<UUID, List<LineItem>> owed = Map.of();
  private Map<UUID, List<Term>> terms = Map.of();
  private Map<UUID, Map<TallyKey, Tally>> counters = Map.of();
  private Optional<Interims> interims = Optional.empty();

  /// @param customers locked, or seen on one snapshot
  BillingWork(
      Catalogs catalogs, InvoiceStore.Session session, Map<UUID, BilledCustomer> customers) {
    this.session = session;
    this.customers = customers;
    this.ofWorkspace = catalogs;
    this.use = new PeriodUse(ofWorkspace);
    this.issuer = session.reads().issuer().orElse(Issuer.unnamed());
  }

  Issuer issuer() {
    return issuer;
  }

  void read(List<DueInvoice> due) {
    var reads = session.reads();
    owed = reads.owed(due);
    terms = reads.terms(due.stream().map(DueInvoice::customer).distinct().toList());
    counters = counted(due);
    interims = Optional.of(Interims.of(session.asked(), due, owed));
  }

  /// Counters of periods, and the levels that reach into them.
  private Map<UUID, Map<TallyKey, Tally>> counted(List<DueInvoice> periods) {
    var reads = session.reads();
    var bounds = new ArrayList<DueReads.Opening>();
    for (var period : periods) {
      bounds.addAll(use.bounds(period, terms(period)));
    }
    var all = reads.tallies(stretches(periods));
    var around = reads.around(bounds);
    for (var period : periods) {
      var levels = around.getOrDefault(period.customer(), Levels.NONE);
      all.merge(period.customer(), use.edges(period, terms(period), levels), PeriodUse::with);
    }
    return all;
  }

  private List<Term> terms(DueInvoice period) {
    return terms.getOrDefault(period.customer(), List.of());
  }

  /// Reads with what isn't stored yet.
  void look(Foreseen foreseen) {
    var reads = session.reads();
    owed = foreseen.owed();
    subscriptions = foreseen.subscriptions();
    var all = new HashMap<UUID, List<Term>>();
    var stored = reads.terms(customers.keySet());
    for (var customer : customers.keySet()) {
      var latest = foreseen.latest();
      var since = latest.isEmpty() ? Instant.MAX : latest.getFirst().from();
      var known = new ArrayList<Term>();
      stored.getOrDefault(customer, List.of()).stream()
          .filter(term -> term.from().isBefore(since))
          .forEach(known::add);
      known.addAll(latest);
      all.put(customer, known);
    }
    terms = all;
    counters = counted(foreseen.drafts());
    interims = Optional.of(Interims.of(session.asked(), foreseen.drafts(), owed));
  }

  BilledCustomer customer(DueInvoice draft) {
    var customer = customer(draft.customer());
    var foreseen = subscriptions.get(draft.id());
    return foreseen == null ? customer : customer.with(foreseen);
  }

  BilledCustomer customer(UUID id) {
    var customer = customers.get(id);
    if (customer == null) {
      throw new IllegalStateException("customer " + id + " isn't locked");
    }
    return customer;
  }

  List<LineItem> items(DueInvoice draft) {
    var items = new ArrayList<>(owed.getOrDefault(draft.id(), List.of()));
    var used = use(draft);
    items.addAll(used);
    interims.ifPresent(before -> items.addAll(before.takenOff(draft, used)));
    items.addAll(late(draft));
    return items;
  }

  /// A customer, and a currency that isn't the one of its draft.
  record Abroad(UUID customer, Currency currency) {}

  /// What came late for periods that were billed in another currency than the drafts on which it
  /// was looked for: it stands on documents of its own.
  Map<Abroad, List<LineItem>> abroad() {
    return abroad;
  }

  /// All of a period's use, for an invoice in the place of its own: as it is now, less what interim
  /// invoices ask for, and less what other invoices have asked for or given back of it since.
  List<LineItem> anew(DueInvoice draft) {
    if (draft.usage().isEmpty()) {
      return List.of();
    }
    var usage = draft.usage().get();
    var used = use(draft);
    var items = new ArrayList<>(used);
    interims.ifPresent(before -> items.addAll(before.takenOff(draft, used)));
    var since = session.asked().elsewhere(draft.customer(), usage.from(), draft.currency());
    items.addAll(Corrections.undone(since, used, usage));
    return items;
  }

  private List<LineItem> use(DueInvoice draft) {
    return lines(draft, counters.getOrDefault(draft.customer(), Map.of()));
  }

  private List<LineItem> lines(DueInvoice draft, Map<TallyKey, Tally> counted) {
    var zone = customer(draft).zone();
    return use.lines(draft, terms(draft), counted, zone);
  }

  /// What came after the invoice of its own period, on this one. The invoice of a period makes up
  /// for all of it, as does one that was begun for what came at the end; any other one for periods
  /// in its currency, where that isn't what is billed in now.
  private List<LineItem> late(DueInvoice draft) {
    var lines = new ArrayList<LineItem>();
    var customer = customer(draft);
    var lateFrom = customer.subscription().flatMap(Subscription::lateFrom);
    var ofAll = draft.usage().isPresent() || customer.isLateAtTheEnd();
    if (lateFrom.isEmpty() || !ofAll && isBilledIn(customer, draft.currency())) {
      return lines;
    }
    for (var period : session.reads().billedPeriods(customer.id(), lateFrom.get())) {
      var isOwn = period.currency().equals(draft.currency());
      var when = new Begun(customer.id(), period.usage().orElseThrow().from());
      // The lines of one draft aren't written yet when the next one's are made.
      if ((isOwn || ofAll) && caughtUp.add(when)) {
        var of = new Abroad(customer.id(), period.currency());
        (isOwn ? lines : abroad.computeIfAbsent(of, _ -> new ArrayList<>()))
            .addAll(late(period, when));
      }
    }
    abroad.values().removeIf(List::isEmpty);
    return lines;
  }

  private static boolean isBilledIn(BilledCustomer customer, Currency currency) {
    return customer.subscription().filter(one -> one.currency().equals(currency)).isPresent();
  }

  private List<LineItem> late(DueInvoice period, Begun when) {
    var counted = counted(List.of(period));
    var now = lines(period, counted.getOrDefault(period.customer(), Map.of()));
    var asked = session.asked();
    var billed = asked.billed(when.customer(), when.from(), period.currency());
    var givenBack = asked.givenBack(when.customer(), when.from());
    return Corrections.lines(now, billed, givenBack, period.usage().orElseThrow());
  }

  /// The terms of the catalog that the draft was begun under.
  BillingTerms billing(DueInvoice draft) {
    return billing(draft.customer(), draft.draftedAt());
  }

  /// The terms of the catalog that lines of a period are billed by.
  BillingTerms billing(UUID customer, List<LineItem> lines) {
    var from = lines.getLast().period().orElseThrow().from();
    return billing(customer, from);
  }

  private BillingTerms billing(UUID customer, Instant at) {
    BillingTerms found = BillingTerms.STANDARD;
    for (var term : terms.getOrDefault(customer, List.of())) {
      if (!term.from().isAfter(at)) {
        found = ofWorkspace.catalog(term.catalog()).sale().billing();
      }
    }
    return found;
  }

  private static List<DueReads.Stretch> stretches(List<DueInvoice> due) {
    var stretches = new ArrayList<DueReads.Stretch>();
    for (var draft : due) {
      draft
          .usage()
          .ifPresent(usage ->
              stretches.add(new DueReads.Stretch(draft.customer(), PeriodUse.stretch(usage))));
    }
    return stretches;
  }
}
