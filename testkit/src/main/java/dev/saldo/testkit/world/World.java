package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Everything there is, for one seed: customers, their clients, a network, nodes, a store, and the
/// witnesses that watch.
public final class World {
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("America/Sao_Paulo"), ZoneId.of("Asia/Kolkata"));
  private static final int NODES = 3;
  private static final int STEPS_MAX = 400_000;

  final Chance chance;
  final Loop loop = new Loop();
  final StoreModel store = new StoreModel();
  final Ids ids = new Ids();
  final Sabotage sabotage;
  final Sightings sightings = new Sightings();
  final List<Op> ops = new ArrayList<>();
  private final Map<UUID, Witness> witnesses = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Client client;
  private final Script script;
  private boolean faults = true;
  private int decided;

  /// How a seed went.
  ///
  /// @param commands how many commands were decided
  /// @param broken the first promise that was broken, and how
  public record Result(long seed, int commands, Optional<Broken> broken, Sightings sightings) {}

  /// A broken promise.
  public record Broken(Promise promise, String words) {}

  private World(long seed, Optional<Bug> planted) {
    chance = new Chance(seed);
    sabotage = new Sabotage(planted, new Chance(~seed));
    for (var i = 0; i < NODES; i++) {
      nodes.add(new Node(this));
    }
    var customers = new ArrayList<UUID>();
    for (var i = 0; i < 2; i++) {
      var id = new UUID(0x7000, 0x8000_0000_0000_0000L | i + 1);
      var zone = chance.of(ZONES);
      store.add(new Row(Account.begin(id, zone, Loop.START)));
      witnesses.put(id, new Witness(sightings, zone));
      customers.add(id);
    }
    client = new Client(this);
    script = new Script(this, customers, client.known);
  }

  /// Lets a world happen.
  public static Result run(long seed, Optional<Bug> planted) {
    var world = new World(seed, planted);
    Optional<Broken> broken = Optional.empty();
    try {
      world.live();
    } catch (Violation violation) {
      var words = Optional.ofNullable(violation.getMessage()).orElse("");
      broken = Optional.of(new Broken(violation.promise(), words));
    }
    return new Result(seed, world.decided, broken, world.sightings);
  }

  private void live() {
    loop.after(0, this::issue);
    var steps = 0;
    while (loop.step()) {
      steps++;
      if (steps > STEPS_MAX) {
        throw new Violation(Promise.LIVENESS, "the world doesn't come to rest");
      }
    }
    store.all().forEach(row -> witness(row.account.customer()).compare(row, true));
    for (var op : ops) {
      sightings.check(Promise.LIVENESS, op.resolved, "never resolved", op.command);
      op.answer.ifPresent(answer -> client.durable(op, Ids.of(answer)));
    }
    EventsOnce.examine(this);
  }

  /// A client asks for the next thing, and something may break meanwhile.
  private void issue() {
    if (script.isOver()) {
      faults = false;
      return;
    }
    if (faulty(40)) {
      chance.of(nodes).crash();
    }
    if (faulty(40)) {
      var hours = 3_600 * Loop.SECOND;
      chance.of(nodes).skew(chance.micros(-2 * hours, 2 * hours));
    }
    var op = script.next();
    ops.add(op);
    client.send(op);
    loop.after(script.gapMicros(), this::issue);
  }

  boolean has(Bug bug) {
    return sabotage.has(bug);
  }

  /// Whether something goes wrong that does so once in so many times; never again once the faults
  /// have stopped.
  boolean faulty(int times) {
    return faults && chance.oneIn(times);
  }

  boolean faults() {
    return faults;
  }

  Node anyNode() {
    return chance.of(nodes);
  }

  Witness witness(UUID customer) {
    var witness = witnesses.get(customer);
    if (witness == null) {
      throw new IllegalStateException("no customer " + customer);
    }
    return witness;
  }

  /// Carries a message: late, twice, or not at all.
  void deliver(Runnable message) {
    if (faulty(30)) {
      return;
    }
    if (faulty(30)) {
      loop.after(chance.micros(100, 40 * Loop.SECOND), message);
    }
    var slow = faulty(40) ? 30 * Loop.SECOND : 20_000;
    loop.after(chance.micros(100, slow), message);
  }

  /// Makes a decision durable, and holds it to the promises.
  void write(UUID customer, Instant now, List<Call> calls, Desk.Run run) {
    var row = store.row(customer);
    var before = row.account;
    var written = sabotage.write(row, run);
    store.write(customer, written.account(), written.effects());
    var witness = witness(customer);
    witness.committed(written.effects(), row);
    decided += run.outcomes().size();
    var refused = run.outcomes().stream().allMatch(Outcome.Refused.class::isInstance);
    if (refused && before.nextDueAt().isAfter(now)) {
      var same =
          row.account.wallets().equals(before.wallets())
              && row.account.tallies().equals(before.tallies())
              && row.account.terms().equals(before.terms())
              && row.account.budgets().equals(before.budgets());
      sightings.check(Promise.REFUSAL_CHANGES_NOTHING, same, "a trace", run.outcomes());
    }
    if (calls.size() == 1 && run.outcomes().getFirst() instanceof Outcome.Refused(var refusal)) {
      new Refusals(witness, row, now).examine(calls.getFirst().command(), refusal);
    }
  }

  /// What a node is about to answer follows from what was decided just now.
  void answered(Outcome outcome, Reply reply) {
    if (reply instanceof Reply.Refused) {
      sightings.check(
          Promise.REFUSAL_CHANGES_NOTHING,
          outcome instanceof Outcome.Refused,
          "refused by an old decision",
          reply);
    }
  }

  /// The op that a digest stands for: digests carry its number.
  Op op(Command.Key key) {
    return ops.get((int) key.digest().a());
  }
}
