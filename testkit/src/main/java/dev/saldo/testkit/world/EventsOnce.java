package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Refusal;
import java.util.HashMap;
import java.util.UUID;

/// At the end: what clients sent as events is what was recorded once, repeated, or reported as a
/// conflict.
final class EventsOnce {
  private EventsOnce() {}

  /// An event's id under its customer.
  private record Name(UUID customer, Command.KeyName key) {}

  static void examine(World world) {
    var recorded = new HashMap<Name, Integer>();
    for (var row : world.store.all()) {
      for (var line : row.journal.values()) {
        if (!(line.answer() instanceof Answer.Posted)) {
          var op = world.op(line.key());
          var name = new Name(op.customer, op.command.key().keyName());
          recorded.merge(name, 1, Integer::sum);
        }
      }
    }
    for (var op : world.ops) {
      if (op.command instanceof Command.RecordUsage) {
        var count = recorded.getOrDefault(new Name(op.customer, op.command.key().keyName()), 0);
        var told = op.answer.isPresent() || op.refusal.isPresent();
        var conflict = op.refusal.filter(Refusal.EventConflict.class::isInstance).isPresent();
        var right = count <= 1 && (op.answer.isEmpty() || count == 1) && (!conflict || count == 1);
        world.sightings.check(
            Promise.EVENTS_ONCE, told && right, "recorded " + count + " times", op.command);
      }
    }
  }
}
