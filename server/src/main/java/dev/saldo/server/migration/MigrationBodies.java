package dev.saldo.server.migration;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.Lengths;
import dev.saldo.server.account.CatalogVersions;
import dev.saldo.server.customer.CustomerDirectory;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.json.Body;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.migration.Migration;
import dev.saldo.store.migration.Whom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Reads what is asked of migrations, with every fault that it has.
final class MigrationBodies {
  private static final Duration GRACE_MAX = Duration.ofDays(365);

  private final CatalogVersions versions;
  private final CatalogCache catalogs;
  private final CustomerDirectory customers;

  MigrationBodies(CatalogVersions versions, CatalogCache catalogs, CustomerDirectory customers) {
    this.versions = versions;
    this.catalogs = catalogs;
    this.customers = customers;
  }

  /// @throws dev.saldo.server.problem.ProblemException `not_found` for a catalog that there isn't,
  ///   or with the faults
  Migration.Terms read(RequestContext request) {
    var workspace = request.caller().workspaceId();
    var catalog = request.path("name");
    if (versions.latest(workspace, catalog).isEmpty()) {
      throw Problem.of(ProblemType.NOT_FOUND).toException();
    }
    var body = request.body();
    var faults = new ArrayList<Fault>();
    var to = (int) body.integer("to");
    var asked = body.optionalInteger("from");
    Optional<Integer> from =
        asked.isPresent() ? Optional.of((int) asked.getAsLong()) : Optional.empty();
    if (from.filter(version -> version == to).isPresent()) {
      faults.add(
          new Fault("/to", ProblemType.SAME_VERSION, Map.of("version", new Figure.Count(to))));
    }
    var target = version(workspace, new CatalogReference(catalog, to), "/to", faults);
    from.ifPresent(
        version -> version(workspace, new CatalogReference(catalog, version), "/from", faults));
    var plans = new TreeMap<>(body.textsByName("plans"));
    target.ifPresent(there -> new PlanNames(catalogs, workspace).check(plans, there, from, faults));
    var named = named(workspace, body, faults);
    var grace = grace(body, faults);
    if (!faults.isEmpty()) {
      throw Problem.ofFaults(faults).toException();
    }
    return new Migration.Terms(
        new Whom(catalog, from, to, named),
        to,
        plans,
        body.optionalText("when").orElse("now").equals("period_end"),
        body.optionalText("invoice").orElse("now"),
        grace);
  }

  private Optional<Catalog> version(
      long workspace, CatalogReference reference, String pointer, List<Fault> faults) {
    var found = catalogs.find(workspace, reference);
    if (found.isEmpty()) {
      faults.add(unknown(pointer, "catalog", reference.toString()));
    }
    return found;
  }

  private Optional<List<UUID>> named(long workspace, Body body, List<Fault> faults) {
    if (!body.has("customers")) {
      return Optional.empty();
    }
    var references = body.texts("customers");
    customers.expect(workspace, references);
    var ids = new LinkedHashSet<UUID>();
    for (var i = 0; i < references.size(); i++) {
      var found = customers.find(workspace, references.get(i));
      if (found.isEmpty()) {
        faults.add(unknown("/customers/" + i, "customer", references.get(i)));
      }
      found.ifPresent(one -> ids.add(one.id()));
    }
    return Optional.of(List.copyOf(ids));
  }

  private static Optional<Duration> grace(Body body, List<Fault> faults) {
    var grace = body.optionalText("grace").flatMap(Lengths::parse);
    if (grace.filter(length -> length.compareTo(GRACE_MAX) > 0).isPresent()) {
      faults.add(
          new Fault(
              "/grace",
              ProblemType.NUMBER_OUT_OF_RANGE,
              Map.of("min", new Figure.Count(1), "max", new Figure.Count(365))));
    }
    return grace;
  }

  static Fault unknown(String pointer, String kind, String value) {
    return new Fault(
        pointer,
        ProblemType.REFERENCE_UNKNOWN,
        Map.of("kind", new Figure.Text(kind), "value", new Figure.Text(value)));
  }
}
