package dev.saldo.server.receipt;

import static dev.saldo.server.receipt.AnswerParts.balance;
import static dev.saldo.server.receipt.AnswerParts.id;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Settings;
import dev.saldo.core.limit.Budget;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import java.util.UUID;

/// The JSON of answers that price nothing: holds ended, credits moved, choices changed, dues
/// posted.
public final class ChangeJson {
  private ChangeJson() {}

  static void write(JsonWriter json, JournalLine line) {
    switch (line.answer()) {
      case Answer.Released released -> {
        hold(json, released.hold(), "released");
        if (released.returned().isPresent()) {
          var back = released.returned().get();
          json.decimal("released", back.amount().amount())
              .text("unit", back.amount().unit().code());
          balance(json, "balance", back.balance());
        }
      }
      case Answer.Lapsed lapsed -> {
        AnswerJson.change(json, lapsed.id(), "hold_expired");
        id(json, "subject", IdKind.HOLD, lapsed.hold());
      }
      case Answer.Extended extended -> {
        hold(json, extended.hold(), "open");
        json.time("expires_at", extended.expiresAt());
      }
      case Answer.Transferred moved -> {
        thing(json, IdKind.TRANSFER, moved.id(), "transfer");
        json.decimal("credits", moved.amount().amount()).text("unit", moved.amount().unit().code());
        balance(json, "from", moved.from());
        balance(json, "to", moved.to());
      }
      case Answer.Corrected corrected -> {
        thing(json, IdKind.CORRECTION, corrected.id(), "correction");
        id(json, "grant", IdKind.GRANT, corrected.grant());
        json.decimal("credits", corrected.amount().amount())
            .text("unit", corrected.amount().unit().code())
            .text("reason", corrected.reason());
        balance(json, "balance", corrected.balance());
      }
      case Answer.DebtSettled settled -> {
        thing(json, IdKind.CORRECTION, settled.id(), "debt_settlement");
        json.decimal("credits", settled.amount().amount())
            .text("unit", settled.amount().unit().code())
            .text("how", settled.writtenOff() ? "write_off" : "pay")
            .text("reason", settled.reason());
        balance(json, "balance", settled.balance());
      }
      case Answer.Posted posted -> {
        AnswerJson.change(json, posted.id(), posted.act());
        json.text("subject", subject(posted))
            .decimal("credits", posted.amount().amount())
            .text("unit", posted.amount().unit().code());
        balance(json, "balance", posted.balance());
      }
      case Answer.SubscriptionChanged changed -> {
        AnswerJson.change(json, changed.id(), "subscription_change");
        json.text("what", changed.what());
        json.object(
            "subscription",
            inside -> SubscriptionJson.write(inside, changed.subscription(), changed.term()));
      }
      case Answer.InvoiceFinalized(var id, var _, var invoice, var number, var gross) -> {
        AnswerJson.change(json, id, "invoice_finalized");
        json.text("invoice", PublicId.of(IdKind.INVOICE, invoice))
            .text("number", number)
            .decimal("gross", gross.amount())
            .text("currency", gross.currency().getCurrencyCode());
      }
      case Answer.InvoiceCredited(var id, var _, var invoice, var number) -> {
        AnswerJson.change(json, id, "invoice_credited");
        json.text("invoice", PublicId.of(IdKind.INVOICE, invoice)).text("number", number);
      }
      case Answer.InvoiceSettled(var id, var _, var invoice, var number, var status) -> {
        AnswerJson.change(json, id, "invoice_settled");
        json.text("invoice", PublicId.of(IdKind.INVOICE, invoice))
            .text("number", number)
            .text("status", status);
      }
      case Answer.BudgetSet set -> {
        thing(json, IdKind.BUDGET, set.budget().id(), "budget");
        budget(json, set.budget());
      }
      case Answer.BudgetRemoved removed -> {
        thing(json, IdKind.BUDGET, removed.budget(), "budget");
        json.flag("removed", true);
      }
      case Answer.SettingsChanged changed -> {
        AnswerJson.change(json, changed.id(), "settings");
        settings(json, changed.settings());
      }
      case Answer.ConsentGiven given -> consent(json, given);
      case Answer.ClockAdvanced moved -> {
        AnswerJson.change(json, moved.id(), "test_clock");
        json.time("now", moved.at());
      }
      case Answer.UpToDate upToDate -> json.time("now", upToDate.at());
      case Answer.Charged _,
          Answer.HoldOpened _,
          Answer.Captured _,
          Answer.Recorded _,
          Answer.Refunded _,
          Answer.Granted _,
          Answer.PlanChanged _,
          Answer.ResourcesClaimed _,
          Answer.ResourcesReturned _ ->
          throw new IllegalStateException("not a change: " + line.answer().getClass());
    }
    json.time("recorded_at", line.recordedAt());
  }

  private static String subject(Answer.Posted posted) {
    var kind = posted.act().startsWith("hold") ? IdKind.HOLD : IdKind.GRANT;
    return PublicId.of(kind, posted.subject());
  }

  private static void consent(JsonWriter json, Answer.ConsentGiven given) {
    AnswerJson.change(json, given.id(), "overage_consent");
    json.text("action", given.consent().action())
        .text("granted_by", given.consent().grantedBy())
        .flag("withdrawn", given.withdrawn());
    if (given.consent().ceiling().isPresent()) {
      var ceiling = given.consent().ceiling().get();
      json.decimal("ceiling", ceiling.amount()).text("unit", ceiling.unit().code());
    }
  }

  private static void hold(JsonWriter json, UUID hold, String state) {
    thing(json, IdKind.HOLD, hold, "hold");
    json.text("state", state);
  }

  private static void thing(JsonWriter json, IdKind kind, UUID id, String object) {
    id(json, "id", kind, id);
    json.text("object", object);
  }

  /// A customer's choices; what it left open isn't there.
  public static void settings(JsonWriter json, Settings settings) {
    settings.hardLimit().ifPresent(on -> json.flag("hard_limit", on));
    json.optionalDecimal("preventive_block_percent", settings.preventiveBlockPercent());
  }

  /// A budget's members.
  public static void budget(JsonWriter json, Budget budget) {
    json.text("name", budget.name());
    if (budget.parent().isPresent()) {
      id(json, "parent", IdKind.BUDGET, budget.parent().get());
    }
    json.object(
            "scope",
            scope -> {
              scope.text("kind", AnswerParts.word(budget.scope().kind()));
              if (!budget.scope().reference().isEmpty()) {
                scope.text("reference", budget.scope().reference());
              }
            })
        .text("every", AnswerParts.word(budget.cadence()))
        .decimal("limit", budget.ceiling().amount());
    switch (budget.ceiling()) {
      case Budget.Ceiling.InCredits(var credits) -> json.text("unit", credits.unit().code());
      case Budget.Ceiling.InMoney(var money) ->
          json.text("currency", money.currency().getCurrencyCode());
    }
    json.flag("hard", budget.hard())
        .texts("notify_at", budget.notifyPercent().stream().map(p -> p.toPlainString()).toList());
  }
}
