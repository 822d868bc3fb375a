package dev.saldo.testkit.world;

/// What is promised in every committed state, whatever goes wrong.
///
/// Each is counted when its precondition is met: a promise that was never put to the test proves
/// nothing.
public enum Promise {
  CONSERVATION("what leaves one account arrives in another, between wallets too"),
  DERIVABILITY("every lot, and what is owed, equals the sum of its entries"),
  CHAIN("every entry follows the one before it, unchanged"),
  NO_OVERDRAFT("nothing is taken or set aside beyond what there is"),
  EFFECT_ONCE("a key takes effect once, however often it is sent"),
  SAME_ANSWER("a repeat gets the first answer"),
  ACKNOWLEDGED_IS_DURABLE("what was answered is in the journal for good"),
  REFUSAL_CHANGES_NOTHING("a refused command leaves no trace and binds no key"),
  REFUSAL_IS_JUSTIFIED("what is refused was over its limit"),
  ATOMICITY("a crash leaves all of a step or nothing"),
  HOLDS_END_ONCE("a hold is captured, released or expired, once, and not after its end"),
  BURN_ORDER("lots are used in their order"),
  REFUNDS("a refund goes back where it came from, and not beyond what was taken"),
  BUDGETS("no act that asks first passes a budget or quota"),
  RATES("no act that asks first overfills a rolling window"),
  EVENTS_ONCE("an event counts once; another under its id is reported, never summed"),
  TALLIES("every count equals what the journal adds up to"),
  RESOURCES("never more is claimed than the plan includes, and each reference once"),
  DEBTS("what happened is never lost; who owes is not served"),
  RENEWALS("a period's credits are granted once"),
  LIVENESS("once faults stop, every request is resolved"),
  SOUNDNESS("no command breaks the program");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
