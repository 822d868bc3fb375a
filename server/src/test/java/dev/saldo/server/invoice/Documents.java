package dev.saldo.server.invoice;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// What a customer's documents say of its periods' use, read from their rows and added up without
/// anything that billing has.
final class Documents {
  private static final Set<String> USE =
      Set.of("usage", "overage", "commitment", "interim", "adjustment");

  private static final String DOCUMENTS =
      """
      SELECT concat_ws('|', i.id, i.series || '-' || lpad(i.sequence::text, 6, '0'), i.kind, i.status,
               coalesce(i.corrects::text, ''),
               coalesce(to_char(i.usage_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ''),
               coalesce(l.kind, ''),
               coalesce(l.code, ''),
               coalesce(to_char(l.period_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ''),
               coalesce(l.exact, 0), coalesce(trim_scale(l.net), 0))
        FROM invoice i
        LEFT JOIN invoice_line l ON l.workspace_id = i.workspace_id AND l.customer_id = i.customer_id
                                AND l.invoice_id = i.id
       WHERE i.customer_id = '%s' AND i.sequence IS NOT NULL
       ORDER BY i.series, i.sequence, l.ordinal
      """;

  private Documents() {}

  /// What stands on a document; exact and above zero where it is asked for.
  record Said(String kind, String code, Instant period, BigDecimal amount, String net) {}

  /// A document that has a number.
  record Document(
      String id,
      String number,
      boolean isNote,
      String status,
      String corrects,
      String usageFrom,
      List<Said> lines) {
    boolean holds() {
      return !status.equals("void");
    }

    boolean isInterim() {
      return !lines.isEmpty() && lines.stream().allMatch(line -> line.kind().equals("interim"));
    }
  }

  static List<Document> of(Node node, String customer) {
    var documents = new TreeMap<String, Document>();
    for (var row : node.tables().rows(DOCUMENTS.formatted(Till.uuid(IdKind.CUSTOMER, customer)))) {
      var cells = row.split("\\|", -1);
      var isNote = cells[2].equals("credit_note");
      var document =
          documents.computeIfAbsent(
              cells[1],
              number ->
                  new Document(
                      PublicId.of(IdKind.INVOICE, UUID.fromString(cells[0])),
                      number,
                      isNote,
                      cells[3],
                      cells[4],
                      cells[5],
                      new ArrayList<>()));
      if (!cells[6].isEmpty()) {
        var amount = new BigDecimal(cells[9]);
        var period = cells[8].isEmpty() ? Instant.MIN : Instant.parse(cells[8]);
        document
            .lines()
            .add(
                new Said(cells[6], cells[7], period, isNote ? amount.negate() : amount, cells[10]));
      }
    }
    return List.copyOf(documents.values());
  }

  static Map<Instant, Map<String, BigDecimal>> sums(List<Document> documents) {
    var sums = new TreeMap<Instant, Map<String, BigDecimal>>();
    for (var document : documents) {
      for (var one : document.lines()) {
        if (document.holds() && USE.contains(one.kind())) {
          sums.computeIfAbsent(one.period(), _ -> new TreeMap<>())
              .merge(one.code(), one.amount(), BigDecimal::add);
        }
      }
    }
    return sums;
  }

  static BigDecimal amount(
      Map<Instant, Map<String, BigDecimal>> sums, Instant period, String code) {
    return sums.getOrDefault(period, Map.of()).getOrDefault(code, BigDecimal.ZERO);
  }

  /// Credit notes without an invoice in the place.
  static List<Document> onPurpose(List<Document> documents) {
    var replaced = new HashSet<String>();
    documents.stream()
        .filter(one -> one.holds() && !one.isNote())
        .forEach(one -> replaced.add(one.corrects()));
    return documents.stream()
        .filter(one -> one.isNote() && !one.corrects().isEmpty())
        .filter(one -> !replaced.contains(one.corrects()))
        .toList();
  }

  /// Periods whose own invoice doesn't hold: what they come to isn't asked for.
  static Set<Instant> periodsGivenUp(List<Document> documents) {
    var periods = new HashSet<Instant>();
    documents.stream()
        .filter(one -> !one.holds() && one.corrects().isEmpty() && !one.usageFrom().isEmpty())
        .forEach(one -> periods.add(Instant.parse(one.usageFrom())));
    return periods;
  }
}
