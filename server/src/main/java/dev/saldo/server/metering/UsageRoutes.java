package dev.saldo.server.metering;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.metering.Aggregation;
import dev.saldo.core.metering.Aggregator;
import dev.saldo.core.metering.Meter;
import dev.saldo.core.metering.Sample;
import dev.saldo.core.metering.Value;
import dev.saldo.server.account.Acts;
import dev.saldo.server.account.Looking;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.metering.UsageReads;
import dev.saldo.store.metering.UsageReads.Dimension;
import dev.saldo.store.metering.UsageReads.Equal;
import dev.saldo.store.metering.UsageReads.Quantity;
import dev.saldo.store.metering.UsageReads.Question;
import dev.saldo.store.metering.UsageReads.SampleRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The route of usage as a time series: one meter, by window and dimension.
public final class UsageRoutes {
  private static final Set<String> PARTIES =
      Set.of("member", "cost_centre", "automation", "api_key");
  private static final int DIMENSIONS_MAX = 4;

  private static final Schema POINT =
      Schema.named(
          "UsagePoint",
          Schema.object(
              Field.of("from", Schema.time(), "When the window begins."),
              Field.of("until", Schema.time(), "When it ends, not included."),
              Field.of(
                  "group",
                  Schema.map(Schema.text(255), DIMENSIONS_MAX),
                  "The dimensions' values; one without a value isn't named."),
              Field.of("quantity", Schema.decimal(Schema.Sign.ANY), "What the meter says."),
              Field.of(
                  "events", Schema.integer(0, Long.MAX_VALUE), "How many events it counted.")));

  private final Acts acts;
  private final Looking looking;
  private final UsageReads usage;

