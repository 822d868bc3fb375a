package dev.saldo.server.migration;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Command;
import dev.saldo.core.account.Effect;
import dev.saldo.core.account.Outcome;
import dev.saldo.core.account.PeriodFees;
import dev.saldo.core.account.Refusal;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.server.account.Looking;
import dev.saldo.store.migration.Candidate;
import dev.saldo.store.migration.Candidates;
import dev.saldo.store.migration.Migration;
import dev.saldo.store.migration.Whom.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// What a migration would come to: the decisions themselves on snapshots, a slice of customers at a
/// time, whose effects are read and thrown away.
final class Foresight {
  /// How many customers are looked at for one answer: about as many as a second allows.
  static final int MOST = 5_000;

  private static final int SLICE = 500;

  private final Candidates candidates;
  private final Looking looking;
  private final int most;

  /// @param most how many customers are looked at for what all of it comes to
  Foresight(Candidates candidates, Looking looking, int most) {
    this.candidates = candidates;
    this.looking = looking;
    this.most = most;
  }

  /// The next customers after a place.
  List<Foreseen> page(long workspace, Migration.Terms terms, Place after, int most) {
    return of(workspace, terms, candidates.page(workspace, terms.whom(), after, most));
  }

  /// What all of it comes to, or the first customers, where there are more than may be looked at.
  Totals totals(long workspace, Migration.Terms terms) {
    var totals = new Totals();
    var after = Place.BEGINNING;
    for (var left = most; left > 0; left -= SLICE) {
      var size = Math.min(SLICE, left);
      // One more, to know whether there is one.
      var found = candidates.page(workspace, terms.whom(), after, size + 1);
      var slice = found.subList(0, Math.min(size, found.size()));
      of(workspace, terms, slice).forEach(totals::add);
      if (found.size() <= size) {
        return totals;
      }
      after = slice.getLast().place();
    }
    return totals.incomplete();
  }

  private List<Foreseen> of(long workspace, Migration.Terms terms, List<Candidate> slice) {
    var commands = new HashMap<UUID, Command>();
    slice.forEach(one -> commands.put(one.customer(), Moves.preview(terms, one)));
    var seen = commands.isEmpty() ? null : looking.at(workspace, commands);
    var foreseen = new ArrayList<Foreseen>();
    for (var one : slice) {
      var plan = terms.plan(one.on().map(Candidate.On::plan).orElse(""));
      var result =
          Optional.ofNullable(seen == null ? null : seen.get(one.customer()))
              .map(found -> result(workspace, terms, one, found))
              .orElseGet(() -> new Foreseen.Result.Not(new Refusal.NotFound("customer", "")));
      foreseen.add(new Foreseen(one, plan, result));
    }
    return foreseen;
  }

  private Foreseen.Result result(
      long workspace, Migration.Terms terms, Candidate candidate, Looking.Seen seen) {
    var catalogs = looking.catalogs().of(workspace);
    return switch (seen.run().outcomes().getFirst()) {
      case Outcome.Refused(var refusal) -> new Foreseen.Result.Not(refusal);
      case Outcome.Repeated _ -> throw new IllegalStateException("nothing binds the key");
      case Outcome.Accepted accepted -> {
        var before = PeriodFees.now(seen.run().before(), catalogs);
        var later = Moves.isLater(terms, candidate);
        var after =
            later
                ? PeriodFees.arranged(seen.account(), catalogs)
                : PeriodFees.now(seen.account(), catalogs);
        var at =
            seen.account()
                .subscription()
                .filter(_ -> later)
                .map(one -> one.paid().until())
                .orElse(seen.now());
        var replaces = seen.run().before().subscription().flatMap(Subscription::arrangedBy);
        yield new Foreseen.Result.Moved(
            at, before, after, charged(accepted.effects()), credits(accepted.answer()), replaces);
      }
    };
  }

  private static SortedMap<String, BigDecimal> credits(Answer answer) {
    var credits = new TreeMap<String, BigDecimal>();
    if (answer instanceof Answer.PlanChanged changed) {
      changed
          .grants()
          .forEach(grant ->
              credits.merge(
                  grant.amount().unit().code(), grant.amount().amount(), BigDecimal::add));
    }
    return credits;
  }

  /// The sum of what would stand on invoices, each line rounded as there.
  private static Optional<Money> charged(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Owed.class::isInstance)
        .map(effect -> ((Effect.Owed) effect).item().amount().rounded())
        .reduce(Money::plus);
  }
}
