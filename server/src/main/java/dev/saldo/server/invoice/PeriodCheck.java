package dev.saldo.server.invoice;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.PeriodBill;
import dev.saldo.core.account.Rerating;
import dev.saldo.core.account.RunningUse;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.metering.Levels;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import dev.saldo.store.invoice.DueReads;
import dev.saldo.store.invoice.PeriodReads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Rates a billed period again from its events, one by one, and holds what comes out against the
/// counters that are billed by, and against the lines they come to.
///
/// Everything is read on one snapshot without a lock, so that a server may go on meanwhile.
public final class PeriodCheck {
  /// How early and how late an event may be that counts on a period's terms.
  private static final Duration AROUND = Duration.ofDays(36);

  private static final Duration AHEAD = Duration.ofMinutes(6);

  /// No day is longer.
  private static final Duration DAY = Duration.ofHours(26);

  private final PeriodReads reads;
  private final CatalogCache catalogs;

  public PeriodCheck(PeriodReads reads, CatalogCache catalogs) {
    this.reads = reads;
    this.catalogs = catalogs;
  }

  /// Where events come from that are counted again.
  @FunctionalInterface
  public interface Source {
    /// Counts events.
    ///
    /// @param fresh gives something to count with, which belongs to one thread
    /// @param stretch when the events happened that are wanted
    Rerating rerated(Supplier<Rerating> fresh, Period stretch) throws IOException;
  }

  /// A counter that isn't what its events come to.
  public record Difference(TallyKey counter, BigDecimal counted, BigDecimal stored) {}

  /// What a period comes to.
  ///
  /// @param differences in the counters' order; empty when all is well
  /// @param lines from the counters, as they are billed
  /// @param rerated the same from the events
  public record Result(
      Period period,
      long events,
      int counters,
      List<Difference> differences,
      List<LineItem> lines,
      List<LineItem> rerated) {
    public boolean isClean() {
      return differences.isEmpty() && lines.equals(rerated);
    }
  }

  /// Rates a period again from the journal.
  ///
  /// @param at a time within the period; empty for the current one
  /// @return empty when there is no such period
  public Optional<Result> check(long workspace, UUID customer, Optional<Instant> at) {
    return reads.in(
        workspace,
        snapshot ->
            rated(workspace, snapshot.due(), customer, at)
                .map(rated -> {
                  var rerating = rated.fresh();
                  snapshot.events(customer, rated.stretch(), rerating.properties(), rerating::add);
                  return rated.result(rerating);
                }));
  }

