package dev.saldo.server.invoice;

import dev.saldo.core.account.Ids;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.Finalized;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.sql.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finalizes invoices whose time has come: a slice of customers in one transaction, under their
/// locks, so that each is finalized once and none is half written, whoever runs it and whenever it
/// is stopped.
public final class BillingRun {
  private static final Logger LOG = LoggerFactory.getLogger(BillingRun.class);

  /// How many customers' invoices are best finalized in one transaction.
  public static final int SLICE = 500;

  /// While the database writes one slice, the next is made out.
  private static final int WORKERS = 2;

  /// How many slices are asked for at once.
  private static final int ROUND = 20;

  private final InvoiceStore store;
  private final CatalogCache catalogs;
  private final Ids ids;
  private final InstantSource clock;
  private final int slice;

  /// @param slice how many customers' invoices are finalized in one transaction
  public BillingRun(
      InvoiceStore store, CatalogCache catalogs, Ids ids, InstantSource clock, int slice) {
    this.slice = slice;
    this.store = store;
    this.catalogs = catalogs;
    this.ids = ids;
    this.clock = clock;
  }

  /// What a run has done.
  ///
  /// @param finalized how many invoices got a number
  /// @param empty how many drafts had come to nothing
  /// @param customers how many customers were looked at
  /// @param stuckCustomers those whose invoices couldn't be made out
  public record Report(int finalized, int empty, int customers, List<Stuck> stuckCustomers) {
    private static final Report NOTHING = new Report(0, 0, 0, List.of());

    public int stuck() {
      return stuckCustomers.size();
    }

    public Report plus(Report other) {
      return new Report(
          finalized + other.finalized,
          empty + other.empty,
          customers + other.customers,
          Stream.concat(stuckCustomers.stream(), other.stuckCustomers.stream()).toList());
    }
  }

  /// A customer whose invoice couldn't be made out.
  ///
  /// @param reason what went wrong, for an operator
  public record Stuck(UUID customer, String reason) {}

