package dev.saldo.testkit.world;

import dev.saldo.core.account.Account;
import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The resources that a customer has claimed, as a plain set of references for each kind.
final class Things {
  private final Sightings sightings;
  private final Counts counts;
  private final Map<String, Set<String>> claimed = new HashMap<>();

  Things(Sightings sightings, Counts counts) {
    this.sightings = sightings;
    this.counts = counts;
  }

  private Set<String> of(String kind) {
    return claimed.computeIfAbsent(kind, _ -> new TreeSet<>());
  }

  private void check(boolean holds, String words, Object... details) {
    sightings.check(Promise.RESOURCES, holds, words, details);
  }

  void claim(Answer.ResourcesClaimed answer, String plan) {
    var kind = answer.standing().resource();
    var more = 0;
    for (var item : answer.items()) {
      check(of(kind).add(item.reference()) == item.changed(), "claimed twice", answer);
      more += item.changed() ? 1 : 0;
    }
    var used = of(kind).size();
    check(more == 0 || Goods.plan(plan).resource(kind).allows(used), "too many", plan, answer);
    check(answer.standing().used() == used, "counted otherwise", used, answer);
    counts.consume(TallyKey.resource(kind), BigDecimal.valueOf(more));
  }

  void giveBack(Answer.ResourcesReturned answer) {
    var kind = answer.standing().resource();
    var less = 0;
    for (var item : answer.items()) {
      if (item.changed()) {
        check(of(kind).remove(item.reference()), "given back without a claim", answer);
        less++;
      }
    }
    for (var reference : answer.absent()) {
      check(!of(kind).contains(reference), "said to be absent", answer);
    }
    check(answer.standing().used() == of(kind).size(), "counted otherwise", answer);
    counts.consume(TallyKey.resource(kind), BigDecimal.valueOf(-less));
  }

  /// No change to a plan with fewer than are claimed, unless it was given time.
  void change(Optional<String> before, Answer.PlanChanged answer) {
    var plan = answer.term().plan();
    check(answer.tolerated().isPresent() || !isDowngrade(before, plan), "downgraded below", answer);
  }

  boolean isDowngrade(Optional<String> before, String plan) {
    for (var kind : claimed.entrySet()) {
      var limit = Goods.plan(plan).resource(kind.getKey());
      var isBelow =
          before.map(old -> limit.isBelow(Goods.plan(old).resource(kind.getKey()))).orElse(true);
      if (isBelow && !limit.allows(kind.getValue().size())) {
        return true;
      }
    }
    return false;
  }

  boolean isFull(Refusal.ResourceLimitReached refusal) {
    var used = of(refusal.resource()).size();
    return used == refusal.used() && used + refusal.asked() > refusal.limit();
  }

  /// The store has the same ones.
  void compare(Account account) {
    var stored = new HashMap<String, Set<String>>();
    for (var resource : account.resources().values()) {
      if (resource.isClaimed()) {
        check(add(stored, resource), "one reference is claimed twice", resource);
      }
    }
    claimed.values().removeIf(Set::isEmpty);
    check(stored.equals(claimed), "the claimed ones differ", stored, claimed);
  }

  private static boolean add(Map<String, Set<String>> stored, Resource resource) {
    return stored.computeIfAbsent(resource.name(), _ -> new HashSet<>()).add(resource.reference());
  }
}