  public UsageRoutes(Acts acts, Looking looking, UsageReads usage) {
    this.acts = acts;
    this.looking = looking;
    this.usage = usage;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/customers/{id}/usage", "getUsage")
            .summary("Usage as a time series")
            .description(
                "What a meter of the customer's catalog says, by window of the customer's calendar"
                    + " and by dimension. Windows without events are left out.")
            .tag("events")
            .scope(Scope.CUSTOMERS_READ.word())
            .query(
                Field.of("meter", Schema.text(255), "The meter's name."),
                Field.of("from", Schema.time(), "The beginning."),
                Field.of("to", Schema.time(), "The end, not included."),
                Field.optional(
                    "window",
                    Schema.choice("total", "hour", "day", "month"),
                    "How the time is cut; not at all by default."),
                Field.optional(
                    "group_by",
                    Schema.text(500),
                    "Dimensions of the meter, or `member`, `cost_centre`, `automation`, `api_key`,"
                        + " with commas between."),
                Field.optional(
                    "filter",
                    Schema.list(Schema.text(500), 10),
                    "`dimension:value` that must hold; may be repeated."))
            .paged("time")
            .answersPage("The points, by time, then by group.", POINT)
            .to(this::usage));
  }

  /// A point of the series.
  private record Point(
      Period window, List<Optional<String>> group, BigDecimal value, long events) {}

  private Reply usage(RequestContext request) {
    var customer = acts.customerInPath(request).id();
    var workspace = request.caller().workspaceId();
    var query = request.query();
    var account = looking.at(workspace, customer).account();
    var meter =
        account
            .term()
            .map(term -> looking.catalogs().of(workspace).catalog(term.catalog()))
            .map(Catalog::meters)
            .flatMap(meters -> Optional.ofNullable(meters.get(query.text("meter"))))
            .orElseThrow(() -> invalid("meter"));
    if (!query.time("from").isBefore(query.time("to"))) {
      throw invalid("to");
    }
    var stretch = new Period(query.time("from"), query.time("to"));
    var windows = Windows.of(stretch, query.optionalText("window").orElse("total"), account.zone());
    var question =
        new Question(
            meter,
            windows.stream().map(Period::from).toList(),
            stretch.until(),
            groupBy(meter, query),
            equal(meter, query));
    var points = points(workspace, customer, question, windows);
    var after = request.paging().after().map(Integer::valueOf).orElse(0);
    var indexed = new ArrayList<Integer>();
    for (var i = after; i < Math.min(points.size(), after + request.paging().limit() + 1); i++) {
      indexed.add(i);
    }
    return request.page(
        indexed,
        index -> Integer.toString(index + 1),
        (json, index) -> write(json, points.get(index), question));
  }

  private List<Point> points(
      long workspace, UUID customer, Question question, List<Period> windows) {
    return switch (question.meter().aggregation()) {
      case COUNT, SUM, MAX ->
          usage.quantities(workspace, customer, question).stream()
              .map(found -> point(found, windows))
              .toList();
      case LATEST, UNIQUE, TIME_WEIGHTED_AVERAGE ->
          aggregated(
              question.meter().aggregation(),
              usage.samples(workspace, customer, question),
              windows);
    };
  }

  private static Point point(Quantity found, List<Period> windows) {
    return new Point(windows.get(found.window()), found.group(), found.value(), found.events());
  }

  /// A window and a group of samples.
  private record Cell(int window, List<Optional<String>> group) {}

  private static List<Point> aggregated(
      Aggregation aggregation, List<SampleRow> rows, List<Period> windows) {
    if (rows.size() > UsageReads.SAMPLES_MAX) {
      throw invalid("to");
    }
    Map<Cell, List<Sample>> cells = new LinkedHashMap<>();
    for (var row : rows) {
      var isUsable = aggregation == Aggregation.UNIQUE || row.number();
      if (row.value().isPresent() && isUsable) {
        var text = row.value().get();
        var value = row.number() ? Value.of(new BigDecimal(text)) : Value.of(text);
        cells
            .computeIfAbsent(new Cell(row.window(), row.group()), _ -> new ArrayList<>())
            .add(new Sample(row.at(), row.id().toString(), value));
      }
    }
    var byTime = Comparator.comparingInt((Cell cell) -> cell.window());
    return cells.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(byTime.thenComparing(cell -> cell.group().toString())))
        .map(cell -> {
          var window = windows.get(cell.getKey().window());
          return new Point(
              window,
              cell.getKey().group(),
              Aggregator.over(aggregation, cell.getValue(), window),
              cell.getValue().size());
        })
        .toList();
  }

  private static List<Dimension> groupBy(Meter meter, Body query) {
    var text = query.optionalText("group_by");
    if (text.isEmpty()) {
      return List.of();
    }
    var names = List.of(text.get().split(",", -1));
    if (names.size() > DIMENSIONS_MAX || names.stream().distinct().count() < names.size()) {
      throw invalid("group_by");
    }
    return names.stream().map(name -> dimension(meter, name, "group_by")).toList();
  }

  private static List<Equal> equal(Meter meter, Body query) {
    return query.texts("filter").stream()
        .map(text -> {
          var colon = text.indexOf(':');
          if (colon < 1) {
            throw invalid("filter");
          }
          var dimension = dimension(meter, text.substring(0, colon), "filter");
          return new Equal(dimension, text.substring(colon + 1));
        })
        .toList();
  }

  private static Dimension dimension(Meter meter, String name, String parameter) {
    if (meter.dimensions().contains(name)) {
      return new Dimension.Property(name);
    }
    if (PARTIES.contains(name)) {
      return new Dimension.Party(name);
    }
    throw invalid(parameter);
  }

  private static void write(JsonWriter json, Point point, Question question) {
    json.time("from", point.window().from())
        .time("until", point.window().until())
        .object(
            "group",
            inside -> {
              for (var i = 0; i < point.group().size(); i++) {
                inside.optionalText(question.groupBy().get(i).name(), point.group().get(i));
              }
            })
        .decimal("quantity", point.value())
        .integer("events", point.events());
  }

  private static ProblemException invalid(String parameter) {
    return Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", parameter).toException();
  }
}
