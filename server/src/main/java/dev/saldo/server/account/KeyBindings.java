package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.account.Ids;
import dev.saldo.core.calendar.Cadence;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.server.access.KeyRoutes;
import dev.saldo.server.customer.KnownParties;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.store.customer.Party;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Binds keys to automations, and caps what they spend by budgets.
public final class KeyBindings implements KeyRoutes.Bindings {
  private final Acts acts;
  private final KnownParties parties;
  private final Ids ids;
  private final InstantSource clock;

  public KeyBindings(Acts acts, KnownParties parties, Ids ids, InstantSource clock) {
    this.acts = acts;
    this.parties = parties;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Optional<UUID> automation(long workspace, UUID customer, String reference) {
    return parties.find(workspace, customer, Party.Kind.AUTOMATION, reference).map(Party::id);
  }

  @Override
  public UUID cap(
      RequestContext request, UUID customer, String key, BigDecimal amount, String unit) {
    UUID id = ids.next(clock.instant());
    Budget budget =
        new Budget(
            id,
            "Monthly cap of " + key,
            Optional.empty(),
            new Budget.Scope(Budget.Kind.API_KEY, key),
            Cadence.MONTH,
            ceiling(amount, unit),
            true,
            List.of());
    var command = new Command.SetBudget(new Command.Key("saldo:key", key, ChainHash.NONE), budget);
    if (acts.submit(request, customer, command, 201) instanceof Reply.Refusal refusal) {
      throw refusal.problem().toException();
    }
    return id;
  }

  private static Budget.Ceiling ceiling(BigDecimal amount, String unit) {
    boolean money =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(known -> known.getCurrencyCode().equals(unit));
    return money
        ? new Budget.Ceiling.InMoney(new Money(Currency.getInstance(unit), amount))
        : new Budget.Ceiling.InCredits(new Credits(Amounts.unit(unit), amount));
  }
}
