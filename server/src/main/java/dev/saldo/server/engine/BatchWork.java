package dev.saldo.server.engine;

import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Ids;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Outcome;
import dev.saldo.server.engine.Reply.Reason;
import dev.saldo.store.account.AccountStore;
import dev.saldo.store.account.Decided;
import dev.saldo.store.account.Loaded;
import dev.saldo.store.account.LockedAccount;
import dev.saldo.store.account.Writing;
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
import java.util.concurrent.Executor;

/// Decides a batch inside a transaction: locks, loads, decides, writes. Whether and how it commits
/// is the lane's concern. Safe for use by many threads, each with a connection of its own.
final class BatchWork {
  /// How many commands of one customer are decided before what they bring about is written.
  private static final int PART = 50;

  private static final Reply UNSAFE =
      new Reply.Unavailable(Reply.Outcome.NONE, Reason.CLOCK_UNSAFE);

  private final AccountStore store;
  private final CatalogCache catalogs;
  private final AnswerWriter answers;
  private final Ids ids;
  private final InstantSource clock;
  private final Believable believable;
  private final ClockGuard guard;

  BatchWork(
      AccountStore store,
      CatalogCache catalogs,
      AnswerWriter answers,
      Ids ids,
      InstantSource clock,
      Believable believable,
      ClockGuard guard) {
    this.store = store;
    this.catalogs = catalogs;
    this.answers = answers;
    this.ids = ids;
    this.clock = clock;
    this.believable = believable;
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
  /// @param executor what sends rows while others are being decided
  Result run(Connection connection, List<Pending> batch, AccountStore.Wait wait, Executor executor)
      throws SQLException {
    var workspace = batch.getFirst().workspace;
    var byCustomer = new LinkedHashMap<UUID, List<Pending>>(batch.size() * 2);
    for (var pending : batch) {
      byCustomer.computeIfAbsent(pending.customer, _ -> new ArrayList<>(1)).add(pending);
    }
    var database = AccountStore.enter(connection, workspace);
    // Before the locks, because a wait for one would look like a clock that has gone ahead.
    var asked = clock.instant();
    var believed = believable.isBelievable(asked);
    // A time that isn't believed must not become the furthest that the clock was ahead.
    if (believed && !guard.isSafe(asked, database)) {
      return unsafe(batch);
    }
    var locked = store.lock(connection, workspace, byCustomer.keySet(), wait);
    // Only now, because a wait for a lock must not put yesterday's time on today's posting.
    var now = clock.instant();
    var result = Result.empty(batch.size(), locked.size());
    if (locked.size() < byCustomer.size()) {
      sortOut(connection, workspace, byCustomer, locked, result);
    }
    if (!believed || !believable.isBelievable(now)) {
      locked = onTestClocks(byCustomer, locked, result);
    }
    var commands = new HashMap<UUID, List<Command>>(byCustomer.size() * 2);
    byCustomer.forEach((customer, waiting) -> commands.put(customer, commands(waiting)));
    var catalogsOf = catalogs.of(workspace);
    var loaded = store.load(connection, workspace, locked, commands, now, catalogsOf);
    var writing = store.writing(connection, workspace, executor);
    try {
      byCustomer.forEach((customer, waiting) ->
          Optional.ofNullable(loaded.get(customer))
              .flatMap(account -> decide(account, waiting, catalogsOf, writing, result))
              .ifPresent(result.decided::add));
      if (result.writes()) {
        writing.end(result.decided);
      }
    } finally {
      writing.abandon();
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
    batch.forEach(pending -> replies.put(pending, UNSAFE));
    return new Result(replies, List.of(), Map.of(), 0, List.of());
  }

  /// Leaves out customers who live by the node's clock, which has leapt ahead.
  ///
  /// @return those on test clocks, whose time is their own
  private static List<LockedAccount> onTestClocks(
      Map<UUID, List<Pending>> byCustomer, List<LockedAccount> locked, Result result) {
    var left = new ArrayList<LockedAccount>();
    for (var account : locked) {
      if (account.testClock().isPresent()) {
        left.add(account);
      } else {
        var waiting = byCustomer.getOrDefault(account.customer(), List.of());
        byCustomer.remove(account.customer());
        waiting.forEach(pending -> result.replies.put(pending, UNSAFE));
      }
    }
    return left;
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

  /// Decides one customer's commands, some at a time, and writes what they bring about; empty when
  /// there is nothing to write.
  private Optional<Decided> decide(
      Loaded loaded, List<Pending> waiting, Catalogs catalogsOf, Writing writing, Result result) {
    var context = new Context(catalogsOf, ids, loaded.now());
    var lines = new Lines();
    var bound = loaded.bound();
    var account = loaded.account();
    var changed = false;
    for (var from = 0; from < waiting.size(); from += PART) {
      var part = waiting.subList(from, Math.min(from + PART, waiting.size()));
      Desk.Run run;
      try {
        run = Desk.run(account, bound, commands(part), context);
        lines.add(run.effects());
        for (var i = 0; i < part.size(); i++) {
          var pending = part.get(i);
          var reply = reply(run.outcomes().get(i), pending.command, lines, loaded);
          result.replies.put(pending, reply);
        }
      } catch (RuntimeException broken) {
        if (from > 0) {
          throw broken;
        }
        waiting.forEach(result.replies::remove);
        result.broken.put(loaded.locked().customer(), broken);
        return Optional.empty();
      }
      writing.append(account.customer(), run.effects(), lines.answers);
      changed |= !run.effects().isEmpty();
      account = run.after();
      bound = lines.bound(loaded.bound());
    }
    return changed || !account.equals(loaded.account())
        ? Optional.of(new Decided(loaded, account))
        : Optional.empty();
  }

  private static Reply reply(Outcome outcome, Command command, Lines lines, Loaded loaded) {
    return switch (outcome) {
      case Outcome.Refused(var refusal) -> new Reply.Refused(refusal);
      case Outcome.Repeated(var first) ->
          new Reply.Accepted(first, lines.answer(first, loaded), true);
      case Outcome.Accepted _ -> {
        var line = lines.byKey.get(command.key().keyName());
        yield line == null
            ? new Reply.UpToDate(loaded.now())
            : new Reply.Accepted(line.id(), lines.answer(line.id(), loaded), false);
      }
    };
  }

  /// The lines of the journal that a run adds, with their answers.
  private final class Lines {
    private final Map<Command.KeyName, JournalLine> byKey = new HashMap<>();
    private final Map<UUID, String> answers = new HashMap<>();

    void add(List<Effect> effects) {
      for (var effect : effects) {
        if (effect instanceof Effect.Journaled(var line)) {
          byKey.put(line.key().keyName(), line);
          answers.put(line.id(), BatchWork.this.answers.json(line));
        }
      }
    }

    /// The keys that have taken effect before or in this batch.
    Map<Command.KeyName, Bound> bound(Map<Command.KeyName, Bound> before) {
      var all = new HashMap<>(before);
      byKey.forEach((name, line) -> all.put(name, new Bound(line.id(), line.key().digest())));
      return all;
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
