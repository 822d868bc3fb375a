package dev.saldo.server.migration;

import dev.saldo.core.account.PeriodFees;
import dev.saldo.core.money.Money;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.AnswerParts;
import dev.saldo.store.migration.Candidate;
import dev.saldo.store.migration.Migration;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Migrations and what they come to, as the API shows them.
final class MigrationJson {
  private MigrationJson() {}

  /// @param arranged for how many customers what it arranged hasn't happened yet, where that was
  ///   asked
  static void write(JsonWriter json, Migration migration, long left, OptionalLong arranged) {
    var terms = migration.terms();
    json.text("id", PublicId.of(IdKind.MIGRATION, migration.id()))
        .text("object", "migration")
        .text("catalog", terms.whom().catalog());
    terms.whom().version().ifPresent(version -> json.integer("from", version));
    json.integer("to", terms.to())
        .object("plans", plans -> terms.plans().forEach(plans::text))
        .text("when", terms.atPeriodEnd() ? "period_end" : "now")
        .text("invoice", terms.collect());
    terms
        .grace()
        .map(Duration::toSeconds)
        .ifPresent(seconds -> json.integer("grace_seconds", seconds));
    terms.whom().customers().map(List::size).ifPresent(count -> json.integer("named", count));
    json.text("status", migration.status().word())
        .integer("moved", migration.moved())
        .integer("refused", migration.refused())
        .integer("taken_back", migration.takenBack())
        .integer("left", left);
    arranged.ifPresent(count -> json.integer("arranged", count));
    json.text("created_by", migration.createdBy())
        .time("created_at", migration.createdAt())
        .optionalText("stopped_by", migration.stoppedBy())
        .optionalTime("ended_at", migration.endedAt());
  }

  /// Who it is, and what it is on.
  static void write(JsonWriter json, Candidate candidate) {
    json.text("customer", PublicId.of(IdKind.CUSTOMER, candidate.customer()))
        .text("external_id", candidate.externalId())
        .text("name", candidate.name());
    candidate
        .on()
        .ifPresent(
            on -> json.object("from", from -> plan(from, on.catalog(), on.version(), on.plan())));
  }

  static void write(
      JsonWriter json, Migration.Terms terms, Foreseen one, Foreseen.Result.Moved moved) {
    write(json, one.candidate());
    json.object("to", to -> plan(to, terms.whom().catalog(), terms.to(), one.plan()))
        .time("at", moved.at());
    moved
        .after()
        .or(moved::before)
        .ifPresent(billed -> {
          var zero = Money.zero(billed.money().currency());
          var before = moved.before().map(PeriodFees::money).orElse(zero);
          var after = moved.after().map(PeriodFees::money).orElse(zero);
          json.text("interval", AnswerParts.word(billed.interval()))
              .text("currency", zero.currency().getCurrencyCode())
              .decimal("before", before.amount())
              .decimal("after", after.amount())
              .decimal("difference", after.minus(before).amount());
        });
    moved.charged().ifPresent(charged -> json.decimal("charged", charged.amount()));
    if (!moved.credits().isEmpty()) {
      json.object("credits", inside -> moved.credits().forEach(inside::decimal));
    }
    json.optionalText("replaces", moved.replaces().map(id -> PublicId.of(IdKind.MIGRATION, id)));
  }

  private static void plan(JsonWriter json, String catalog, int version, String plan) {
    json.text("catalog", catalog).integer("version", version).text("plan", plan);
  }
}
