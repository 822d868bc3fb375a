package dev.saldo.server.audit;

import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.audit.Books;
import dev.saldo.store.audit.Difference;
import dev.saldo.store.audit.Finding;
import java.util.List;
import java.util.stream.Stream;

/// What an audit found, check by check.
public record AuditReport(List<Books.Examined> workspaces) {
  public AuditReport {
    workspaces = List.copyOf(workspaces);
  }

  /// Whether nothing differs.
  public boolean isClean() {
    return workspaces.stream().allMatch(Books.Examined::isClean);
  }

  /// How many places differ in all.
  public long differences() {
    return findings().mapToLong(Finding::differences).sum();
  }

  /// How many entries were verified in all.
  public long entries() {
    return findings()
        .filter(finding -> finding.check().equals("chains"))
        .mapToLong(Finding::examined)
        .sum();
  }

  /// The particulars of what differs, at most [Finding#FIRST_MAX] of each check.
  public List<Difference> particulars() {
    return findings().flatMap(finding -> finding.first().stream()).toList();
  }

  private Stream<Finding> findings() {
    return workspaces.stream().flatMap(examined -> examined.findings().stream());
  }

  /// The report as a JSON object.
  public byte[] toJson() {
    return JsonWriter.object(json ->
        json.flag("clean", isClean())
            .integer("entries", entries())
            .integer("differences", differences())
            .objects("workspaces", workspaces, AuditReport::workspace));
  }

  private static void workspace(JsonWriter json, Books.Examined examined) {
    json.optionalText("workspace", examined.workspace().name())
        .optionalText("mode", examined.workspace().mode())
        .integer("number", examined.workspace().id())
        .objects("checks", examined.findings(), AuditReport::finding);
  }

  private static void finding(JsonWriter json, Finding finding) {
    json.text("check", finding.check())
        .text("promise", finding.promise())
        .integer("examined", finding.examined())
        .integer("differences", finding.differences())
        .objects("first", finding.first(), AuditReport::difference);
  }

  private static void difference(JsonWriter json, Difference difference) {
    json.optionalText("customer", difference.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)))
        .optionalText("wallet", difference.wallet().map(Object::toString))
        .text("subject", difference.subject())
        .text("expected", difference.expected())
        .text("found", difference.found());
  }
}
