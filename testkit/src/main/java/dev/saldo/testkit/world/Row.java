package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.HeldAct;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Past;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All that is stored of one customer.
final class Row {
  /// Without holds, rate acts and earlier charges, which are kept apart.
  Account account;

  final Map<UUID, HeldAct> holds = new HashMap<>();

  /// Those of the holds that are open.
  final Map<UUID, HeldAct> open = new HashMap<>();

  final Map<UUID, Past> pasts = new HashMap<>();
  final Map<String, List<Instant>> acts = new HashMap<>();

  /// By wallet: lots that have ended and that nothing is set aside of.
  final Map<UUID, Map<UUID, Grant>> ended = new HashMap<>();

  final Map<Command.KeyName, Bound> bound = new HashMap<>();
  final Map<UUID, JournalLine> journal = new HashMap<>();

  /// When keys were bound; looked at by a planted bug alone.
  final Map<Command.KeyName, Instant> boundAt = new HashMap<>();

  /// Keys claimed before their effect; used by a planted bug alone.
  final Map<Command.KeyName, Command.Key> claimed = new HashMap<>();

  /// Refusals kept as answers; used by a planted bug alone.
  final Map<Command.KeyName, Refusal> refused = new HashMap<>();

  Row(Account account) {
    this.account = account;
  }

  void put(HeldAct act) {
    var id = act.hold().id();
    holds.put(id, act);
    if (act.hold().state() == Hold.State.OPEN) {
      open.put(id, act);
    } else {
      open.remove(id);
    }
  }

  List<Instant> acts(String rate) {
    return acts.computeIfAbsent(rate, _ -> new ArrayList<>());
  }
}
