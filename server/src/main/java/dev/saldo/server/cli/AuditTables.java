package dev.saldo.server.cli;

import dev.saldo.server.audit.AuditReport;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Difference;
import dev.saldo.store.audit.Finding;

/// An audit's report for people: a table of checks for each workspace, then what differs.
public final class AuditTables {
  private static final int SHOWN_MAX = 10;

  private AuditTables() {}

  public static void print(AuditReport report, Terminal terminal) {
    for (var examined : report.workspaces()) {
      terminal.line(examined.workspace().title());
      terminal.table(checks(examined));
      terminal.line();
      examined.findings().forEach(finding -> particulars(finding, terminal));
    }
    terminal.line(
        report.isClean()
            ? "%s entries in %d workspaces: nothing differs"
                .formatted(Progress.grouped(report.entries()), report.workspaces().size())
            : "%s differences".formatted(Progress.grouped(report.differences())));
  }

  private static Table checks(Books.Examined examined) {
    var table =
        Table.of(
            Table.words("check"),
            Table.figures("examined"),
            Table.figures("differences"),
            Table.words("promise"));
    for (var finding : examined.findings()) {
      table.row(
          finding.check(),
          Progress.grouped(finding.examined()),
          Progress.grouped(finding.differences()),
          finding.promise());
    }
    return table;
  }

  private static void particulars(Finding finding, Terminal terminal) {
    for (var difference : finding.first().stream().limit(SHOWN_MAX).toList()) {
      terminal.line("%s: %s".formatted(difference.check(), where(difference)));
      terminal.line("  expected  " + difference.expected());
      terminal.line("  found     " + difference.found());
    }
    var more = finding.differences() - Math.min(SHOWN_MAX, finding.first().size());
    if (more > 0) {
      terminal.line("  and %s more".formatted(Progress.grouped(more)));
    }
    if (!finding.isClean()) {
      terminal.line();
    }
  }

  private static String where(Difference difference) {
    var where = new StringBuilder(difference.subject());
    difference.wallet().ifPresent(id -> where.append(", wallet ").append(id));
    difference
        .customer()
        .ifPresent(id -> where.append(", customer ").append(PublicId.of(IdKind.CUSTOMER, id)));
    return where.toString();
  }
}
