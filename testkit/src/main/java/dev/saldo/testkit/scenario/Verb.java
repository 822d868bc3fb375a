package dev.saldo.testkit.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a step does. Most are one request; [#CUSTOMER], [#RECORD] and those about invoices may be
/// more.
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
  /// Begins a customer's subscription to a plan.
  SUBSCRIBE,
  /// Changes a customer's subscription.
  CHANGE,
  /// What the same change would cost.
  PREVIEW,
  /// Ends a customer's subscription.
  CANCEL,
  /// Pauses it.
  PAUSE,
  /// Begins it again after a pause.
  RESUME,
  /// Sells a pack of credits.
  TOP_UP,
  /// Agrees that a customer's use of an action or meter is billed.
  CONSENT(Set.of("customer", "granted_by", "ceiling", "unit")),
  /// Reports many events of a type in few requests: `times` of them, the first happened `at`, each
  /// further one `between` later; the customer's time moves along.
  RECORD(Set.of("customer", "data", "at", "between")),
  /// All of a customer's invoices that have a number, with their sums.
  INVOICES(Set.of()),
  /// One of them: `which` is its place from 1, or `latest`, which it is when left out.
  INVOICE(Set.of("which")),
  /// The numbers of a workspace's invoices, of everyone's: gaps and repetitions in their `series`.
  NUMBERS(Set.of()),
  /// How a customer stands on what its plan limits.
  LIMITS(Set.of()),
  /// A term of decimals, `+ - * /` and brackets, such as of earlier answers' figures.
  COMPUTE(Set.of()),
  /// Publishes the scenario's catalog with some of its text replaced.
  PUBLISH,
  /// Any request: a method and a path, with `body`.
  REQUEST;

  private final Optional<Set<String>> fields;

  /// One whose fields go out with the request: the server says which it knows.
  Verb() {
    this.fields = Optional.empty();
  }

  /// One with these fields and no others.
  Verb(Set<String> fields) {
    this.fields = Optional.of(fields);
  }

  /// Whether a field means anything to it.
  boolean knows(String field) {
    return fields.isEmpty() || fields.get().contains(field);
  }

  /// The fields that it knows, in words.
  String known() {
    var names = fields.orElse(Set.of()).stream().sorted().toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /// Whether a step's `times` are one request's, not so many requests.
  boolean isBatch() {
    return this == RECORD;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }
}
