package dev.saldo.server.customer;

import dev.saldo.server.customer.CustomerDirectory.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Joins what many threads look up at the same time: while one query is under way, what is asked
/// for meanwhile waits and becomes the next. An answer never comes from a query that began before
/// it was asked for. Safe for use by many threads.
final class Lookups {
  private static final int MOST = 1_000;

  private final Function<Collection<Named>, Map<Named, Known>> query;
  private final List<Asked> waiting = new ArrayList<>();
  private boolean underWay;

  /// A customer as a request names it.
  record Named(long workspace, String reference) {}

  private record Asked(Named named, CompletableFuture<Optional<Known>> answer) {}

  /// @param query finds those that exist
  Lookups(Function<Collection<Named>, Map<Named, Known>> query) {
    this.query = query;
  }

  Optional<Known> find(Named named) {
    var asked = new Asked(named, new CompletableFuture<>());
    if (join(asked)) {
      // In a thread of its own, because it goes on with what others ask for.
      try {
        Thread.ofVirtual().name("saldo-customers").start(this::run);
      } catch (RuntimeException | Error failure) {
        run();
      }
    }
    try {
      return asked.answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /// Whether somebody must begin to look.
  private synchronized boolean join(Asked asked) {
    waiting.add(asked);
    var first = !underWay;
    underWay = true;
    return first;
  }

  private synchronized List<Asked> take() {
    var some = waiting.subList(0, Math.min(MOST, waiting.size()));
    var taken = List.copyOf(some);
    some.clear();
    underWay = !taken.isEmpty();
    return taken;
  }

  private void run() {
    for (var taken = take(); !taken.isEmpty(); taken = take()) {
      try {
        var names = new HashSet<Named>();
        taken.forEach(asked -> names.add(asked.named));
        var found = query.apply(names);
        taken.forEach(asked -> asked.answer.complete(Optional.ofNullable(found.get(asked.named))));
      } catch (RuntimeException | Error failure) {
        taken.forEach(asked -> asked.answer.completeExceptionally(failure));
      }
    }
  }
}
