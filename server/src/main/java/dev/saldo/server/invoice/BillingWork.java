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
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import dev.saldo.store.invoice.InvoiceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Set<UUID> caughtUp = new HashSet<>();
  private Map<UUID, Optional<Subscription>> subscriptions = Map.of();
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
    var openings = new ArrayList<DueReads.Opening>();
    var bounds = new ArrayList<DueReads.Opening>();
    for (var period : periods) {
      openings.addAll(use.openings(period, terms(period)));
      bounds.addAll(use.bounds(period, terms(period)));
    }
    var all = reads.tallies(stretches(periods));
    reads
        .levels(openings)
        .forEach((customer, levels) -> all.merge(customer, levels, PeriodUse::with));
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
    var customer = customers.get(draft.customer());
    if (customer == null) {
      throw new IllegalStateException("no customer of invoice " + draft.id());
    }
    var foreseen = subscriptions.get(draft.id());
    return foreseen == null ? customer : customer.with(foreseen);
  }

  List<LineItem> items(DueInvoice draft) {
    var items = new ArrayList<>(owed.getOrDefault(draft.id(), List.of()));
    var used = use(draft);
    items.addAll(used);
    interims.ifPresent(before -> items.addAll(before.takenOff(draft, used)));
    // The lines of one draft aren't written yet when the next one's are made.
    var catchesUp = draft.usage().isPresent() || customer(draft).isLateAtTheEnd();
    if (catchesUp && caughtUp.add(draft.customer())) {
      items.addAll(late(draft));
    }
    return items;
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

  /// What came after the invoice of its own period, on this one. A period that was billed in
  /// another currency stays as it was.
  private List<LineItem> late(DueInvoice draft) {
    var lateFrom = customer(draft).subscription().flatMap(Subscription::lateFrom);
    if (lateFrom.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<LineItem>();
    var reads = session.reads();
    for (var period : reads.billedPeriods(draft.customer(), lateFrom.get())) {
      if (!period.currency().equals(draft.currency())) {
        continue;
      }
      var counted = counted(List.of(period));
      var now = lines(period, counted.getOrDefault(draft.customer(), Map.of()));
      var when = period.usage().orElseThrow();
      var asked = session.asked();
      var billed = asked.billed(draft.customer(), when.from(), period.currency());
      var givenBack = asked.givenBack(draft.customer(), when.from());
      lines.addAll(Corrections.lines(now, billed, givenBack, when));
    }
    return lines;
  }

  /// The terms of the catalog that the draft was begun under.
  BillingTerms billing(DueInvoice draft) {
    BillingTerms found = BillingTerms.STANDARD;
    for (var term : terms.getOrDefault(draft.customer(), List.of())) {
      if (!term.from().isAfter(draft.draftedAt())) {
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
