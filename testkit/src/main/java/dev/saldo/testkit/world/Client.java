package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.ledger.ChainHash;
import java.util.Optional;
import java.util.UUID;

/// The customers' programs: they send, wait, try again with the same key, and sometimes send again
/// what was answered long ago.
final class Client {
  final Known known = new Known();
  private final World world;

  Client(World world) {
    this.world = world;
  }

  void send(Op op) {
    op.attempts++;
    var attempt = op.attempts;
    var call = new Call(op.customer, command(op), reply -> receive(op, reply));
    var node = world.anyNode();
    world.deliver(() -> node.receive(call));
    world.loop.after(
        world.chance.micros(2 * Loop.SECOND, 6 * Loop.SECOND),
        () -> {
          if (!op.resolved && op.attempts == attempt) {
            send(op);
          }
        });
  }

  private Command command(Op op) {
    if (op.attempts == 1 || !world.has(Bug.NEW_KEY_PER_RETRY)) {
      return op.command;
    }
    var key = op.command.key();
    var fresh = new Command.Key(key.source(), key.name() + "/" + op.attempts, key.digest());
    return Rekeyed.with(op.command, fresh);
  }

  private void receive(Op op, Reply reply) {
    switch (reply) {
      case Reply.Done(var line, var answer, var replayed) -> done(op, line, answer, replayed);
      case Reply.Refused(var refusal) -> refused(op, refusal);
      case Reply.Unknown() -> {
        if (!op.resolved) {
          again(op, world.chance.micros(Loop.SECOND / 10, 2 * Loop.SECOND));
        }
      }
    }
  }

  private void again(Op op, long micros) {
    world.loop.after(micros, () -> send(op));
  }

  private void done(Op op, UUID line, Answer answer, boolean replayed) {
    if (op.command instanceof Command.PostDue) {
      op.resolved = true;
      return;
    }
    durable(op, line);
    if (op.answer.isPresent()) {
      world.sightings.check(
          Promise.SAME_ANSWER, op.answer.get().equals(answer), "another answer", answer);
      return;
    }
    if (replayed) {
      var kept = world.store.row(op.customer).journal.get(line);
      var same = kept != null && kept.answer().equals(answer);
      world.sightings.check(Promise.SAME_ANSWER, same, "not the journal's answer", answer);
    }
    op.answer = Optional.of(answer);
    op.refusal = Optional.empty();
    op.resolved = true;
    learn(op.customer, answer);
    if (world.faults() && op.deliberateRepeats == 0 && world.chance.oneIn(6)) {
      op.deliberateRepeats++;
      again(op, world.chance.micros(Loop.SECOND, 4 * 86_400 * Loop.SECOND));
    }
  }

  /// What was answered stands in the journal, with what this op asked.
  void durable(Op op, UUID line) {
    var kept = world.store.row(op.customer).journal.get(line);
    world.sightings.check(
        Promise.ACKNOWLEDGED_IS_DURABLE,
        kept != null && kept.key().digest().equals(op.command.key().digest()),
        "acknowledged and gone",
        op.command);
  }

  private void refused(Op op, Refusal refusal) {
    world.sightings.check(
        Promise.EFFECT_ONCE,
        !(refusal instanceof Refusal.KeyReused),
        "its own key is said to be another's",
        op.command);
    if (op.answer.isPresent()) {
      return;
    }
    op.refusal = Optional.of(refusal);
    if (!op.resolved && op.attempts < 4 && world.faults() && world.chance.oneIn(4)) {
      again(op, world.chance.micros(Loop.SECOND, 3_600 * Loop.SECOND));
    } else {
      op.resolved = true;
    }
  }

  private void learn(UUID customer, Answer answer) {
    var things = known.of(customer);
    switch (answer) {
      case Answer.Charged a -> {
        things.charges.add(a.id());
        if (a.story().action().equals("image") || a.story().action().equals("again")) {
          things.images.add(a.id());
        }
      }
      case Answer.Captured a -> things.charges.add(a.id());
      case Answer.Recorded a -> a.story().ifPresent(_ -> things.charges.add(a.id()));
      case Answer.HoldOpened a -> things.holds.add(a.id());
      case Answer.Granted a -> things.grants.add(a.id());
      default -> {}
    }
  }

  /// A digest that stands for an op and nothing else.
  static ChainHash digest(int op) {
    return new ChainHash(op, 0x5a1d0, ~op, 1);
  }
}
