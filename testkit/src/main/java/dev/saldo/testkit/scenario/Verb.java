package dev.saldo.testkit.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a step does; each is one request, but [#CUSTOMER], which may be three.
enum Verb {
  /// Makes a customer, at a time of its own (`at`) and on a plan (`plan`) if asked to.
  CUSTOMER,
  CHARGE,
  HOLD,
  /// Settles the hold that an earlier step opened.
  CAPTURE,
  RELEASE,
  EXTEND,
  /// Gives back what an earlier step charged.
  REFUND,
  CHECK,
  ESTIMATE,
  /// Reports an event of a type.
  EVENT,
  /// Gives credits of a kind.
  GRANT,
  /// Puts a customer on a plan.
  PLAN,
  /// Moves a customer's time.
  ADVANCE,
  BALANCE,
  USAGE,
  LEDGER,
  /// Reads the receipt of what an earlier step did.
  RECEIPT,
  BUDGET,
  /// Claims resources of a kind.
  CLAIM,
  /// Gives resources of a kind back.
  RETURN,
  /// What a customer is entitled to.
  ENTITLEMENTS,
  /// Publishes the scenario's catalog with some of its text replaced.
  PUBLISH,
  /// Any request: a method and a path, with `body`.
  REQUEST;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }
}
