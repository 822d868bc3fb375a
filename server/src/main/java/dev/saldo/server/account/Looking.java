package dev.saldo.server.account;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Ids;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.store.account.AccountLook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Questions about a customer as it is: the same decision code on a snapshot, whose effects are
/// thrown away.
public final class Looking {
  private final AccountLook look;
  private final CatalogCache catalogs;
  private final Ids ids;
  private final InstantSource clock;

  public Looking(AccountLook look, CatalogCache catalogs, Ids ids, InstantSource clock) {
    this.look = look;
    this.catalogs = catalogs;
    this.ids = ids;
    this.clock = clock;
  }

  /// What was seen.
  ///
  /// @param now the customer's time
  /// @param before the account as it was stored
  public record Seen(Instant now, Account before, Desk.Run run) {
    /// The account with all that was due posted.
    public Account account() {
      return run.after();
    }
  }

  /// What would become of commands now.
  ///
  /// @throws dev.saldo.server.problem.ProblemException `not_found` where the workspace has no such
  ///   customer
  public Seen at(long workspaceId, UUID customer, List<Command> commands) {
    var ofWorkspace = catalogs.of(workspaceId);
    var loaded =
        look.load(workspaceId, customer, commands, clock.instant(), ofWorkspace)
            .orElseThrow(Acts::absent);
    var context = new Context(ofWorkspace, ids, loaded.now());
    var run = Desk.run(loaded.account(), loaded.bound(), commands, context);
    return new Seen(loaded.now(), loaded.account(), run);
  }

  /// What would become of a command each for many customers, at the cost of few: those that there
  /// are.
  public Map<UUID, Seen> at(long workspaceId, Map<UUID, Command> commands) {
    var ofWorkspace = catalogs.of(workspaceId);
    var wanted = new HashMap<UUID, List<Command>>();
    commands.forEach((customer, command) -> wanted.put(customer, List.of(command)));
    var seen = new HashMap<UUID, Seen>();
    look.load(workspaceId, wanted, clock.instant(), ofWorkspace)
        .forEach((customer, loaded) -> {
          var context = new Context(ofWorkspace, ids, loaded.now());
          var asked = wanted.getOrDefault(customer, List.of());
          var run = Desk.run(loaded.account(), loaded.bound(), asked, context);
          seen.put(customer, new Seen(loaded.now(), loaded.account(), run));
        });
    return seen;
  }

  /// What would have become of a customer at a later time, if nothing but time came.
  public Seen ahead(long workspaceId, UUID customer, Instant at) {
    var ofWorkspace = catalogs.of(workspaceId);
    var loaded =
        look.load(workspaceId, customer, List.of(), clock.instant(), ofWorkspace)
            .orElseThrow(Acts::absent);
    var then = at.isAfter(loaded.now()) ? at : loaded.now();
    var context = new Context(ofWorkspace, ids, then);
    var run = Desk.run(loaded.account(), Map.of(), List.of(), context);
    return new Seen(then, loaded.account(), run);
  }

  /// The customer as it is.
  public Seen at(long workspaceId, UUID customer) {
    return at(workspaceId, customer, List.of());
  }

  /// What would have become of an account by a later time if nothing else happened.
  public Desk.Run later(long workspaceId, Account account, Instant at) {
    var due = new Command.PostDue(new Command.Key("saldo:look", "due", ChainHash.NONE));
    var context = new Context(catalogs.of(workspaceId), ids, at);
    return Desk.run(account, Map.of(), List.of(due), context);
  }

  public CatalogCache catalogs() {
    return catalogs;
  }

  /// A new id.
  public UUID newId() {
    return ids.next(clock.instant());
  }
}
