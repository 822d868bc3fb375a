package dev.saldo.server.receipt;

import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Balance;
import dev.saldo.core.wallet.Grant;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The parts that many answers share.
public final class AnswerParts {
  private AnswerParts() {}

  public static void id(JsonWriter json, String name, IdKind kind, UUID id) {
    json.text(name, PublicId.of(kind, id));
  }

  /// Where the receipt of something is read.
  public static String receipt(IdKind kind, UUID id) {
    return "/v1/receipts/" + PublicId.of(kind, id);
  }

  /// How a wallet stands.
  public static void balance(JsonWriter json, String name, Balance balance) {
    json.object(
        name,
        inside ->
            inside
                .text("wallet", balance.name())
                .decimal("balance", balance.balance().amount())
                .decimal("held", balance.held().amount())
                .decimal("available", balance.available().amount())
                .decimal("debt", balance.debt().amount()));
  }

  /// A grant as an object of its own.
  public static void grant(JsonWriter json, Grant grant) {
    id(json, "id", IdKind.GRANT, grant.id());
    grantMembers(json, grant);
  }

  static void grantMembers(JsonWriter json, Grant grant) {
    json.text("kind", word(grant.kind()))
        .text("label", grant.label())
        .text("unit", grant.amount().unit().code())
        .decimal("amount", grant.amount().amount())
        .decimal("remaining", grant.remaining().amount())
        .decimal("held", grant.held().amount())
        .integer("priority", grant.priority())
        .text("state", word(grant.state()))
        .time("effective_at", grant.grantedAt())
        .optionalTime("expires_at", grant.expiresAt());
    if (grant.paid().isPresent()) {
      var paid = grant.paid().get();
      json.object(
          "paid",
          inside ->
              inside
                  .decimal("amount", paid.amount())
                  .text("currency", paid.currency().getCurrencyCode()));
    }
  }

  /// Who and what an act is for; nothing where nobody is named.
  public static void attribution(JsonWriter json, Attribution attribution) {
    party(json, "member", attribution.member());
    party(json, "cost_centre", attribution.costCentre());
    party(json, "automation", attribution.automation());
    json.optionalText("api_key", attribution.apiKey());
    json.optionalText("agent_run", attribution.agentRun());
    if (attribution.execution().isPresent()) {
      var execution = attribution.execution().get();
      json.object(
          "execution",
          inside ->
              inside
                  .text("id", execution.id())
                  .text("status", word(execution.status()))
                  .optionalTime("started_at", execution.startedAt())
                  .optionalTime("finished_at", execution.finishedAt()));
    }
  }

  /// A constant as the API writes it.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void party(JsonWriter json, String name, Optional<Attribution.Party> party) {
    if (party.isPresent()) {
      var who = party.get();
      json.object(
          name,
          inside ->
              inside
                  .text("id", who.reference())
                  .optionalText("name", who.name())
                  .optionalText("email", who.email()));
    }
  }
}
