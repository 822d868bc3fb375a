package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.Context;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Outcome;
import dev.saldo.core.account.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One server: takes a customer's waiting requests together, decides them under the customer's
/// lock, writes them in one step, and answers. It may die between any two of these.
final class Node {
  private static final int BATCH_MAX = 4;

  private final World world;
  private final Map<UUID, ArrayDeque<Call>> waiting = new HashMap<>();
  private final Set<UUID> busy = new HashSet<>();
  private boolean up = true;
  private int life;
  private long skewMicros;

  Node(World world) {
    this.world = world;
  }

  boolean isUp() {
    return up;
  }

  int life() {
    return life;
  }

  void skew(long micros) {
    skewMicros = micros;
  }

  Instant clock() {
    return world.loop.now().plus(skewMicros, ChronoUnit.MICROS);
  }

  void receive(Call call) {
    if (!up) {
      return;
    }
    waiting.computeIfAbsent(call.customer(), _ -> new ArrayDeque<>()).add(call);
    if (busy.add(call.customer())) {
      begin(call.customer());
    }
  }

  private void begin(UUID customer) {
    Runnable granted = () -> soon(() -> decide(customer));
    if (world.has(Bug.CHECK_THEN_ACT)) {
      granted.run();
    } else {
      world.store.lock(customer, new StoreModel.Waiter(this, life, granted));
    }
  }

  private void decide(UUID customer) {
    var calls = new ArrayList<Call>();
    var queue = waiting.getOrDefault(customer, new ArrayDeque<>());
    while (!queue.isEmpty() && calls.size() < BATCH_MAX) {
      calls.add(queue.poll());
    }
    var row = world.store.row(customer);
    var commands = new ArrayList<>(calls.stream().map(Call::command).toList());
    var now = row.account.now(clock());
    var bound = new HashMap<KeyName, Bound>();
    for (var command : commands) {
      var key = command.key().keyName();
      var first = row.bound.get(key);
      if (first != null) {
        bound.put(key, first);
      }
    }
    world.sabotage.lookUp(row, commands, bound, now);
    var before = world.sabotage.read(Loading.load(row, commands, now), now);
    var run = run(before, bound, commands, now);
    if (world.has(Bug.ACKNOWLEDGED_TOO_EARLY)) {
      answer(row, calls, run, new ArrayList<>());
    }
    if (world.sabotage.claims(row, commands, bound)) {
      soon(() -> soon(() -> commit(customer, now, calls, run)));
    } else {
      soon(() -> commit(customer, now, calls, run));
    }
  }

  private Desk.Run run(
      Account before, Map<KeyName, Bound> bound, List<Command> commands, Instant now) {
    world.sightings.check(Promise.SOUNDNESS, true, "");
    try {
      return Desk.run(before, bound, commands, new Context(Goods.ALL, world.ids, now));
    } catch (RuntimeException broken) {
      throw new Violation(Promise.SOUNDNESS, broken + " on " + commands);
    }
  }

  private void commit(UUID customer, Instant now, List<Call> calls, Desk.Run run) {
    if (world.faulty(90)) {
      crash();
      return;
    }
    var connection = world.faulty(70);
    var written = !connection || world.chance.oneIn(2);
    if (written) {
      world.write(customer, now, calls, run);
    }
    if (world.faulty(90) || world.sabotage.isTorn()) {
      crash();
      return;
    }
    var row = world.store.row(customer);
    if (connection) {
      calls.forEach(call -> world.deliver(() -> call.reply().accept(new Reply.Unknown())));
    } else if (!world.has(Bug.ACKNOWLEDGED_TOO_EARLY)) {
      answer(row, calls, run, new ArrayList<>());
    }
    if (written) {
      world.sabotage.claimLate(row, run, this::soonIfSpared);
    }
    finish(customer);
  }

  private void finish(UUID customer) {
    world.store.unlock(customer, this);
    if (waiting.getOrDefault(customer, new ArrayDeque<>()).isEmpty()) {
      busy.remove(customer);
    } else {
      begin(customer);
    }
  }

  /// Sends each caller its outcome; a repeat gets what the journal kept.
  private void answer(Row row, List<Call> calls, Desk.Run run, List<Reply> replies) {
    for (var outcome : run.outcomes()) {
      replies.add(
          switch (outcome) {
            case Outcome.Accepted accepted ->
                world.sabotage.done(row, calls.get(replies.size()).command(), accepted.answer());
            case Outcome.Refused(var refusal) -> refused(row, calls.get(replies.size()), refusal);
            case Outcome.Repeated(var first) -> world.sabotage.replay(row, run, first);
          });
    }
    for (var i = 0; i < calls.size(); i++) {
      var reply = replies.get(i);
      world.answered(run.outcomes().get(i), reply);
      var call = calls.get(i);
      world.deliver(() -> call.reply().accept(reply));
    }
  }

  private Reply refused(Row row, Call call, Refusal refusal) {
    return new Reply.Refused(world.sabotage.refusal(row, call.command(), refusal));
  }

  void crash() {
    up = false;
    life++;
    waiting.clear();
    busy.clear();
    world.store.abandon(this);
    world.loop.after(world.chance.micros(Loop.SECOND, 4 * Loop.SECOND), () -> up = true);
  }

  /// Lets the node go on a moment later, unless it dies just before.
  private void soonIfSpared(Runnable act) {
    soon(() -> {
      if (world.faulty(90)) {
        crash();
      } else {
        act.run();
      }
    });
  }

  /// Lets the node go on a moment later, if it still lives.
  private void soon(Runnable act) {
    var then = life;
    world.loop.after(
        world.chance.micros(200, 4_000),
        () -> {
          if (up && life == then) {
            act.run();
          }
        });
  }
}
