package dev.saldo.server.receipt;

import static dev.saldo.server.receipt.AnswerParts.balance;
import static dev.saldo.server.receipt.AnswerParts.grant;
import static dev.saldo.server.receipt.AnswerParts.id;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Term;
import dev.saldo.core.money.Credits;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The writer of answers as JSON: what is stored with the command and given to its caller, and to
/// whoever repeats it, byte for byte.
public final class AnswerJson {
  private AnswerJson() {}

  /// The JSON of one line of the journal.
  public static String of(JournalLine line) {
    return new String(JsonWriter.object(json -> write(json, line)), StandardCharsets.UTF_8);
  }

  private static void write(JsonWriter json, JournalLine line) {
    switch (line.answer()) {
      case Answer.Charged charged -> {
        head(json, IdKind.CHARGE, charged.id(), "charge");
        StoryJson.write(json, charged.story());
        tail(json, charged.id(), IdKind.CHARGE, line);
      }
      case Answer.HoldOpened opened -> {
        head(json, IdKind.HOLD, opened.id(), "hold");
        json.text("state", "open").time("expires_at", opened.expiresAt());
        StoryJson.write(json, opened.story());
        tail(json, opened.id(), IdKind.HOLD, line);
      }
      case Answer.Captured captured -> {
        head(json, IdKind.CHARGE, captured.id(), "charge");
        id(json, "hold", IdKind.HOLD, captured.hold());
        json.optionalDecimal("held", captured.held().map(Credits::amount));
        json.optionalDecimal("released", captured.released().map(Credits::amount));
        StoryJson.write(json, captured.story());
        tail(json, captured.id(), IdKind.CHARGE, line);
      }
      case Answer.Recorded recorded -> recorded(json, recorded, line);
      case Answer.Refunded refunded -> {
        head(json, IdKind.REFUND, refunded.id(), "refund");
        RefundJson.write(json, refunded);
        tail(json, refunded.id(), IdKind.REFUND, line);
      }
      case Answer.Granted granted -> {
        id(json, "id", IdKind.GRANT, granted.id());
        json.text("object", "grant");
        AnswerParts.grantMembers(json, granted.grant());
        balance(json, "balance", granted.balance());
        json.time("recorded_at", line.recordedAt());
      }
      case Answer.PlanChanged changed -> {
        change(json, changed.id(), "plan_change");
        term(json, changed.term());
        json.objects("grants", changed.grants(), (item, grant) -> grant(item, grant));
        changed
            .subscription()
            .ifPresent(one ->
                json.object(
                    "subscription", inside -> SubscriptionJson.write(inside, one, changed.term())));
        changed.tolerated().ifPresent(tolerated -> ResourceJson.tolerated(json, tolerated));
        json.time("recorded_at", line.recordedAt());
      }
      case Answer.ResourcesClaimed claimed -> {
        ResourceJson.claimed(json, claimed);
        json.time("recorded_at", line.recordedAt());
      }
      case Answer.ResourcesReturned returned -> {
        ResourceJson.returned(json, returned);
        json.time("recorded_at", line.recordedAt());
      }
      case Answer.Released _,
          Answer.Lapsed _,
          Answer.Extended _,
          Answer.Transferred _,
          Answer.Corrected _,
          Answer.DebtSettled _,
          Answer.BudgetSet _,
          Answer.BudgetRemoved _,
          Answer.SettingsChanged _,
          Answer.ConsentGiven _,
          Answer.ClockAdvanced _,
          Answer.Posted _,
          Answer.SubscriptionChanged _,
          Answer.InvoiceFinalized _,
          Answer.InvoiceCredited _,
          Answer.InvoiceSettled _,
          Answer.UpToDate _ ->
          ChangeJson.write(json, line);
    }
  }

  private static void recorded(JsonWriter json, Answer.Recorded recorded, JournalLine line) {
    head(json, IdKind.EVENT, recorded.id(), "event");
    json.text("source", line.key().source()).text("event_id", line.key().name());
    if (recorded.story().isPresent()) {
      StoryJson.write(json, recorded.story().get());
    } else {
      json.text("action", recorded.act().action());
      AnswerParts.attribution(json, recorded.act().attribution());
      json.optionalText("unpriced", recorded.unpriced());
    }
    tail(json, recorded.id(), IdKind.EVENT, line);
  }

  static void change(JsonWriter json, UUID id, String object) {
    head(json, IdKind.CHANGE, id, object);
  }

  private static void head(JsonWriter json, IdKind kind, UUID id, String object) {
    id(json, "id", kind, id);
    json.text("object", object);
  }

  private static void tail(JsonWriter json, UUID id, IdKind kind, JournalLine line) {
    json.text("receipt", AnswerParts.receipt(kind, id));
    json.time("occurred_at", line.occurredAt()).time("recorded_at", line.recordedAt());
  }

  private static void term(JsonWriter json, Term term) {
    json.text("catalog", term.catalog().toString())
        .text("plan", term.plan())
        .time("started_at", term.since())
        .time("from", term.from());
  }
}
