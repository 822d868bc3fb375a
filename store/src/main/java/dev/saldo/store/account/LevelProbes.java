package dev.saldo.store.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.PeriodBill;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.metering.Level;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.Decimals;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.metering.LevelSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Which levels are looked up: the neighbours of those that acts set, of where the running period's
/// terms begin and end where somebody asks what use costs, and what is set ahead of a change of
/// plan. Of meters whose peak is billed only those that reach into the running period's terms,
/// where somebody asks what use costs; nothing for catalogs that bill no level.
final class LevelProbes {
  private final Probes around = new Probes();
  private final Probes ahead = new Probes();

  /// The meters whose average catalogs bill; versions never change.
  static final class Averaged {
    private static final int CATALOGS_MAX = 1_000;

    private final ConcurrentHashMap<CatalogReference, List<Meter>> meters =
        new ConcurrentHashMap<>();

    private List<Meter> of(Catalog catalog) {
      var known = meters.get(catalog.reference());
      if (known != null) {
        return known;
      }
      var found =
          catalog.plans().values().stream()
              .flatMap(plan -> plan.sale().usage().stream())
              .flatMap(terms ->
                  catalog.meters().values().stream()
                      .filter(meter -> meter.averages() && meter.name().equals(terms.meter())))
              .distinct()
              .toList();
      if (meters.size() < CATALOGS_MAX) {
        meters.put(catalog.reference(), found);
      }
      return found;
    }

    /// Those that the commands of a customer may set, or ask about.
    private Set<Meter> of(Gathering customer, Catalogs catalogs) {
      var all = new LinkedHashSet<Meter>();
      customer.terms().forEach(term -> all.addAll(of(catalogs.catalog(term.catalog()))));
      customer.wanted.catalogs().forEach(one -> all.addAll(of(catalogs.catalog(one))));
      for (var act : customer.holds.values()) {
        all.addAll(of(catalogs.catalog(act.term().catalog())));
      }
      return all;
    }

    /// Whether a customer's current plan, or that of a hold, is of a catalog that bills one.
    boolean has(Gathering customer, Catalogs catalogs) {
      return !of(customer, catalogs).isEmpty();
    }
  }

  /// Instants of meters of customers.
  private static final class Probes {
    private record Probe(UUID customer, String meter, Instant at) {}

    private final Set<Probe> all = new HashSet<>(4);

    void add(Gathering customer, String meter, Instant at) {
      all.add(new Probe(customer.locked.customer(), meter, at));
    }

    void load(Connection connection, String sql, Gathered gathered, Object... workspace)
        throws SQLException {
      if (all.isEmpty()) {
        return;
      }
      var customers = BinaryArray.uuids(all.size());
      var meters = BinaryArray.texts(all.size());
      var ats = BinaryArray.instants(all.size());
      for (var probe : all) {
        customers.add(probe.customer());
        meters.add(probe.meter());
        ats.add(probe.at());
      }
      var parameters = new Object[3 + workspace.length];
      parameters[0] = customers;
      parameters[1] = meters;
      parameters[2] = ats;
      System.arraycopy(workspace, 0, parameters, 3, workspace.length);
      Statements.query(connection, sql, row -> add(gathered, row), parameters);
    }

    private static void add(Gathered gathered, Row row) throws SQLException {
      var customer = gathered.of(row.uuid());
      var meter = row.text();
      var at = row.instant();
      var height = Decimals.normal(row.decimal());
      customer.levels.add(meter, new Level(at, height, Decimals.normal(row.decimal())));
    }
  }

  /// @param shows whether the customer is looked at, and shown how it stands
  void add(
      Gathering customer,
      List<Command> commands,
      Averaged averaged,
      Catalogs catalogs,
      boolean shows) {
    var meters = averaged.of(customer, catalogs);
    commands.forEach(command -> add(customer, meters, command));
    for (var meter : meters) {
      if (shows) {
        around.add(customer, meter.name(), customer.now);
      }
      if (commands.stream().anyMatch(LevelProbes::mayBegin)) {
        around.add(customer, meter.name(), customer.now);
        ahead.add(customer, meter.name(), customer.now);
      }
    }
    if (customer.asksForCost(catalogs)) {
      addPeriod(customer, meters, catalogs);
    }
  }

  void load(Connection connection, long workspace, Gathered gathered) throws SQLException {
    around.load(connection, LevelSql.AROUND, gathered, workspace, workspace);
    ahead.load(connection, LevelSql.AFTER, gathered, workspace);
  }

  /// A period that is renewed meanwhile ends where nothing is set yet, but for what is told ahead.
  private void addPeriod(Gathering customer, Set<Meter> meters, Catalogs catalogs) {
    var subscription = customer.locked.subscription().orElseThrow();
    PeriodBill.bounds(subscription.period(), subscription.whole(), customer.terms(), catalogs)
        .forEach((meter, ats) -> {
          ats.forEach(at -> around.add(customer, meter, at));
          around.add(customer, meter, Account.NEVER);
        });
    meters.forEach(meter -> around.add(customer, meter.name(), Account.NEVER));
  }

  /// Whether a command may begin a term in the middle of a period.
  private static boolean mayBegin(Command command) {
    return command instanceof Command.ChangePlan
        || command instanceof Command.PauseSubscription
        || command instanceof Command.ResumeSubscription
        || command instanceof Command.EndSubscription;
  }

  private void add(Gathering customer, Set<Meter> meters, Command command) {
    switch (command) {
      case Command.Charge charge -> add(customer, meters, charge.act().action(), customer.now);
      case Command.OpenHold hold -> add(customer, meters, hold.act().action(), customer.now);
      case Command.RecordUsage usage ->
          add(customer, meters, usage.act().action(), usage.occurredAt());
      case Command.Capture capture -> {
        HeldAct act = customer.holds.get(capture.hold());
        if (act != null) {
          add(customer, meters, act.action(), act.hold().openedAt());
        }
      }
      default -> {}
    }
  }

  private void add(Gathering customer, Set<Meter> meters, String action, Instant at) {
    for (var meter : meters) {
      if (meter.eventTypes().contains(action)) {
        around.add(customer, meter.name(), at);
      }
    }
  }
}
