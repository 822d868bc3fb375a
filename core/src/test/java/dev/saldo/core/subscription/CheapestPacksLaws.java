package dev.saldo.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.Commitment;
import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.CheapestPacks.Chosen;
import dev.saldo.core.subscription.CheapestPacks.Offer;
import dev.saldo.core.subscription.CheapestPacks.Piece;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// No combination of packs and overage is cheaper than the chosen one: against every combination.
class CheapestPacksLaws {
  private static final int SEEDS = 2_000;
  private static final CreditUnit CREDIT = new CreditUnit("credit");

  /// One shortfall with what is sold to cover it.
  private record Case(
      List<Offer> offers, Optional<List<Piece>> overage, Optional<CommittedMonth> committed) {
    static Case any(SplittableRandom random) {
      var committed =
          random.nextInt(3) == 0
              ? Optional.of(committed(random))
              : Optional.<CommittedMonth>empty();
      var offers = new ArrayList<Offer>();
      var count = random.nextInt(4);
      for (var i = 0; i < count; i++) {
        var size = number(1 + random.nextInt(12));
        var price =
            committed
                .map(month -> month.price().times(size))
                .orElseGet(() -> euros(random.nextInt(40)));
        offers.add(offer(i, size, price));
      }
      var pieces = new ArrayList<Piece>();
      var kinds = 1 + random.nextInt(3);
      for (var i = 0; i < kinds; i++) {
        var each = euros(random.nextInt(6));
        pieces.add(
            new Piece("a" + i, number(1 + random.nextInt(9)), each, number(1 + random.nextInt(3))));
      }
      var isBilled = random.nextBoolean();
      return new Case(offers, isBilled ? Optional.of(pieces) : Optional.empty(), committed);
    }

    private static CommittedMonth committed(SplittableRandom random) {
      var terms =
          new Commitment(
              "c",
              "c",
              new Credits(CREDIT, number(1 + random.nextInt(20))),
              Amounts.of(euros(1 + random.nextInt(4))),
              BigDecimal.ZERO);
      return CommittedMonth.begun(
          terms, Prices.EUR, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    }

    /// What a way costs: packs, overage of what is short last, and what is missing of the
    /// commitment.
    BigDecimal cost(List<Integer> counts, BigDecimal shortfall) {
      var cost = BigDecimal.ZERO;
      var credits = BigDecimal.ZERO;
      for (var i = 0; i < counts.size(); i++) {
        var count = number(counts.get(i));
        cost = cost.add(offers.get(i).price().amount().multiply(count));
        credits = credits.add(offers.get(i).pack().credits().amount().multiply(count));
      }
      var rest = shortfall.subtract(credits).max(BigDecimal.ZERO);
      for (var piece : overage.orElse(List.of()).reversed()) {
        var taken = rest.min(piece.credits());
        cost = cost.add(PriceMath.part(piece.each(), taken, piece.per()).amount());
        rest = rest.subtract(taken);
      }
      if (rest.signum() > 0) {
        return number(1_000_000);
      }
      if (committed.isPresent()) {
        var month = committed.get();
        var missing = month.credits().amount().subtract(credits).max(BigDecimal.ZERO);
        cost = cost.add(missing.multiply(month.price().amount()));
      }
      return cost;
    }

    /// The least of all.
    BigDecimal least(List<Integer> counts, BigDecimal shortfall) {
      if (counts.size() == offers.size()) {
        return cost(counts, shortfall);
      }
      var least = number(1_000_000);
      var most = shortfall.intValueExact() / offers.get(counts.size()).size().intValueExact() + 1;
      for (var count = 0; count <= most; count++) {
        var more = new ArrayList<>(counts);
        more.add(count);
        least = least.min(least(more, shortfall));
      }
      return least;
    }

    List<Integer> counts(Chosen chosen) {
      return offers.stream()
          .map(offer -> chosen.packs().getOrDefault(offer, BigDecimal.ZERO).intValueExact())
          .toList();
    }
  }

  private static Offer offer(int name, BigDecimal size, Money price) {
    var title = "pack " + name;
    return new Offer(
        new CreditPack(
            title, title, new Credits(CREDIT, size), Amounts.of(price), Optional.empty()),
        price);
  }

  private static BigDecimal number(long of) {
    return BigDecimal.valueOf(of);
  }

  private static Money euros(long of) {
    return new Money(Prices.EUR, number(of));
  }

  @Test
  void noOtherWayIsCheaper() {
    var covered = 0;
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var one = Case.any(random);
      var shortfall =
          one.overage()
              .map(pieces ->
                  pieces.stream().map(Piece::credits).reduce(BigDecimal.ZERO, BigDecimal::add))
              .orElseGet(() -> number(1 + random.nextInt(25)));
      var chosen = new CheapestPacks(one.offers(), one.overage(), one.committed()).cover(shortfall);
      if (chosen.isEmpty()) {
        assertThat(one.offers()).as("seed %d", seed).isEmpty();
        assertThat(one.overage()).as("seed %d", seed).isEmpty();
        continue;
      }
      covered++;
      assertThat(one.cost(one.counts(chosen.get()), shortfall))
          .as("seed %d", seed)
          .isEqualByComparingTo(one.least(List.of(), shortfall));
    }
    assertThat(covered).isGreaterThan(SEEDS / 2);
  }

  /// What nobody needs must not take for ever either.
  @Test
  void anAbsurdShortfallIsCoveredAllTheSame() {
    var offers =
        List.of(
            offer(1, number(9_999_999), euros(99)),
            offer(2, number(10_000_001), euros(99)),
            offer(3, number(7), euros(1)),
            offer(4, number(5), euros(1)));
    var absurd = new BigDecimal("99999999999999999999999999");
    var chosen = new CheapestPacks(offers, Optional.empty(), Optional.empty()).cover(absurd);
    assertThat(chosen.orElseThrow().credits()).isGreaterThanOrEqualTo(absurd);
  }
}
