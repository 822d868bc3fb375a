package dev.saldo.server.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits for the lanes: in order within a customer, the customers in the order in which their
/// commands came, the workspaces taking turns. Bounded.
///
/// A customer whose commands a lane has taken is left alone until that lane is done with them, so
/// that lanes of one node never wait for each other's locks. While a lane is at work, another one
/// begins only on enough commands to be worth a transaction, since one large batch costs less than
/// two small ones, or when the first takes long.
final class LaneQueue {
  private static final long LONG_NS = 10_000_000;

  private final int max;
  private final int worthwhile;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final LinkedHashSet<Long> turns = new LinkedHashSet<>();
  private int size;
  private int ready;
  private int atWork;
  private boolean closed;

  /// What waits for one workspace.
  private static final class Waiting {
    /// Of customers that no lane is at work on, the one that has waited longest first.
    private final LinkedHashMap<UUID, ArrayDeque<Pending>> ready = new LinkedHashMap<>();

    /// Of customers that a lane is at work on.
    private final Map<UUID, ArrayDeque<Pending>> busy = new HashMap<>();

    boolean isEmpty() {
      return ready.isEmpty() && busy.isEmpty();
    }
  }

  /// @param max how many commands may wait
  /// @param worthwhile how many must wait for a lane to begin while another is at work
  LaneQueue(int max, int worthwhile) {
    this.max = max;
    this.worthwhile = worthwhile;
  }

  /// Whether there was room.
  boolean offer(Pending pending) {
    lock.lock();
    try {
      if (closed || size >= max) {
        return false;
      }
      put(pending, false);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Puts commands that were taken back to where they were, in their order, even into a full or
  /// closed queue.
  void putBack(List<Pending> taken) {
    if (taken.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      taken.reversed().forEach(pending -> put(pending, true));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for commands and takes some of one workspace, at most `most` of at most `customersMost`
  /// customers; empty once the queue is closed and nothing waits any more. Whoever takes them says
  /// when it is done.
  List<Pending> take(int most, int customersMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var until = 0L;
      while (!mayBegin()) {
        if (closed && size == 0) {
          return List.of();
        }
        if (ready == 0) {
          until = 0;
          changed.await();
          continue;
        }
        var now = System.nanoTime();
        if (until == 0) {
          until = now + LONG_NS;
        } else if (now - until >= 0) {
          break;
        }
        changed.awaitNanos(until - now);
      }
      var workspace = turns.removeFirst();
      var queue = of(workspace);
      var taken = drain(queue, most, customersMost);
      if (!queue.ready.isEmpty()) {
        turns.addLast(workspace);
      }
      size -= taken.size();
      atWork++;
      changed.signal();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the work on what was taken, after what must be tried again was put back.
  void done(List<Pending> taken) {
    lock.lock();
    try {
      atWork--;
      for (var pending : taken) {
        var queue = of(pending.workspace);
        var left = queue.busy.remove(pending.customer);
        if (left != null && !left.isEmpty()) {
          queue.ready.put(pending.customer, left);
          ready += left.size();
          turns.add(pending.workspace);
        }
        if (queue.isEmpty()) {
          waiting.remove(pending.workspace);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more in; what waits is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean mayBegin() {
    return ready > 0 && (atWork == 0 || ready >= worthwhile);
  }

  private Waiting of(long workspace) {
    return waiting.computeIfAbsent(workspace, _ -> new Waiting());
  }

  private void put(Pending pending, boolean first) {
    var queue = of(pending.workspace);
    var busy = queue.busy.get(pending.customer);
    if (busy == null) {
      ready++;
      turns.add(pending.workspace);
    }
    var commands =
        busy == null
            ? queue.ready.computeIfAbsent(pending.customer, _ -> new ArrayDeque<>())
            : busy;
    if (first) {
      commands.addFirst(pending);
    } else {
      commands.addLast(pending);
    }
    size++;
  }

  private List<Pending> drain(Waiting queue, int most, int customersMost) {
    var taken = new ArrayList<Pending>(Math.min(most, 256));
    for (var customers = 0;
        customers < customersMost && taken.size() < most && !queue.ready.isEmpty();
        customers++) {
      var next = queue.ready.pollFirstEntry();
      var commands = next.getValue();
      queue.busy.put(next.getKey(), commands);
      ready -= commands.size();
      for (var more = true; more && taken.size() < most && !commands.isEmpty(); ) {
        var pending = commands.removeFirst();
        taken.add(pending);
        more = !pending.turns();
      }
    }
    return taken;
  }
}
