package dev.saldo.store.account;

import dev.saldo.core.account.Consent;
import dev.saldo.core.account.Past;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.money.Credits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes rows that change seldom, one by one: `budget`, `consent`, `past`.
final class ChoiceRows {
  private static final String SET_BUDGET =
      """
      INSERT INTO budget (workspace_id, customer_id, id, name, parent_id, scope_kind,
                          scope_reference, cadence, ceiling, ceiling_unit, ceiling_currency, hard,
                          notify_percent)
      VALUES (?, ?, ?, ?, ?::uuid, ?, ?, ?, ?, ?::text, ?::text, ?, ?::json)
      ON CONFLICT (workspace_id, customer_id, id) DO UPDATE
         SET name = excluded.name, parent_id = excluded.parent_id,
             scope_kind = excluded.scope_kind, scope_reference = excluded.scope_reference,
             cadence = excluded.cadence, ceiling = excluded.ceiling,
             ceiling_unit = excluded.ceiling_unit, ceiling_currency = excluded.ceiling_currency,
             hard = excluded.hard, notify_percent = excluded.notify_percent, removed = false
      """;

  private static final String REMOVE_BUDGET =
      "UPDATE budget SET removed = true WHERE workspace_id = ? AND customer_id = ? AND id = ?";

  private static final String GIVE_CONSENT =
      """
      INSERT INTO consent (workspace_id, customer_id, action, granted_by, granted_at, ceiling,
                           ceiling_unit)
      VALUES (?, ?, ?, ?, ?, ?::numeric, ?::text)
      ON CONFLICT (workspace_id, customer_id, action) DO UPDATE
         SET granted_by = excluded.granted_by, granted_at = excluded.granted_at,
             ceiling = excluded.ceiling, ceiling_unit = excluded.ceiling_unit, withdrawn = false
      """;

  private static final String WITHDRAW_CONSENT =
      """
      UPDATE consent SET withdrawn = true
       WHERE workspace_id = ? AND customer_id = ? AND action = ?
      """;

  private static final String CHANGE_PAST =
      """
      INSERT INTO past (workspace_id, customer_id, charge_id, refunded, regenerations)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (workspace_id, customer_id, charge_id) DO UPDATE
         SET refunded = excluded.refunded, regenerations = excluded.regenerations
      """;

  private final Connection connection;
  private final long workspace;

  ChoiceRows(Connection connection, long workspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  void set(UUID customer, Budget budget) throws SQLException {
    var ceiling = budget.ceiling();
    @Nullable String unit = null;
    @Nullable String currency = null;
    switch (ceiling) {
      case Budget.Ceiling.InCredits(var credits) -> unit = credits.unit().code();
      case Budget.Ceiling.InMoney(var money) -> currency = money.currency().getCurrencyCode();
    }
    write(
        SET_BUDGET,
        customer,
        budget.id(),
        budget.name(),
        budget.parent().orElse(null),
        Words.of(budget.scope().kind()),
        budget.scope().reference(),
        Words.of(budget.cadence()),
        ceiling.amount(),
        unit,
        currency,
        budget.hard(),
        JsonText.decimals(budget.notifyPercent()));
  }

  void removeBudget(UUID customer, UUID budget) throws SQLException {
    write(REMOVE_BUDGET, customer, budget);
  }

  void give(UUID customer, Consent consent) throws SQLException {
    write(
        GIVE_CONSENT,
        customer,
        consent.action(),
        consent.grantedBy(),
        Times.sql(consent.grantedAt()),
        consent.ceiling().map(Credits::amount).orElse(null),
        consent.ceiling().map(ceiling -> ceiling.unit().code()).orElse(null));
  }

  /// Withdrawing what was never given changes nothing.
  void withdrawConsent(UUID customer, String action) throws SQLException {
    write(WITHDRAW_CONSENT, customer, action);
  }

  void change(UUID customer, Past past) throws SQLException {
    write(CHANGE_PAST, customer, past.id(), past.refunded().amount(), past.regenerations());
  }

  private void write(String sql, UUID customer, @Nullable Object... more) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, workspace);
      statement.setObject(2, customer);
      for (var i = 0; i < more.length; i++) {
        statement.setObject(i + 3, more[i]);
      }
      statement.executeUpdate();
    }
  }
}
