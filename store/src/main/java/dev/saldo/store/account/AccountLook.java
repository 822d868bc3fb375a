package dev.saldo.store.account;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.reading.ReadSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A look at an account on one snapshot, without a lock: for questions, never for decisions. Safe
/// for use by many threads.
public final class AccountLook {
  private final ReadSide reads;
  private final Loading loading = new Loading(new Words(), AccountMemory.none(), true);

  public AccountLook(ReadSide reads) {
    this.reads = reads;
  }

  /// The account, with all that the commands would need; empty when there is none.
  ///
  /// @param clock the clock, from which the account's own time follows
  public Optional<Loaded> load(
      long workspace, UUID customer, List<Command> commands, Instant clock, Catalogs catalogs) {
    var wanted = Map.of(customer, commands);
    return Optional.ofNullable(load(workspace, wanted, clock, catalogs).get(customer));
  }

  /// Many accounts on one snapshot, with one statement for each table; those that there are.
  public Map<UUID, Loaded> load(
      long workspace, Map<UUID, List<Command>> wanted, Instant clock, Catalogs catalogs) {
    return reads.in(
        workspace,
        connection -> {
          BinaryArray.prepare(connection);
          var ids = BinaryArray.uuids(wanted.size());
          wanted.keySet().forEach(ids::add);
          var seen = AccountRows.seen(connection, workspace, ids);
          return loading.load(connection, workspace, seen, wanted, clock, catalogs);
        });
  }
}
