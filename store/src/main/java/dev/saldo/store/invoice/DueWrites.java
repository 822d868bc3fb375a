package dev.saldo.store.invoice;

import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.billing.LineItemJson;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes what was finalized, many invoices with one statement a table.
public final class DueWrites {
  private static final String NUMBERS =
      """
      INSERT INTO invoice_series (workspace_id, series, last) VALUES (?, ?, ?)
      ON CONFLICT (workspace_id, series) DO UPDATE SET last = invoice_series.last + excluded.last
      RETURNING last
      """;

  private static final String FINALIZE =
      """
      UPDATE invoice i
         SET kind = u.kind, status = u.status, series = u.series, sequence = u.sequence,
             finalized_at = u.finalized_at, issued_on = u.issued_on::date, due_on = u.due_on::date,
             net = u.net, tax = u.tax, gross = u.gross, due = u.due, document = u.document,
             digest = u.digest
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS u (customer_id, id, kind, status, series, sequence, finalized_at, issued_on, due_on, net, tax,
                gross, due, document, digest)
       WHERE i.workspace_id = ? AND i.customer_id = u.customer_id AND i.id = u.id
         AND i.status = 'draft'
      """;

  private static final String EMPTY =
      """
      UPDATE invoice i SET status = 'empty', finalized_at = u.at
        FROM unnest(?, ?, ?) AS u (customer_id, id, at)
       WHERE i.workspace_id = ? AND i.customer_id = u.customer_id AND i.id = u.id
         AND i.status = 'draft'
      """;

  private static final String LINES =
      """
      INSERT INTO invoice_line (workspace_id, customer_id, invoice_id, ordinal, kind, code,
        cost_centre, period_from, period_until, quantity, exact, net, tax_category, tax_percent,
        of_ordinal)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
             unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private static final String CARRY =
      """
      INSERT INTO owed (workspace_id, customer_id, invoice_id, id, item)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private static final String BILLED =
      """
      UPDATE account a
         SET version = a.version + 1, billed_until = greatest(a.billed_until, u.until),
             late_from = CASE WHEN u.caught_up THEN NULL ELSE a.late_from END
        FROM unnest(?, ?, ?) AS u (id, until, caught_up)
       WHERE a.workspace_id = ? AND a.id = u.id
      """;

  private static final String LATE =
      """
      UPDATE account SET version = version + 1, late_from = least(late_from, ?)
       WHERE workspace_id = ? AND id = ? AND billed_until > ?
      """;

  private static final String BEGIN =
      """
      INSERT INTO invoice (workspace_id, customer_id, id, kind, status, currency, drafted_at,
                           finalize_at)
      VALUES (?, ?, ?, 'invoice', 'draft', ?, ?, ?)
      """;

  private final Connection connection;
  private final long workspace;

