package dev.saldo.store.invoice;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.invoicing.Invoice;
import dev.saldo.store.billing.InvoiceJson;
import dev.saldo.store.reading.ReadSide;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads invoices for lists and single looks.
public final class InvoiceReads {
  private static final String COLUMNS =
      """
      SELECT customer_id, id, kind, status, currency, usage_from, usage_until, drafted_at,
             finalize_at, finalized_at, document, encode(digest, 'hex') AS digest
        FROM invoice WHERE workspace_id = ?
      """;

  private final ReadSide reads;

  public InvoiceReads(ReadSide reads) {
    this.reads = reads;
  }

  /// An invoice as it stands.
  ///
  /// @param finalizeAt when a draft will be; empty while more lines can come
  /// @param invoice all of it, once it is finalized
  /// @param digest the SHA-256 of its document, in hexadecimal
  public record Stored(
      UUID customer,
      UUID id,
      String kind,
      String status,
      String currency,
      Optional<Period> usage,
      Instant draftedAt,
      Optional<Instant> finalizeAt,
      Optional<Instant> finalizedAt,
      Optional<Invoice> invoice,
      Optional<String> digest) {}

  /// What a list is narrowed to.
  public record Filter(Optional<UUID> customer, Optional<String> status) {}

  public Optional<Stored> find(long workspace, UUID id) {
    return query(workspace, COLUMNS + " AND id = ?", workspace, id).stream().findFirst();
  }

  /// Latest first; drafts that came to nothing are left out.
  ///
  /// @param after the id that the page before ended with
  public List<Stored> list(long workspace, Filter filter, Optional<UUID> after, int limit) {
    var sql = new StringBuilder(COLUMNS).append(" AND status <> 'empty'");
    var parameters = new ArrayList<Object>(List.of(workspace));
    filter
        .customer()
        .ifPresent(customer -> {
          sql.append(" AND customer_id = ?");
          parameters.add(customer);
        });
    filter
        .status()
        .ifPresent(status -> {
          sql.append(" AND status = ?");
          parameters.add(status);
        });
    after.ifPresent(id -> {
      sql.append(" AND id < ?");
      parameters.add(id);
    });
    sql.append(" ORDER BY id DESC LIMIT ?");
    parameters.add(limit);
    return query(workspace, sql.toString(), parameters.toArray());
  }

  private List<Stored> query(long workspace, String sql, Object... parameters) {
    return reads.in(
        workspace,
        connection -> {
          var found = new ArrayList<Stored>();
          Jdbc.query(connection, sql, row -> found.add(stored(row)), parameters);
          return found;
        });
  }

  private static Stored stored(ResultSet row) throws SQLException {
    var status = row.getString("status");
    @Nullable String document = row.getString("document");
    var from = Jdbc.instantIfAny(row, "usage_from");
    var until = Jdbc.instantIfAny(row, "usage_until");
    return new Stored(
        Jdbc.uuid(row, "customer_id"),
        Jdbc.uuid(row, "id"),
        row.getString("kind"),
        status,
        row.getString("currency"),
        from.flatMap(first -> until.map(last -> new Period(first, last))),
        Jdbc.instant(row, "drafted_at"),
        Jdbc.instantIfAny(row, "finalize_at"),
        Jdbc.instantIfAny(row, "finalized_at"),
        Optional.ofNullable(document)
            .map(json ->
                InvoiceJson.read(json, Invoice.Status.valueOf(status.toUpperCase(Locale.ROOT)))),
        Jdbc.textIfAny(row, "digest"));
  }
}
