package dev.saldo.testkit.world;

import dev.saldo.core.account.Command;

/// A command under another key.
final class Rekeyed {
  private Rekeyed() {}

  static Command with(Command command, Command.Key key) {
    return switch (command) {
      case Command.Charge c -> new Command.Charge(key, c.act(), c.confirmed(), c.override());
      case Command.OpenHold c ->
          new Command.OpenHold(key, c.act(), c.amount(), c.livesFor(), c.confirmed(), c.override());
      case Command.RecordUsage c -> new Command.RecordUsage(key, c.act(), c.occurredAt());
      case Command.GiveCredits c ->
          new Command.GiveCredits(
              key,
              c.kind(),
              c.label(),
              c.amount(),
              c.wallet(),
              c.priority(),
              c.effectiveAt(),
              c.expiry(),
              c.paid());
      default -> command;
    };
  }
}
