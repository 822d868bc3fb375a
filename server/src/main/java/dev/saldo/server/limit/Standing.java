package dev.saldo.server.limit;

import dev.saldo.core.account.Account;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.receipt.ChangeJson;
import java.math.BigDecimal;
import java.time.Instant;

/// How a customer stands on a budget.
final class Standing {
  private Standing() {}

  /// The budget's members, then what is used and left of it at a time.
  static void budget(JsonWriter json, Account account, Budget budget, Instant now) {
    ChangeJson.budget(json, budget);
    var period = budget.cadence().containing(now, account.zone());
    var used = account.tally(TallyKey.budget(budget.id(), period.from())).used();
    json.decimal("used", used)
        .decimal("left", budget.ceiling().amount().subtract(used).max(BigDecimal.ZERO));
    if (budget.cadence() != Cadence.ONCE) {
      json.time("resets_at", period.until());
    }
  }
}
