package dev.saldo.server.account;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.server.json.Body;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which version of which catalog a body means by its fields `catalog` and `version`.
public final class PlanReferences {
  private final CurrentCatalogs current;
  private final CatalogVersions versions;

  public PlanReferences(CurrentCatalogs current, CatalogVersions versions) {
    this.current = current;
    this.versions = versions;
  }

  /// The version named; without a name that of the customer's own catalog, or of the only one, and
  /// without a version the latest.
  ///
  /// @throws ProblemException where there is no such version, or several catalogs could be meant
  public CatalogReference of(long workspace, UUID customer, Body body) {
    var name =
        body.optionalText("catalog")
            .or(() -> current.of(workspace, customer).map(own -> own.reference().name()));
    return of(workspace, name, body);
  }

  /// The same for nobody in particular.
  public CatalogReference of(long workspace, Body body) {
    return of(workspace, body.optionalText("catalog"), body);
  }

  private CatalogReference of(long workspace, Optional<String> named, Body body) {
    var name =
        named
            .or(() -> onlyOne(versions.names(workspace)))
            .orElseThrow(() -> fault("/catalog", ProblemType.FIELD_REQUIRED, "catalog"));
    var version = body.optionalInteger("version");
    if (version.isPresent()) {
      var reference = new CatalogReference(name, (int) version.getAsLong());
      if (!versions.has(workspace, reference)) {
        throw fault("/version", ProblemType.REFERENCE_UNKNOWN, reference.toString());
      }
      return reference;
    }
    return versions
        .latest(workspace, name)
        .orElseThrow(() -> fault("/catalog", ProblemType.REFERENCE_UNKNOWN, name));
  }

  private static Optional<String> onlyOne(List<String> names) {
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static ProblemException fault(String pointer, ProblemType type, String value) {
    Map<String, Figure> figures =
        type == ProblemType.FIELD_REQUIRED
            ? Map.of("field", new Figure.Text(value))
            : Map.of("kind", new Figure.Text("catalog"), "value", new Figure.Text(value));
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}
