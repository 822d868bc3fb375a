package dev.saldo.testkit.crash;

/// A broken promise.
///
/// @param what in words, with the key it was found at
record Violation(Kind kind, String what) {
  /// Which promise.
  enum Kind {
    /// What was acknowledged isn't in the journal.
    LOST,
    /// A key has two lines, or its credits were booked more than once.
    DOUBLED,
    /// The ledger shows another amount than the price.
    WRONG_AMOUNT,
    /// The answer that is kept isn't the one that was first given.
    CHANGED,
    /// What was refused has a line.
    REFUSED_BUT_BOOKED,
    /// A key has a line that nobody sent.
    UNASKED,
    /// An open request couldn't be cleared by sending it again.
    UNRESOLVED,
    /// What is left isn't what was granted less what was used.
    BALANCE,
    /// The audit found a difference.
    AUDIT
  }
}
