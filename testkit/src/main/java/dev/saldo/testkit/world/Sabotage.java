package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Command.KeyName;
import dev.saldo.core.account.Desk;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Where a planted bug is done: around keys and answers here, on what is read and written in
/// [Misreading] and [Miswriting]. Without a bug it passes everything on.
final class Sabotage {
  private static final UUID NOWHERE = new UUID(0, 1);

  private final Optional<Bug> planted;
  private final Chance chance;
  private final Misreading misreading;
  private final Miswriting miswriting;

  Sabotage(Optional<Bug> planted, Chance chance) {
    this.planted = planted;
    this.chance = chance;
    this.misreading = new Misreading();
    this.miswriting = new Miswriting(chance);
  }

  boolean has(Bug bug) {
    return planted.isPresent() && planted.get() == bug;
  }

  /// Changes what is known of keys before a decision.
  void lookUp(Row row, List<Command> commands, Map<KeyName, Bound> bound, Instant now) {
    if (planted.isEmpty()) {
      return;
    }
    for (var i = 0; i < commands.size(); i++) {
      var key = commands.get(i).key();
      var name = key.keyName();
      var first = bound.get(name);
      if (has(Bug.CLAIM_BEFORE_WRITE) && first == null && row.claimed.containsKey(name)) {
        bound.put(name, new Bound(NOWHERE, key.digest()));
      } else if (has(Bug.EXPIRING_DEDUPE) && first != null && isForgotten(row, name, now)) {
        bound.remove(name);
      } else if (has(Bug.CONFLICT_SUMMED) && first != null && isOther(key, first)) {
        commands.set(i, Rekeyed.with(commands.get(i), other(key)));
      } else if (has(Bug.REFUSAL_BINDS_KEY) && row.refused.containsKey(name)) {
        commands.set(i, new Command.PostDue(key));
      }
    }
  }

  private static boolean isForgotten(Row row, KeyName name, Instant now) {
    var at = row.boundAt.get(name);
    return at != null && at.plus(Duration.ofDays(1)).isBefore(now);
  }

  private static boolean isOther(Command.Key key, Bound first) {
    return !key.source().isEmpty() && !first.digest().equals(key.digest());
  }

  private static Command.Key other(Command.Key key) {
    return new Command.Key(key.source(), key.name() + "-" + key.digest().a(), key.digest());
  }

  Account read(Account account, Instant now) {
    return planted.map(bug -> misreading.of(bug, account, now)).orElse(account);
  }

  /// Claims keys in a step of its own; true when the effect then takes longer.
  boolean claims(Row row, List<Command> commands, Map<KeyName, Bound> bound) {
    if (!has(Bug.CLAIM_BEFORE_WRITE)) {
      return false;
    }
    for (var command : commands) {
      if (!bound.containsKey(command.key().keyName())) {
        row.claimed.put(command.key().keyName(), command.key());
      }
    }
    return true;
  }

  Written write(Row row, Desk.Run run) {
    var right = new Written(run.after(), run.effects());
    return planted.map(bug -> miswriting.of(bug, row, run, right)).orElse(right);
  }

  /// Whether the node died in the middle of the write.
  boolean isTorn() {
    return miswriting.isTorn();
  }

  /// After the effects were written: keys that are claimed only now.
  void claimLate(Row row, Desk.Run run, Consumer<Runnable> soon) {
    if (!has(Bug.WRITE_BEFORE_CLAIM)) {
      return;
    }
    for (var effect : run.effects()) {
      if (effect instanceof Effect.Journaled(var line)
          && !(line.answer() instanceof Answer.Posted)) {
        var name = line.key().keyName();
        row.bound.remove(name);
        soon.accept(() -> row.bound.put(name, new Bound(line.id(), line.key().digest())));
      }
    }
  }

  /// The answer to a repeat: the journal's.
  Reply replay(Row row, Desk.Run run, UUID first) {
    var line = row.journal.get(first);
    if (line == null) {
      return new Reply.Done(first, new Answer.UpToDate(run.after().lastAt()), true);
    }
    var answer = line.answer();
    if (has(Bug.FRESH_REPLAY) && answer instanceof Answer.Charged charged) {
      answer = new Answer.Charged(charged.id(), run.after().lastAt(), charged.story());
    }
    return new Reply.Done(first, answer, true);
  }

  Refusal refusal(Row row, Command command, Refusal refusal) {
    if (has(Bug.REFUSAL_BINDS_KEY) && chance.oneIn(2)) {
      row.refused.putIfAbsent(command.key().keyName(), refusal);
    }
    return refusal;
  }

  /// The answer to a command that was accepted.
  Reply done(Row row, Command command, Answer answer) {
    var kept = row.refused.get(command.key().keyName());
    return has(Bug.REFUSAL_BINDS_KEY) && kept != null && answer instanceof Answer.UpToDate
        ? new Reply.Refused(kept)
        : new Reply.Done(Ids.of(answer), answer, false);
  }

  /// What becomes durable.
  record Written(Account account, List<Effect> effects) {}
}
