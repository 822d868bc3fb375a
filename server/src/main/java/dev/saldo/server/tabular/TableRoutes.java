package dev.saldo.server.tabular;

import dev.saldo.server.account.Acts;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.tabular.TableReads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// The route of flat tables.
public final class TableRoutes {
  /// How many are written at a time, so that connections are left for others.
  private static final int AT_ONCE = 2;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Acts acts;
  private final TableReads tables;
  private final Semaphore places = new Semaphore(AT_ONCE);

  public TableRoutes(Acts acts, TableReads tables) {
    this.acts = acts;
    this.tables = tables;
  }

  public List<Route> routes() {
    var all = Arrays.stream(FlatTable.values()).map(FlatTable::word).toList();
    return List.of(
        Route.get("/v1/exports/{what}", "exportTable")
            .summary("The books as a flat table")
            .description(
                "`what` is one of "
                    + all.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "))
                    + ". Invoices and their lines go by when they were finalized, usage by when it"
                    + " was recorded, the ledger by when its entries took effect. Rows are written"
                    + " as they are read: an answer that breaks off isn't whole. In CSV a text that"
                    + " a spreadsheet would take for a formula has an apostrophe before it.")
            .tag("exports")
            .scope(Scope.EXPORTS_READ.word())
            .query(
                Field.optional("from", Schema.time(), "The first moment; all when left out."),
                Field.optional("until", Schema.time(), "The first moment after; all, if left out."),
                Field.optional("customer", Schema.text(255), "The customer's id or external id."),
                Field.optional(
                    "format",
                    Schema.choice("csv", "json", "parquet"),
                    "CSV, JSON lines or Parquet; `csv` by default."))
            .answers(200, "The table as CSV.", TableFormat.CSV.mediaType())
            .answers(200, "The table as JSON lines.", TableFormat.JSON.mediaType())
            .answers(200, "The table as Parquet.", TableFormat.PARQUET.mediaType())
            .to(this::export));
  }

  private Reply export(RequestContext request) {
    var table = FlatTable.of(request.path("what")).orElseThrow(Acts::absent);
    var filter = filter(request);
    var format = TableFormat.of(request.query().optionalText("format").orElse("csv"));
    if (places.availablePermits() == 0) {
      return Reply.problem(
          Problem.of(ProblemType.UNAVAILABLE).with("outcome", "none").retryAfter(RETRY_AFTER));
    }
    var workspace = request.caller().workspaceId();
    return Reply.stream(format.mediaType(), out -> write(workspace, table, filter, format, out))
        .with(
            "Content-Disposition", "attachment; filename=\"" + name(table, filter, format) + "\"");
  }

  private TableReads.Filter filter(RequestContext request) {
    var query = request.query();
    var from = query.optionalTime("from");
    var until = query.optionalTime("until");
    if (from.isPresent() && until.filter(end -> !end.isAfter(from.get())).isPresent()) {
      throw Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", "until").toException();
    }
    var customer =
        query
            .optionalText("customer")
            .map(reference -> acts.customer(request, reference).id())
            .or(() -> acts.boundCustomer(request));
    return new TableReads.Filter(from, until, customer);
  }

  private void write(
      long workspace,
      FlatTable table,
      TableReads.Filter filter,
      TableFormat format,
      OutputStream out)
      throws IOException {
    places.acquireUninterruptibly();
    try {
      format.write(table.columns(), sink -> read(workspace, table, filter, sink), out);
    } finally {
      places.release();
    }
  }

  private void read(long workspace, FlatTable table, TableReads.Filter filter, RowSource.Sink sink)
      throws IOException {
    try {
      tables.each(
          workspace,
          table.source(),
          filter,
          row -> {
            try {
              sink.row(table.shown(row));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Made of nothing that a caller wrote.
  private static String name(FlatTable table, TableReads.Filter filter, TableFormat format) {
    var name = new StringBuilder("saldo-").append(table.word());
    filter.from().map(TableRoutes::stamp).ifPresent(stamp -> name.append("-from-").append(stamp));
    filter.until().map(TableRoutes::stamp).ifPresent(stamp -> name.append("-until-").append(stamp));
    return name.append('.').append(format.ending()).toString();
  }

  private static String stamp(Instant at) {
    return STAMP.format(at);
  }
}
