package dev.saldo.testkit.world;

/// A mistake that real systems of this kind have made, planted around the decision to prove that
/// the oracles see it.
public enum Bug {
  CLAIM_BEFORE_WRITE("the key is committed before its effect; a crash between loses the effect"),
  WRITE_BEFORE_CLAIM("the effect is committed before its key; a retry does it again"),
  CHECK_THEN_ACT("a decision on an account that another node is changing"),
  EXPIRING_DEDUPE("keys are forgotten after a day"),
  NEW_KEY_PER_RETRY("the client makes up a new key for each attempt"),
  CAPTURE_OF_EXPIRED_HOLD("a hold is captured after its end"),
  REFUND_TO_WRONG_LOT("a refund goes to another lot than the one that paid"),
  DOUBLE_REFUND("what was refunded before is forgotten"),
  IGNORED_HOLDS("what is set aside is spent"),
  EXPIRY_WITHOUT_BREAKAGE("what expires leaves no entry"),
  WRONG_BURN_ORDER("the lots that should be last are used first"),
  LOST_TALLY_UPDATE("a batch writes back only some of its counts"),
  FIXED_WINDOW("a rate is counted by the clock's hour instead of rolling"),
  PARTIAL_BATCH("a crash in the middle of a write leaves a part of it"),
  CONFLICT_SUMMED("another event under a known id counts as well"),
  RENEWED_TWICE("when credits are due next is forgotten"),
  FLOATING_POINT("what is left of a lot is computed in binary"),
  REFUSAL_BINDS_KEY("a refusal is kept as the key's answer"),
  ACKNOWLEDGED_TOO_EARLY("the answer is sent before the commit"),
  FRESH_REPLAY("a repeat gets today's answer instead of the first"),
  REOPENED_HOLD("an ended hold is read from a stale copy"),
  LEAF_BUDGET_ONLY("the budgets above the nearest one are not counted"),
  REORDERED_LATE_ACT("acts that come late are put before those already counted"),
  UNCOUNTED_CLAIMS("how many are claimed already is read before others have claimed");

  private final String words;

  Bug(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
