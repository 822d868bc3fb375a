package dev.saldo.server.catalog;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.change.CatalogDiff;
import dev.saldo.core.catalog.change.Change;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.catalog.CatalogVersion;
import dev.saldo.store.catalog.CatalogVersions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The routes of catalogs.
public final class CatalogRoutes {
  private static final String[] MEDIA_TYPES = {
    "application/yaml", "application/json", "text/yaml", "application/x-yaml"
  };

  private final CatalogVersions versions;
  private final InstantSource clock;

  public CatalogRoutes(CatalogVersions versions, InstantSource clock) {
    this.versions = versions;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post("/v1/catalogs", "publishCatalog")
            .summary("Publishes the next version of a catalog")
            .description("The name stands in the text. A published version never changes.")
            .tag("catalogs")
            .scope(Scope.CATALOGS_WRITE.word())
            .raw(MEDIA_TYPES)
            .answers(201, "The new version.", CatalogSchemas.PUBLISHED)
            .answers(200, "The current version, which has this text.", CatalogSchemas.PUBLISHED)
            .problems(ProblemType.CATALOG_INVALID, ProblemType.CATALOG_RULE_VIOLATED)
            .to(this::publish),
        Route.get("/v1/catalogs", "listCatalogs")
            .summary("Lists catalogs")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .paged("name")
            .answersPage("The current version of each.", CatalogSchemas.VERSION)
            .to(this::list),
        Route.post("/v1/catalogs/validate", "validateCatalog")
            .summary("Says all that is wrong with a catalog")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .raw(MEDIA_TYPES)
            .answers(200, "What was found.", CatalogSchemas.VALIDATION)
            .to(CatalogRoutes::validate),
        Route.post("/v1/catalogs/diff", "diffCatalog")
            .summary("Says what a catalog would change for whom")
            .description("Compares the text with the current version of the same name.")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .raw(MEDIA_TYPES)
            .answers(200, "The differences.", CatalogSchemas.DIFFERENCE)
            .problems(ProblemType.CATALOG_INVALID, ProblemType.CATALOG_RULE_VIOLATED)
            .to(this::diff),
        Route.get("/v1/catalogs/{name}", "getCatalog")
            .summary("A catalog's current version")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .answers(200, "The version with its text.", CatalogSchemas.WITH_TEXT)
            .to(request -> shown(current(request))),
        Route.get("/v1/catalogs/{name}/versions", "listCatalogVersions")
            .summary("Lists a catalog's versions")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .paged("-version")
            .answersPage("The versions, the newest first.", CatalogSchemas.VERSION)
            .to(this::listVersions),
        Route.get("/v1/catalogs/{name}/versions/{version}", "getCatalogVersion")
            .summary("One version of a catalog")
            .tag("catalogs")
            .scope(Scope.CATALOGS_READ.word())
            .answers(200, "The version with its text.", CatalogSchemas.WITH_TEXT)
            .to(request -> shown(version(request))),
        immutable(
            Route.put("/v1/catalogs/{name}/versions/{version}", "replaceCatalogVersion")
                .raw(MEDIA_TYPES)),
        immutable(
            Route.patch("/v1/catalogs/{name}/versions/{version}", "changeCatalogVersion")
                .raw(MEDIA_TYPES)),
        immutable(Route.delete("/v1/catalogs/{name}/versions/{version}", "deleteCatalogVersion")));
  }

  private Route immutable(Route.Builder route) {
    return route
        .summary("Always refused: a published version never changes")
        .tag("catalogs")
        .scope(Scope.CATALOGS_WRITE.word())
        .answers(204, "Never.", "")
        .problems(ProblemType.VERSION_IMMUTABLE)
        .to(request ->
            Reply.problem(
                Problem.of(ProblemType.VERSION_IMMUTABLE)
                    .with("version", version(request).version())));
  }

  private Reply publish(RequestContext request) {
    CatalogReading.Readable read = readable(request);
    String text = text(request);
    CatalogVersions.Published published =
        versions.publish(
            request.caller().workspaceId(),
            new CatalogVersions.Text(
                read.catalog().reference().name(),
                text,
                digest(text),
                request.caller().keyId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return Reply.json(
        published.fresh() ? 201 : 200,
        json -> {
          CatalogSchemas.head(json, published.version());
          json.flag("published", published.fresh())
              .objects("warnings", read.warnings(), CatalogSchemas::fault);
        });
  }

  private static Reply validate(RequestContext request) {
    CatalogReading reading = CatalogFiles.read(request.rawBody());
    Optional<String> name =
        reading instanceof CatalogReading.Readable(Catalog catalog, var _)
            ? Optional.of(catalog.reference().name())
            : Optional.empty();
    List<Fault> faults =
        switch (reading) {
          case CatalogReading.Readable(var _, var warnings) -> warnings;
          case CatalogReading.Faulty(var all) -> all;
        };
    return Reply.ok(json ->
        json.flag("valid", name.isPresent())
            .optionalText("name", name)
            .objects("faults", faults, CatalogSchemas::fault));
  }

  private Reply diff(RequestContext request) {
    Catalog after = readable(request).catalog();
    String name = after.reference().name();
    Optional<CatalogVersion> current = versions.latest(request.caller().workspaceId(), name);
    Set<String> plans = new HashSet<>(after.plans().keySet());
    Optional<Catalog> before = current.map(PublishedCatalogs::read);
    before.ifPresent(catalog -> plans.addAll(catalog.plans().keySet()));
    List<Change> changes =
        before.map(catalog -> CatalogDiff.diff(catalog, after)).orElse(List.of());
    ChangeWords words = ChangeWords.in(Locale.forLanguageTag(request.language().tag()), plans);
    return Reply.ok(json -> {
      json.text("name", name);
      current.ifPresent(version -> json.integer("against", version.version()));
      json.objects(
          "changes",
          changes,
          (item, change) ->
              item.text("path", change.path())
                  .text("kind", CatalogSchemas.word(change.kind()))
                  .text("direction", CatalogSchemas.word(change.direction()))
                  .texts("plans", change.plans())
                  .text("words", words.say(change)));
    });
  }

  private Reply list(RequestContext request) {
    var paging = request.paging();
    List<CatalogVersion> rows =
        versions.list(
            request.caller().workspaceId(), paging.after().orElse(""), paging.limit() + 1);
    return request.page(rows, CatalogVersion::name, CatalogSchemas::head);
  }

  private Reply listVersions(RequestContext request) {
    CatalogVersion current = current(request);
    var paging = request.paging();
    int before = paging.after().map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    List<CatalogVersion> rows =
        versions.versions(
            request.caller().workspaceId(), current.name(), before, paging.limit() + 1);
    return request.page(rows, version -> Integer.toString(version.version()), CatalogSchemas::head);
  }

  private CatalogVersion current(RequestContext request) {
    return versions
        .latest(request.caller().workspaceId(), request.path("name"))
        .orElseThrow(CatalogRoutes::absent);
  }

  private CatalogVersion version(RequestContext request) {
    String number = request.path("version");
    if (!number.matches("[1-9][0-9]{0,8}")) {
      throw absent();
    }
    return versions
        .find(request.caller().workspaceId(), request.path("name"), Integer.parseInt(number))
        .orElseThrow(CatalogRoutes::absent);
  }

  private static Reply shown(CatalogVersion version) {
    return Reply.ok(json -> {
      CatalogSchemas.head(json, version);
      json.text("text", version.text());
    });
  }

  private static CatalogReading.Readable readable(RequestContext request) {
    return switch (CatalogFiles.read(request.rawBody())) {
      case CatalogReading.Readable readable -> readable;
      case CatalogReading.Faulty(var faults) ->
          throw CatalogProblems.of(text(request), faults).toException();
    };
  }

  private static String text(RequestContext request) {
    return new String(request.rawBody(), StandardCharsets.UTF_8);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ProblemException absent() {
    return Problem.of(ProblemType.NOT_FOUND).toException();
  }
}
