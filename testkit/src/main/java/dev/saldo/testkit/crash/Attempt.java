package dev.saldo.testkit.crash;

import java.math.BigDecimal;

/// One request with its key, and what is known of its fate; written by one thread at a time.
final class Attempt {
  private final String customer;
  private final String key;
  private final Deed deed;
  private final BigDecimal credits;
  private final byte[] request;
  private Fate fate = new Fate.Unknown();
  private boolean wasUnknown;

  /// What is asked.
  enum Deed {
    CHARGE,
    HOLD,
    CAPTURE,
    RELEASE,
    REFUND,
    EVENT;

    /// What it does to the credits that are left: -1, 0 or 1 times its amount.
    int sign() {
      return switch (this) {
        case CHARGE, CAPTURE, EVENT -> -1;
        case HOLD, RELEASE -> 0;
        case REFUND -> 1;
      };
    }
  }

  /// What is known of it.
  sealed interface Fate {
    /// It took effect, and this is its first answer; of an event, the id it got.
    record Acknowledged(String answer) implements Fate {}

    /// It was refused and has changed nothing.
    record Refused(String answer) implements Fate {}

    /// It got no answer, or one that leaves it open.
    record Unknown() implements Fate {}
  }

  /// @param credits what the ledger must show for it
  Attempt(String customer, String key, Deed deed, BigDecimal credits, byte[] request) {
    this.customer = customer;
    this.key = key;
    this.deed = deed;
    this.credits = credits;
    this.request = request;
  }

  String customer() {
    return customer;
  }

  String key() {
    return key;
  }

  Deed deed() {
    return deed;
  }

  BigDecimal credits() {
    return credits;
  }

  byte[] request() {
    return request;
  }

  Fate fate() {
    return fate;
  }

  /// Whether it was open for a time.
  boolean wasUnknown() {
    return wasUnknown;
  }

  boolean isUnknown() {
    return fate instanceof Fate.Unknown;
  }

  void become(Fate known) {
    fate = known;
    wasUnknown |= known instanceof Fate.Unknown;
  }
}
