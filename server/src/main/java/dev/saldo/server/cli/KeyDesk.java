package dev.saldo.server.cli;

import dev.saldo.server.access.KeyMint;
import dev.saldo.server.access.KeyStore;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.http.Mode;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.access.Keys;
import dev.saldo.store.access.Workspaces;
import dev.saldo.store.customer.Customer;
import dev.saldo.store.customer.Customers;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.sql.Transactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// What is needed to work on the keys of one workspace without a server.
record KeyDesk(
    DatabaseOptions.Reached reached,
    Database database,
    long workspace,
    Keys keys,
    KeyMint mint,
    Customers customers)
    implements AutoCloseable {

  static KeyDesk open(DatabaseOptions options, KeyWorkspace wanted) {
    var reached = options.reachOrBegin();
    try {
      var database = Database.open(reached.access(), PoolSizes.small());
      var clock = Clock.systemUTC();
      var random = new SecureRandom();
      var ids = new TimeOrderedIds(clock, random::nextLong);
      var transactions = new Transactions(database.reads());
      var now = clock.instant();
      var rows =
          new Workspaces(transactions).begin(wanted.workspace(), ids.next(now), ids.next(now), now);
      var workspace =
          rows.stream()
              .filter(row -> row.live() == (wanted.mode() == Mode.LIVE))
              .findFirst()
              .orElseThrow()
              .id();
      var keys = new Keys(transactions);
      var mint = new KeyMint(keys, new KeyStore(keys, clock), ids, clock, random);
      return new KeyDesk(reached, database, workspace, keys, mint, new Customers(transactions));
    } catch (RuntimeException e) {
      reached.close();
      throw e;
    }
  }

  /// The customer of an id, ours or the vendor's own.
  UUID customer(String text) {
    return PublicId.parse(IdKind.CUSTOMER, text)
        .flatMap(id -> customers.find(workspace, id))
        .or(() -> customers.findByExternalId(workspace, text))
        .map(Customer::id)
        .orElseThrow(
            () -> CommandFault.failed("there is no customer %s in this workspace".formatted(text)));
  }

  @Override
  public void close() {
    database.close();
    reached.close();
  }
}