  /// Rates a period again from elsewhere, which may take its time: the database isn't kept waiting
  /// for it.
  ///
  /// @throws UncheckedIOException where the source can't be read
  public Optional<Result> check(
      long workspace, UUID customer, Optional<Instant> at, Source source) {
    return reads
        .in(workspace, snapshot -> rated(workspace, snapshot.due(), customer, at))
        .map(rated -> {
          try {
            return rated.result(source.rerated(rated::fresh, rated.stretch()));
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
  }

  private Optional<Rated> rated(long workspace, DueReads due, UUID customer, Optional<Instant> at) {
    var billed = due.look(customer, Instant.EPOCH);
    var draft = billed.flatMap(one -> period(due, one, at));
    if (draft.isEmpty()) {
      return Optional.empty();
    }
    var terms = due.terms(List.of(customer)).getOrDefault(customer, List.of());
    var use = new PeriodUse(catalogs.of(workspace));
    var stored = PeriodUse.with(stored(due, draft.get()), levels(due, use, draft.get(), terms));
    return Optional.of(new Rated(catalogs.of(workspace), billed.get(), draft.get(), terms, stored));
  }

  private static Map<TallyKey, Tally> stored(DueReads due, DueInvoice draft) {
    var stretch = PeriodUse.stretch(draft.usage().orElseThrow());
    return due.tallies(List.of(new DueReads.Stretch(draft.customer(), stretch)))
        .getOrDefault(draft.customer(), Map.of());
  }

  private static Map<TallyKey, Tally> levels(
      DueReads due, PeriodUse use, DueInvoice draft, List<Term> terms) {
    var customer = draft.customer();
    var around = due.around(use.bounds(draft, terms)).getOrDefault(customer, Levels.NONE);
    return use.edges(draft, terms, around);
  }

  /// The current period as far as it is arranged, or a billed one.
  private static Optional<DueInvoice> period(
      DueReads due, BilledCustomer customer, Optional<Instant> at) {
    var subscription = customer.subscription();
    if (subscription.isEmpty()) {
      return Optional.empty();
    }
    var current = subscription.get().period();
    if (at.filter(time -> !current.contains(time)).isEmpty()) {
      return Optional.of(current(customer, subscription.get()));
    }
    return due.billedPeriods(customer.id(), at.get()).stream()
        .filter(period -> period.usage().orElseThrow().contains(at.get()))
        .findFirst();
  }

  private static DueInvoice current(BilledCustomer customer, Subscription subscription) {
    return new DueInvoice(
        customer.id(),
        subscription.invoice(),
        subscription.currency(),
        Optional.of(subscription.period()),
        Optional.of(subscription.whole()),
        subscription.period().from(),
        subscription.period().until(),
        Optional.of(subscription.billedUntil()),
        Optional.empty());
  }

  /// A period with what its events are counted by.
  private record Rated(
      Catalogs catalogs,
      BilledCustomer customer,
      DueInvoice draft,
      List<Term> terms,
      Map<TallyKey, Tally> stored) {
    private Rerating fresh() {
      var covered = draft.coveredUntil().filter(until -> until.isAfter(firstDay()));
      var since = covered.isPresent() ? Instant.MIN : draft.usage().orElseThrow().from();
      return new Rerating(
          terms, catalogs, customer.zone(), since, draft.usage().orElseThrow().until());
    }

    /// Whole days at the beginning, and more where the first term counts what lies before it.
    private Period stretch() {
      var usage = draft.usage().orElseThrow();
      var isFirst = terms.isEmpty() || !terms.getFirst().from().isBefore(firstDay());
      return new Period(
          isFirst ? usage.from().minus(AROUND) : firstDay(),
          usage.until().plus(countsDays() ? DAY : AHEAD));
    }

    /// The last day is the period's to its end.
    private boolean countsDays() {
      return terms.stream()
          .anyMatch(term -> RunningUse.cadences(term, catalogs).contains(Cadence.DAY));
    }

    private Instant firstDay() {
      var usage = draft.usage().orElseThrow();
      var zone = PeriodBill.zone(terms, usage, customer.zone());
      return Cadence.DAY.containing(usage.from(), zone).from();
    }

    private Result result(Rerating rerating) {
      var counted = withOthers(calledAsStored(rerating.counters()), stored);
      var use = new PeriodUse(catalogs);
      var differences = differences(own(counted, stored), own(stored, stored));
      return new Result(
          draft.usage().orElseThrow(),
          rerating.events(),
          own(stored, stored).size(),
          differences,
          use.lines(draft, terms, stored, customer.zone()),
          use.lines(draft, terms, counted, customer.zone()));
    }

    /// Days once were called as terms are, and one of them may have begun so and gone on as a day.
    private Map<TallyKey, Tally> calledAsStored(Map<TallyKey, Tally> counted) {
      var all = new HashMap<>(counted);
      counted.forEach((key, tally) -> {
        var once = key.isDaily() ? stored.get(key.calledAsTerms()) : null;
        if (once == null || counted.containsKey(key.calledAsTerms())) {
          return;
        }
        if (stored.containsKey(key)) {
          all.put(key.calledAsTerms(), once);
          all.put(
              key,
              new Tally(
                  tally.consumed().subtract(once.consumed()),
                  BigDecimal.ZERO,
                  Math.max(0, tally.acts() - once.acts())));
        } else {
          all.put(key.calledAsTerms(), tally);
          all.remove(key);
        }
      });
      return all;
    }

    /// Credits that ran short are billed beside use, and the period's events alone don't tell them;
    /// nor what was carried into it, and the levels that reach into it.
    private static Map<TallyKey, Tally> withOthers(
        Map<TallyKey, Tally> counted, Map<TallyKey, Tally> stored) {
      var all = new HashMap<>(counted);
      all.keySet().removeIf(key -> !isTold(key, stored));
      stored.forEach((key, tally) -> {
        if (!isTold(key, stored)) {
          all.put(key, tally);
        }
      });
      return all;
    }

    /// Whether events alone tell a counter. Which cost centres share one depends on which came
    /// first.
    private static boolean isTold(TallyKey key, Map<TallyKey, Tally> stored) {
      return key.isUsage()
          || key.isCentre()
              && stored.keySet().stream()
                  .noneMatch(other -> other.isOtherCentres() && other.meter().equals(key.meter()));
    }

    private Map<TallyKey, Tally> own(Map<TallyKey, Tally> counters, Map<TallyKey, Tally> stored) {
      var usage = draft.usage().orElseThrow();
      var own = new HashMap<TallyKey, Tally>();
      counters.forEach((key, tally) -> {
        if (isTold(key, stored)
            && !key.from().isBefore(firstDay())
            && key.from().isBefore(usage.until())) {
          own.put(key, tally);
        }
      });
      return own;
    }

    /// A counter that isn't there has counted nothing.
    private static List<Difference> differences(
        Map<TallyKey, Tally> counted, Map<TallyKey, Tally> stored) {
      var keys = new HashSet<>(counted.keySet());
      keys.addAll(stored.keySet());
      var differences = new ArrayList<Difference>();
      for (var key : keys) {
        var events = counted.getOrDefault(key, Tally.NONE).consumed();
        var books = stored.getOrDefault(key, Tally.NONE).consumed();
        if (events.compareTo(books) != 0) {
          differences.add(new Difference(key, events, books));
        }
      }
      differences.sort(
          Comparator.comparing((Difference one) -> one.counter().from())
              .thenComparing(one -> one.counter().subject()));
      return differences;
    }
  }
}