  /// Finalizes all that is due, of all workspaces, a slice of customers at a time, two slices at
  /// once. A customer whose invoice can't be made out is left for the next run and keeps nobody
  /// else's waiting.
  ///
  /// @param progress is told after each slice
  public Report all(Consumer<Report> progress) {
    var stuck = new ConcurrentHashMap<UUID, Stuck>();
    var report = Report.NOTHING;
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      while (true) {
        var due =
            store.due(clock.instant(), slice * ROUND + stuck.size()).stream()
                .filter(one -> !stuck.containsKey(one.customer()))
                .toList();
        if (due.isEmpty()) {
          return report.plus(new Report(0, 0, 0, List.copyOf(stuck.values())));
        }
        var running = new ArrayList<Future<Report>>();
        for (var part : slices(due)) {
          running.add(workers.submit(() -> orInHalves(part.workspace(), part.customers(), stuck)));
        }
        for (var one : running) {
          report = report.plus(ended(one));
          progress.accept(report);
        }
      }
    }
  }

  /// Customers of one workspace.
  private record Slice(long workspace, List<UUID> customers) {}

  private List<Slice> slices(List<InvoiceStore.Due> due) {
    var byWorkspace = new LinkedHashMap<Long, List<UUID>>();
    due.forEach(one ->
        byWorkspace.computeIfAbsent(one.workspace(), _ -> new ArrayList<>()).add(one.customer()));
    var slices = new ArrayList<Slice>();
    byWorkspace.forEach((workspace, customers) -> {
      for (var from = 0; from < customers.size(); from += slice) {
        var until = Math.min(from + slice, customers.size());
        slices.add(new Slice(workspace, customers.subList(from, until)));
      }
    });
    return slices;
  }

  private static Report ended(Future<Report> slice) {
    try {
      return slice.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was stopped", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a slice ended badly", e.getCause());
    }
  }

  private Report orInHalves(long workspace, List<UUID> customers, Map<UUID, Stuck> stuck) {
    try {
      return finalizeDue(workspace, customers);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNAVAILABLE) {
        throw e;
      }
      return halves(workspace, customers, stuck, e);
    } catch (RuntimeException e) {
      return halves(workspace, customers, stuck, e);
    }
  }

  private Report halves(
      long workspace, List<UUID> customers, Map<UUID, Stuck> stuck, RuntimeException e) {
    if (customers.size() == 1) {
      var customer = customers.getFirst();
      LOG.error("The invoice of customer {} can't be made out", customer, e);
      stuck.put(customer, new Stuck(customer, String.valueOf(e.getMessage())));
      return Report.NOTHING;
    }
    var half = customers.size() / 2;
    return orInHalves(workspace, customers.subList(0, half), stuck)
        .plus(orInHalves(workspace, customers.subList(half, customers.size()), stuck));
  }

  /// Finalizes what is due for one customer, such as one whose clock was moved. What can't be made
  /// out is left for the next run.
  public Report catchUp(long workspace, UUID customer) {
    var stuck = new ConcurrentHashMap<UUID, Stuck>();
    var report = orInHalves(workspace, List.of(customer), stuck);
    return report.plus(new Report(0, 0, 0, List.copyOf(stuck.values())));
  }

  private Report finalizeDue(long workspace, List<UUID> customers) {
    return store.in(workspace, session -> run(workspace, session, customers));
  }

  private Report run(long workspace, InvoiceStore.Session session, List<UUID> customers) {
    var reads = session.reads();
    var locked = reads.lock(customers, clock.instant());
    var due = reads.due(locked.values());
    if (due.isEmpty()) {
      return new Report(0, 0, locked.size(), List.of());
    }
    var work = new BillingWork(catalogs.of(workspace), session, locked);
    work.read(due);
    var written = new Settlement(session, work.issuer(), ids);
    for (var draft : due) {
      var customer = work.customer(draft);
      written.add(
          new MakingOut(
              draft,
              customer,
              work.issuer(),
              work.billing(draft),
              work.items(draft),
              Optional.empty()));
    }
    var abroad = abroad(work);
    for (var one : abroad) {
      session.writes().begin(one.draft());
      written.add(one);
    }
    var done = written.write(locked, due).size();
    return new Report(done, due.size() + abroad.size() - done, locked.size(), List.of());
  }

  /// Documents for what came late for periods in another currency than what is billed now.
  private List<MakingOut> abroad(BillingWork work) {
    var documents = new ArrayList<MakingOut>();
    work.abroad()
        .forEach((of, lines) -> {
          var customer = work.customer(of.customer());
          var now = customer.now();
          var draft =
              new DueInvoice(
                  of.customer(),
                  ids.next(now),
                  of.currency(),
                  Optional.empty(),
                  Optional.empty(),
                  now,
                  now,
                  Optional.empty(),
                  Optional.empty());
          var terms = work.billing(of.customer(), lines);
          documents.add(
              new MakingOut(draft, customer, work.issuer(), terms, lines, Optional.empty()));
        });
    return documents;
  }

  /// A document that puts an invoice right.
  ///
  /// @param items what it gives back, below zero; or the fees of the invoice in its place
  record Correction(DueInvoice draft, List<LineItem> items, Remedy remedy) {}

  /// Makes out and numbers documents whose rows were begun in this transaction.
  List<Finalized> correct(
      long workspace,
      InvoiceStore.Session session,
      Map<UUID, BilledCustomer> locked,
      List<Correction> corrections) {
    var work = new BillingWork(catalogs.of(workspace), session, locked);
    work.read(corrections.stream().map(Correction::draft).toList());
    var written = new Settlement(session, work.issuer(), ids);
    for (var one : corrections) {
      var items = new ArrayList<>(one.items());
      items.addAll(work.anew(one.draft()));
      written.add(
          new MakingOut(
              one.draft(),
              work.customer(one.draft()),
              work.issuer(),
              work.billing(one.draft()),
              items,
              Optional.of(one.remedy())));
    }
    return written.write(locked, List.of());
  }

  /// A draft with what it comes to.
  record Drafted(DueInvoice draft, Invoice invoice) {}

  /// What drafts come to, as they are, without those that come to nothing. What one leaves over is
  /// on the draft that collects by then.
  List<Drafted> preview(
      long workspace,
      InvoiceStore.Session session,
      Map<UUID, BilledCustomer> locked,
      Foreseen foreseen) {
    var work = new BillingWork(catalogs.of(workspace), session, locked);
    work.look(foreseen);
    var carried = new HashMap<UUID, List<LineItem>>();
    var drafted = new ArrayList<Drafted>();
    for (var draft : foreseen.drafts()) {
      var items = new ArrayList<>(work.items(draft));
      items.addAll(carried.getOrDefault(draft.id(), List.of()));
      var customer = work.customer(draft);
      var made =
          new MakingOut(
              draft, customer, work.issuer(), work.billing(draft), items, Optional.empty());
      var assembled = made.assembled();
      if (!assembled.isEmpty()) {
        drafted.add(new Drafted(draft, made.invoice(assembled, Optional.empty())));
      }
      var to = foreseen.collecting(draft.finalizeAt(), customer.subscription());
      assembled
          .carried()
          .ifPresent(line ->
              to.ifPresent(id -> carried.computeIfAbsent(id, _ -> new ArrayList<>()).add(line)));
    }
    for (var made : abroad(work)) {
      drafted.add(new Drafted(made.draft(), made.invoice(made.assembled(), Optional.empty())));
    }
    return drafted;
  }
}
