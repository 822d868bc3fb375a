package dev.saldo.server.account;

import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.customer.CustomerRoutes.Beginnings;
import dev.saldo.server.http.Reply;
import java.util.Currency;
import java.util.Optional;

/// Puts new customers on a plan through the engine.
public final class EngineBeginnings implements Beginnings {
  private static final Command.Key KEY = new Command.Key("saldo:customer", "plan", ChainHash.NONE);

  private final PublishedCatalogs catalogs;
  private final Acts acts;

  public EngineBeginnings(PublishedCatalogs catalogs, Acts acts) {
    this.catalogs = catalogs;
    this.acts = acts;
  }

  @Override
  public Optional<Beginning> on(long workspace, String catalog, String plan) {
    Optional<Catalog> current =
        catalogs.current(workspace, catalog).filter(found -> found.plan(plan).isPresent());
    return current.map(found ->
        (request, customer) -> {
          var order = Command.Order.of(Currency.getInstance(customer.currency()));
          var command = new Command.ChangePlan(KEY, found.reference(), plan, order);
          Reply reply = acts.submit(request, customer.id(), command, 201);
          return reply instanceof Reply.Refusal ? Optional.of(reply) : Optional.empty();
        });
  }
}
