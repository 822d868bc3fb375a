package dev.saldo.server.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits in a lane: in order within a workspace, the workspaces taking turns. Bounded.
final class LaneQueue {
  private final int max;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, ArrayDeque<Pending>> waiting = new HashMap<>();
  private final LinkedHashSet<Long> turns = new LinkedHashSet<>();
  private int size;
  private boolean closed;

  /// Which commands one batch takes.
  enum Share {
    /// Whatever waits for a workspace.
    WORKSPACE,
    /// What waits for one customer.
    CUSTOMER
  }

  LaneQueue(int max) {
    this.max = max;
  }

  /// Whether there was room.
  boolean offer(Pending pending) {
    lock.lock();
    try {
      if (closed || size >= max) {
        return false;
      }
      queue(pending.workspace).addLast(pending);
      added(pending.workspace, 1);
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
      for (var pending : taken.reversed()) {
        queue(pending.workspace).addFirst(pending);
        added(pending.workspace, 1);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits for commands and takes up to `most` of one workspace; empty once the queue is closed and
  /// nothing waits any more.
  List<Pending> take(int most, Share share) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0) {
        if (closed) {
          return List.of();
        }
        changed.await();
      }
      var workspace = turns.removeFirst();
      var queue = queue(workspace);
      var taken = drain(queue, most, share);
      size -= taken.size();
      if (queue.isEmpty()) {
        waiting.remove(workspace);
      } else {
        turns.addLast(workspace);
      }
      return taken;
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

  private ArrayDeque<Pending> queue(long workspace) {
    return waiting.computeIfAbsent(workspace, _ -> new ArrayDeque<>());
  }

  private void added(long workspace, int count) {
    size += count;
    turns.add(workspace);
    changed.signal();
  }

  private static List<Pending> drain(ArrayDeque<Pending> queue, int most, Share share) {
    var taken = new ArrayList<Pending>(Math.min(most, queue.size()));
    var left = new ArrayList<Pending>(0);
    var turned = new HashSet<UUID>(0);
    while (taken.size() < most && !queue.isEmpty()) {
      var pending = queue.removeFirst();
      var other =
          share == Share.CUSTOMER
              && !taken.isEmpty()
              && !taken.getFirst().customer.equals(pending.customer);
      if (other || turned.contains(pending.customer)) {
        left.add(pending);
      } else {
        taken.add(pending);
        if (pending.turns()) {
          turned.add(pending.customer);
        }
      }
    }
    left.reversed().forEach(queue::addFirst);
    return taken;
  }
}
