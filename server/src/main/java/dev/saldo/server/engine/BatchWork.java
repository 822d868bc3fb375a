package dev.saldo.server.engine;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.account.Decided;
import dev.saldo.store.account.Loaded;
import dev.saldo.store.account.LockedAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Decides a batch inside a transaction: locks, loads, decides, writes. Whether and how it commits
/// is the lane's concern. Safe for use by many threads, each with a connection of its own.
final class BatchWork {
  private final AccountStore store;
  private final CatalogCache catalogs;
  private final AnswerWriter answers;
  private final Ids ids;
  private final InstantSource clock;
  private final ClockGuard guard;

  BatchWork(
      AccountStore store,
      CatalogCache catalogs,
      AnswerWriter answers,
      Ids ids,
      InstantSource clock,
      ClockGuard guard) {
    this.store = store;
    this.catalogs = catalogs;
    this.answers = answers;
    this.ids = ids;
    this.clock = clock;
    this.guard = guard;
  }

  /// What came of a batch, if the transaction commits.
  ///
  /// @param skipped commands on accounts that are locked elsewhere
  /// @param broken commands of customers whose decision threw, with what it threw
  /// @param decided what was written, to be committed
  record Result(
      Map<Pending, Reply> replies,
      List<Pending> skipped,
      Map<UUID, RuntimeException> broken,
      int customers,
      List<Decided> decided) {
    static Result empty(int commands, int customers) {
      return new Result(
          new HashMap<>(commands * 2),
          new ArrayList<>(),
          new HashMap<>(),
          customers,
          new ArrayList<>(customers));
    }

    /// Whether there is anything to commit.
    boolean writes() {
      return !decided.isEmpty();
    }
  }

  /// @param batch of one workspace
  Result run(Connection connection, List<Pending> batch, AccountStore.Wait wait)
      throws SQLException {
    var workspace = batch.getFirst().workspace;
    var byCustomer = new LinkedHashMap<UUID, List<Pending>>(batch.size() * 2);
    for (var pending : batch) {
      byCustomer.computeIfAbsent(pending.customer, _ -> new ArrayList<>(1)).add(pending);
    }
    var database = AccountStore.enter(connection, workspace);
    var locked = store.lock(connection, workspace, byCustomer.keySet(), wait);
    // Only now, because a wait for a lock must not put yesterday's time on today's posting.
    var now = clock.instant();
    if (wait == AccountStore.Wait.SKIPPING && !guard.isSafe(now, database)) {
      return unsafe(batch);
    }
    var result = Result.empty(batch.size(), locked.size());
    if (locked.size() < byCustomer.size()) {
      sortOut(connection, workspace, byCustomer, locked, result);
    }
    var commands = new HashMap<UUID, List<Command>>(byCustomer.size() * 2);
    byCustomer.forEach((customer, waiting) -> commands.put(customer, commands(waiting)));
    var catalogsOf = catalogs.of(workspace);
    var loaded = store.load(connection, workspace, locked, commands, now, catalogsOf);
    byCustomer.forEach((customer, waiting) ->
        Optional.ofNullable(loaded.get(customer))
            .flatMap(account -> decide(account, waiting, catalogsOf, result))
            .ifPresent(result.decided::add));
    if (result.writes()) {
      store.write(connection, workspace, result.decided);
    }
    return result;
  }

  /// Takes note that what came of a batch is committed.
  void committed(long workspace, Result result) {
    store.committed(workspace, result.decided);
  }

  private static List<Command> commands(List<Pending> waiting) {
    return waiting.stream().map(pending -> pending.command).toList();
  }

  private static Result unsafe(List<Pending> batch) {
    var replies = new HashMap<Pending, Reply>(batch.size() * 2);
    var reply = new Reply.Unavailable(Reply.Outcome.NONE, Reason.CLOCK_UNSAFE);
    batch.forEach(pending -> replies.put(pending, reply));
    return new Result(replies, List.of(), Map.of(), 0, List.of());
  }

  /// Tells apart, of the accounts that were not locked, those that don't exist.
  private void sortOut(
      Connection connection,
      long workspace,
      Map<UUID, List<Pending>> byCustomer,
      List<LockedAccount> locked,
      Result result)
      throws SQLException {
    var others = new LinkedHashMap<>(byCustomer);
    locked.forEach(account -> others.remove(account.customer()));
    var existing = new HashSet<>(store.existing(connection, workspace, others.keySet()));
    others.forEach((customer, waiting) -> {
      byCustomer.remove(customer);
      if (existing.contains(customer)) {
        result.skipped.addAll(waiting);
      } else {
        waiting.forEach(pending -> result.replies.put(pending, new Reply.NoSuchCustomer()));
      }
    });
  }

  /// Decides one customer's commands; empty when there is nothing to write.
  private Optional<Decided> decide(
      Loaded loaded, List<Pending> waiting, Catalogs catalogsOf, Result result) {
    try {
      var context = new Context(catalogsOf, ids, loaded.now());
      var run = Desk.run(loaded.account(), loaded.bound(), commands(waiting), context);
      var lines = new Lines(run.effects());
      for (var i = 0; i < waiting.size(); i++) {
        var pending = waiting.get(i);
        result.replies.put(pending, reply(run.outcomes().get(i), pending.command, lines, loaded));
      }
      var changed = !run.effects().isEmpty() || !run.after().equals(run.before());
      return changed ? Optional.of(new Decided(loaded, run, lines.answers)) : Optional.empty();
    } catch (RuntimeException broken) {
      waiting.forEach(result.replies::remove);
      result.broken.put(loaded.locked().customer(), broken);
      return Optional.empty();
    }
  }

  private static Reply reply(Outcome outcome, Command command, Lines lines, Loaded loaded) {
    return switch (outcome) {
      case Outcome.Refused(var refusal) -> new Reply.Refused(refusal);
      case Outcome.Repeated(var first) ->
          new Reply.Accepted(first, lines.answer(first, loaded), true);
      case Outcome.Accepted _ -> {
        var id = lines.byKey.get(command.key().keyName());
        yield id == null
            ? new Reply.UpToDate(loaded.now())
            : new Reply.Accepted(id, lines.answer(id, loaded), false);
      }
    };
  }

  /// The lines of the journal that a run adds, with their answers.
  private final class Lines {
    private final Map<Command.KeyName, UUID> byKey = new HashMap<>();
    private final Map<UUID, String> answers = new HashMap<>();

    Lines(List<Effect> effects) {
      for (var effect : effects) {
        if (effect instanceof Effect.Journaled(var line)) {
          byKey.put(line.key().keyName(), line.id());
          answers.put(line.id(), BatchWork.this.answers.json(line));
        }
      }
    }

    String answer(UUID id, Loaded loaded) {
      var fresh = answers.get(id);
      var answer = fresh == null ? loaded.answers().get(id) : fresh;
      if (answer == null) {
        throw new IllegalStateException("no answer " + id);
      }
      return answer;
    }
  }
}
