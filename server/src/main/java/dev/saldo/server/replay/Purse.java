package dev.saldo.server.replay;

import java.math.BigDecimal;
import java.util.concurrent.locks.ReentrantLock;

/// What one customer of a replay surely has: its top-ups, less what rows used and may still use.
///
/// The wallet is topped up before a row could run it short: a row takes its upper bound out of the
/// purse before it is sent, and puts back what it didn't use. The plan's own credits aren't
/// counted, because they may end at a reset. Top-ups are numbered, so that a replay that goes on
/// after a break asks for the same ones again and gets no more.
final class Purse {
  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();
  private BigDecimal sure = BigDecimal.ZERO;
  private int topUps;

  /// Where credits come from.
  interface Source {
    /// Gives the top-up of a number, once.
    ///
    /// @return how much it was
    BigDecimal topUp(int number);
  }

  Purse(Source source) {
    this.source = source;
  }

  /// Takes what a row can use at most, topping up first if need be.
  void take(BigDecimal bound) {
    lock.lock();
    try {
      while (sure.compareTo(bound) < 0) {
        topUps++;
        sure = sure.add(source.topUp(topUps));
      }
      sure = sure.subtract(bound);
    } finally {
      lock.unlock();
    }
  }

  /// Puts back what a row didn't use.
  void giveBack(BigDecimal unused) {
    lock.lock();
    try {
      sure = sure.add(unused);
    } finally {
      lock.unlock();
    }
  }

  int topUps() {
    lock.lock();
    try {
      return topUps;
    } finally {
      lock.unlock();
    }
  }
}
