package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Bound;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Past;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Grant;
import dev.saldo.core.wallet.Wallet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is durable, and the locks on it.
final class StoreModel {
  private final Map<UUID, Row> rows = new HashMap<>();
  private final Map<UUID, Waiter> owners = new HashMap<>();
  private final Map<UUID, ArrayDeque<Waiter>> queues = new HashMap<>();

  /// Someone who wants a customer for itself.
  ///
  /// @param life which of its lives the node was in: a dead node's locks are gone
  record Waiter(Node node, int life, Runnable granted) {
    boolean lives() {
      return node.isUp() && node.life() == life;
    }
  }

  void add(Row row) {
    rows.put(row.account.customer(), row);
  }

  Row row(UUID customer) {
    var row = rows.get(customer);
    if (row == null) {
      throw new IllegalStateException("no customer " + customer);
    }
    return row;
  }

  List<Row> all() {
    return List.copyOf(rows.values());
  }

  // --- Locks ---

  void lock(UUID customer, Waiter waiter) {
    var owner = owners.get(customer);
    if (owner == null || !owner.lives()) {
      owners.put(customer, waiter);
      waiter.granted().run();
    } else {
      queues.computeIfAbsent(customer, _ -> new ArrayDeque<>()).add(waiter);
    }
  }

  void unlock(UUID customer, Node node) {
    var owner = owners.get(customer);
    if (owner != null && owner.node() == node) {
      owners.remove(customer);
      next(customer);
    }
  }

  /// A node died: the database notices and frees what it had locked.
  void abandon(Node node) {
    for (var customer : List.copyOf(owners.keySet())) {
      unlock(customer, node);
    }
  }

  private void next(UUID customer) {
    var queue = queues.get(customer);
    while (queue != null && !queue.isEmpty() && !owners.containsKey(customer)) {
      var waiter = queue.poll();
      if (waiter.lives()) {
        owners.put(customer, waiter);
        waiter.granted().run();
      }
    }
  }

  // --- Writing ---

  /// Writes all that a step comes to, at once.
  void write(UUID customer, Account after, List<Effect> effects) {
    var row = row(customer);
    effects.forEach(effect -> write(row, effect));
    after.holds().values().forEach(row::put);
    after.pasts().forEach(row.pasts::put);
    var wallets = new HashMap<UUID, Wallet>();
    after.wallets().forEach((id, wallet) -> wallets.put(id, withoutEnded(row, wallet)));
    row.account =
        Lots.of(after, wallets, Map.of(), after.budgets(), after.tallies(), Map.of(), Map.of());
  }

  private static void write(Row row, Effect effect) {
    switch (effect) {
      case Effect.Journaled(var line) -> {
        row.journal.put(line.id(), line);
        row.bound.put(line.key().keyName(), new Bound(line.id(), line.key().digest()));
        row.boundAt.put(line.key().keyName(), line.recordedAt());
        past(line).ifPresent(past -> row.pasts.put(past.id(), past));
      }
      case Effect.RateCounted(var rate, var _, var at) -> row.acts(rate).add(at);
      default -> {}
    }
  }

  private static Wallet withoutEnded(Row row, Wallet wallet) {
    var kept = new ArrayList<Grant>();
    for (var lot : wallet.grants()) {
      if (lot.state() == Grant.State.EXPIRED && lot.held().isZero()) {
        row.ended.computeIfAbsent(wallet.id(), _ -> new HashMap<>()).put(lot.id(), lot);
      } else {
        kept.add(lot);
      }
    }
    return Lots.with(wallet, kept);
  }

  /// The earlier charge that a journal line is to a later command.
  static Optional<Past> past(JournalLine line) {
    return story(line.answer())
        .map(story ->
            new Past(
                line.id(),
                story.balance().wallet(),
                story.action(),
                story.data(),
                story.price(),
                story.funding(),
                story.tallied(),
                line.occurredAt(),
                Credits.zero(story.price().unit()),
                0,
                story.root()));
  }

  static Optional<Answer.Story> story(Answer answer) {
    return switch (answer) {
      case Answer.Charged charged -> Optional.of(charged.story());
      case Answer.Captured captured -> Optional.of(captured.story());
      case Answer.Recorded recorded -> recorded.story();
      default -> Optional.empty();
    };
  }
}