  DueWrites(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  /// Takes numbers of a series; they are given for good when the transaction commits, and to
  /// somebody else when it doesn't.
  ///
  /// @return the first of them
  public long numbers(String series, int count) {
    var last = new long[1];
    Jdbc.query(
        connection, NUMBERS, row -> last[0] = row.getLong(1), workspace, series, (long) count);
    return last[0] - count + 1;
  }

  /// Lines come first: nothing is added to what is finalized, not even by whoever finalized it.
  public void finalized(List<Finalized> all) {
    if (all.isEmpty()) {
      return;
    }
    lines(all);
    var n = all.size();
    var customers = BinaryArray.uuids(n);
    var ids = BinaryArray.uuids(n);
    var kinds = BinaryArray.texts(n);
    var statuses = BinaryArray.texts(n);
    var series = BinaryArray.texts(n);
    var sequences = BinaryArray.longs(n);
    var ats = BinaryArray.instants(n);
    var issued = BinaryArray.texts(n);
    var due = BinaryArray.texts(n);
    var nets = BinaryArray.numerics(n);
    var taxes = BinaryArray.numerics(n);
    var grosses = BinaryArray.numerics(n);
    var dues = BinaryArray.numerics(n);
    var documents = BinaryArray.texts(n);
    var digests = BinaryArray.blobs(n);
    for (var one : all) {
      var invoice = one.invoice();
      var number = invoice.number().orElseThrow();
      var totals = invoice.totals();
      customers.add(invoice.customer());
      ids.add(invoice.id());
      kinds.add(invoice.kind().name().toLowerCase(Locale.ROOT));
      statuses.add(invoice.status().name().toLowerCase(Locale.ROOT));
      series.add(number.series());
      sequences.add(number.sequence());
      ats.add(one.at());
      issued.add(invoice.issuedOn().orElseThrow().toString());
      due.add(invoice.dueOn().orElseThrow().toString());
      nets.add(totals.net().amount());
      taxes.add(totals.tax().amount());
      grosses.add(totals.gross().amount());
      dues.add(totals.due().amount());
      documents.add(one.document());
      digests.add(one.digest());
    }
    Jdbc.change(
        n,
        connection,
        FINALIZE,
        customers,
        ids,
        kinds,
        statuses,
        series,
        sequences,
        ats,
        issued,
        due,
        nets,
        taxes,
        grosses,
        dues,
        documents,
        digests,
        workspace);
  }

  private void lines(List<Finalized> all) {
    var n = all.stream().mapToInt(one -> one.invoice().lines().size()).sum();
    var customers = BinaryArray.uuids(n);
    var invoices = BinaryArray.uuids(n);
    var ordinals = BinaryArray.ints(n);
    var kinds = BinaryArray.texts(n);
    var codes = BinaryArray.texts(n);
    var costCentres = BinaryArray.texts(n);
    var froms = BinaryArray.instants(n);
    var untils = BinaryArray.instants(n);
    var quantities = BinaryArray.numerics(n);
    var exacts = BinaryArray.numerics(n);
    var nets = BinaryArray.numerics(n);
    var categories = BinaryArray.texts(n);
    var percents = BinaryArray.numerics(n);
    var givenBack = BinaryArray.ints(n);
    for (var one : all) {
      for (var line : one.invoice().lines()) {
        var item = line.item();
        customers.add(one.invoice().customer());
        invoices.add(one.invoice().id());
        ordinals.add(line.ordinal());
        kinds.add(item.kind().name().toLowerCase(Locale.ROOT));
        codes.add(item.code());
        costCentres.addText(item.costCentre());
        froms.addInstant(item.period().map(period -> period.from()));
        untils.addInstant(item.period().map(period -> period.until()));
        quantities.add(item.quantity());
        exacts.add(item.amount().amount());
        nets.add(line.net().amount());
        categories.add(line.tax().category().code());
        percents.add(line.tax().percent());
        one.givesBack(line).ifPresentOrElse(givenBack::add, givenBack::addNull);
      }
    }
    Jdbc.change(
        n,
        connection,
        LINES,
        workspace,
        customers,
        invoices,
        ordinals,
        kinds,
        codes,
        costCentres,
        froms,
        untils,
        quantities,
        exacts,
        nets,
        categories,
        percents,
        givenBack);
  }

  /// Drafts that have come to nothing.
  public void empty(Map<DueInvoice, Instant> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    var customers = BinaryArray.uuids(drafts.size());
    var ids = BinaryArray.uuids(drafts.size());
    var ats = BinaryArray.instants(drafts.size());
    drafts.forEach((draft, at) -> {
      customers.add(draft.customer());
      ids.add(draft.id());
      ats.add(at);
    });
    Jdbc.change(drafts.size(), connection, EMPTY, customers, ids, ats, workspace);
  }

  /// What an invoice leaves to another.
  public record Carried(
      UUID customer, UUID to, UUID id, dev.saldo.core.subscription.LineItem item) {}

  public void carry(Collection<Carried> all) {
    if (all.isEmpty()) {
      return;
    }
    var customers = BinaryArray.uuids(all.size());
    var invoices = BinaryArray.uuids(all.size());
    var ids = BinaryArray.uuids(all.size());
    var items = BinaryArray.jsons(all.size());
    for (var one : all) {
      customers.add(one.customer());
      invoices.add(one.to());
      ids.add(one.id());
      items.add(LineItemJson.text(one.item()));
    }
    Jdbc.change(all.size(), connection, CARRY, workspace, customers, invoices, ids, items);
  }

  /// How far a customer is billed.
  ///
  /// @param caughtUp whether what came late was billed too
  public record BilledUntil(UUID customer, Optional<Instant> until, boolean caughtUp) {}

  public void billed(Collection<BilledUntil> all) {
    if (all.isEmpty()) {
      return;
    }
    var ids = BinaryArray.uuids(all.size());
    var untils = BinaryArray.instants(all.size());
    var caughtUp = BinaryArray.bools(all.size());
    for (var one : all) {
      ids.add(one.customer());
      untils.addInstant(one.until());
      caughtUp.add(one.caughtUp());
    }
    Jdbc.change(all.size(), connection, BILLED, ids, untils, caughtUp, workspace);
  }

  /// Notes that what is billed of the periods from a time on isn't what they come to any more: the
  /// next invoice makes up for it.
  ///
  /// @return whether there is a billed period to make up for
  public boolean late(UUID customer, Instant from) {
    return Jdbc.change(connection, LATE, from, workspace, customer, from) > 0;
  }

  /// Begins an invoice that has no period of its own.
  public void begin(DueInvoice draft) {
    Jdbc.change(
        1,
        connection,
        BEGIN,
        workspace,
        draft.customer(),
        draft.id(),
        draft.currency().getCurrencyCode(),
        draft.draftedAt(),
        draft.finalizeAt());
  }
}
