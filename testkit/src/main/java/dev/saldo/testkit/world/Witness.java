package dev.saldo.testkit.world;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Consent;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.JournalLine;
import dev.saldo.core.account.Settings;
import dev.saldo.core.account.Term;
import dev.saldo.core.catalog.Plan;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.ledger.Entry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Watches one customer: reads what was written down, line by line, and holds it to the promises.
///
/// It keeps its own picture of lots, holds, charges and counts, taken from the journal and the
/// entries alone, and compares the store with it after every commit.
final class Witness {
  private static final int COMPARE_ALL = 20;

  final Sightings sightings;
  final Books books;
  final Purse purse;
  final Counts counts;
  final Things things;
  final Map<UUID, SeenHold> holds = new HashMap<>();
  final Map<UUID, SeenCharge> charges = new HashMap<>();
  final Map<UUID, JournalLine> journal = new HashMap<>();
  private final Map<Command.KeyName, UUID> keys = new HashMap<>();
  private final Set<ChainHash> asked = new HashSet<>();
  private final List<Term> terms = new ArrayList<>();
  private final Map<String, Consent> consents = new HashMap<>();
  private final Acts acts = new Acts(this);
  private Settings settings = Settings.STANDARD;
  private int commits;

  Witness(Sightings sightings, java.time.ZoneId zone) {
    this.sightings = sightings;
    this.books = new Books(sightings);
    this.purse = new Purse(sightings, books);
    this.counts = new Counts(sightings, zone);
    this.things = new Things(sightings, counts);
  }

  /// Reads what one commit wrote down, then compares the store with it.
  void committed(List<Effect> effects, Row row) {
    var entries = new ArrayList<Entry>();
    for (var effect : effects) {
      switch (effect) {
        case Effect.EntryPosted(var entry) -> entries.add(entry);
        case Effect.GrantOpened(var wallet, var grant) -> purse.open(wallet, grant);
        case Effect.Journaled(var line) -> {
          once(line);
          acts.examine(line);
          entries.forEach(books::post);
          entries.clear();
          note(line);
        }
        default -> {}
      }
    }
    sightings.check(Promise.ATOMICITY, entries.isEmpty(), "entries without a line", entries);
    sightings.check(
        Promise.CONSERVATION,
        books.onTheirWay().signum() == 0,
        "between wallets",
        books.onTheirWay());
    commits++;
    compare(row, commits % COMPARE_ALL == 0);
  }

  /// Compares what changed after every commit, and everything after some and at the end.
  void compare(Row row, boolean all) {
    var same =
        all ? journal.keySet().equals(row.journal.keySet()) : journal.size() == row.journal.size();
    sightings.check(Promise.ATOMICITY, same, "the journal's lines differ");
    purse.compare(row.account, row, all);
    counts.compare(row.account, all);
    if (all) {
      things.compare(row.account);
    }
    for (var act : all ? row.holds.values() : row.open.values()) {
      var seen = holds.get(act.hold().id());
      var open = act.hold().state() == dev.saldo.core.wallet.Hold.State.OPEN;
      sightings.check(
          Promise.HOLDS_END_ONCE, seen != null && seen.open == open, "hold differs", act.hold());
    }
  }

  private void once(JournalLine line) {
    var first = keys.putIfAbsent(line.key().keyName(), line.id());
    var due = line.answer() instanceof Answer.Posted || line.answer() instanceof Answer.Lapsed;
    sightings.check(
        due ? Promise.RENEWALS : Promise.EFFECT_ONCE,
        first == null,
        "a key took effect twice",
        line);
    if (!due) {
      sightings.check(
          Promise.EFFECT_ONCE, asked.add(line.key().digest()), "asked once, done twice", line);
    }
    journal.put(line.id(), line);
  }

  /// What isn't an act and still changes what is allowed.
  private void note(JournalLine line) {
    switch (line.answer()) {
      case Answer.ResourcesClaimed claim -> things.claim(claim, terms.getLast().plan());
      case Answer.ResourcesReturned some -> things.giveBack(some);
      case Answer.PlanChanged change -> {
        things.change(plan(), change);
        var term = change.term();
        terms.add(term);
        purse.allow(
            Goods.plan(term.plan())
                .overdraft()
                .map(limit -> limit.amount())
                .orElse(BigDecimal.ZERO));
      }
      case Answer.BudgetSet(var _, var _, var budget) -> counts.set(budget);
      case Answer.BudgetRemoved(var _, var _, var budget) -> counts.remove(budget);
      case Answer.SettingsChanged(var _, var _, var chosen) -> settings = chosen;
      case Answer.ConsentGiven(var _, var _, var consent, var withdrawn) -> {
        if (withdrawn) {
          consents.remove(consent.action());
        } else {
          consents.put(consent.action(), consent);
        }
      }
      case Answer.Corrected corrected ->
          purse
              .lot(corrected.grant())
              .filter(lot -> lot.terms.grantedAt().isAfter(line.recordedAt()))
              .ifPresent(lot -> lot.cancelled = true);
      default -> {}
    }
  }

  /// The current plan.
  Optional<String> plan() {
    return terms.isEmpty() ? Optional.empty() : Optional.of(terms.getLast().plan());
  }

  boolean hasPlan() {
    return !terms.isEmpty();
  }

  /// The plan at a time; the first one for what lies before it.
  String plan(Instant at) {
    for (var i = terms.size() - 1; i > 0; i--) {
      if (!terms.get(i).from().isAfter(at)) {
        return terms.get(i).plan();
      }
    }
    return terms.getFirst().plan();
  }

  boolean mayOverrun(String action, Instant at) {
    if (settings.hardLimit().orElse(false)) {
      return false;
    }
    var rule = Goods.plan(plan(at)).overage();
    return rule == Plan.Overage.BILLED
        || (rule == Plan.Overage.ON_CONSENT
            && (consents.containsKey(action) || consents.containsKey(Consent.ANY_ACTION)));
  }
}
