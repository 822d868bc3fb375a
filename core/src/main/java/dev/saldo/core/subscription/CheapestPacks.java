package dev.saldo.core.subscription;

import dev.saldo.core.catalog.CreditPack;
import dev.saldo.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/// The cheapest way to cover credits that are short: packs, and overage for the rest where it is
/// billed. Of ways that cost the same the one with the fewest packs.
///
/// Packs are tried from the cheapest credit on, the most of each first; what can't become cheaper
/// than the best so far isn't followed. After [#LOOKED_AT_MAX] steps the best so far stands, which
/// only catalogs with many packs of nearly the same price come to.
public final class CheapestPacks {
  private static final int LOOKED_AT_MAX = 2_000;
  private static final MathContext BELOW = new MathContext(34, RoundingMode.FLOOR);

  private final List<Offer> offers;
  private final Optional<List<Piece>> overage;
  private final Optional<CommittedMonth> committed;
  private final BigDecimal[] leastFrom;
  private Optional<Way> best = Optional.empty();
  private int lookedAt;

  /// A pack at its price.
  public record Offer(CreditPack pack, Money price) {
    BigDecimal size() {
      return pack.credits().amount();
    }

    BigDecimal each() {
      return price.amount().divide(size(), BELOW);
    }
  }

  /// Credits of one action that are short.
  ///
  /// @param each what `per` credits cost as overage
  public record Piece(String action, BigDecimal credits, Money each, BigDecimal per) {
    BigDecimal cost(BigDecimal of) {
      return PriceMath.part(each, of, per).amount();
    }
  }

  /// What covers a shortfall.
  ///
  /// @param credits in the packs
  /// @param overage credits by action
  public record Chosen(
      SequencedMap<Offer, BigDecimal> packs, BigDecimal credits, Map<String, BigDecimal> overage) {}

  private record Way(List<BigDecimal> counts, BigDecimal credits, BigDecimal cost) {
    BigDecimal packs() {
      return counts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Way plus(Offer offer, BigDecimal count) {
      var more = new ArrayList<>(counts);
      more.add(count);
      return new Way(
          more,
          credits.add(count.multiply(offer.size())),
          cost.add(count.multiply(offer.price().amount())));
    }

    Way costing(BigDecimal more) {
      return new Way(counts, credits, cost.add(more));
    }
  }

  /// @param offers packs of one unit, in one currency
  /// @param overage what each action would be billed for, in the order in which credits pay for
  ///   them, so that the last is short first; empty where it is refused
  /// @param committed what is undertaken to be bought anyway, in the packs' unit
  public CheapestPacks(
      List<Offer> offers, Optional<List<Piece>> overage, Optional<CommittedMonth> committed) {
    this.offers = offers.stream().sorted(Comparator.comparing(Offer::each)).toList();
    this.overage = overage;
    this.committed = committed;
    this.leastFrom = leastFrom();
  }

  /// What covers so many credits; empty where nothing does.
  public Optional<Chosen> cover(BigDecimal shortfall) {
    best = Optional.empty();
    lookedAt = 0;
    look(0, shortfall, new Way(List.of(), BigDecimal.ZERO, BigDecimal.ZERO));
    return best.map(way -> chosen(way, shortfall));
  }

  private Chosen chosen(Way way, BigDecimal shortfall) {
    var packs = new LinkedHashMap<Offer, BigDecimal>();
    for (var i = 0; i < way.counts().size(); i++) {
      if (way.counts().get(i).signum() > 0) {
        packs.put(offers.get(i), way.counts().get(i));
      }
    }
    var rest = shortfall.subtract(way.credits()).max(BigDecimal.ZERO);
    var billed = new LinkedHashMap<String, BigDecimal>();
    take(rest, (piece, credits) -> billed.merge(piece.action(), credits, BigDecimal::add));
    return new Chosen(packs, way.credits(), billed);
  }

  private void look(int at, BigDecimal left, Way way) {
    lookedAt++;
    if (left.signum() <= 0 || overage.isPresent()) {
      consider(way.costing(beside(way, left)));
    }
    if (left.signum() <= 0 || at == offers.size()) {
      return;
    }
    var offer = offers.get(at);
    var isDearerFurtherOn = leastFrom[at + 1].compareTo(offer.each()) >= 0;
    var most = left.divide(offer.size(), 0, RoundingMode.CEILING);
    for (var count = most; count.signum() >= 0; count = count.subtract(BigDecimal.ONE)) {
      if (lookedAt > LOOKED_AT_MAX) {
        return;
      }
      var next = way.plus(offer, count);
      var rest = left.subtract(count.multiply(offer.size())).max(BigDecimal.ZERO);
      var isEnough = rest.signum() == 0;
      if (!isBeaten(next.cost().add(rest.multiply(leastFrom[at + 1])))) {
        look(at + 1, rest, next);
      } else if (isDearerFurtherOn && !isEnough) {
        return;
      }
    }
  }

  /// What is paid beside packs: overage, and what is missing of what was undertaken.
  private BigDecimal beside(Way way, BigDecimal left) {
    var cost = new BigDecimal[] {BigDecimal.ZERO};
    take(left.max(BigDecimal.ZERO), (piece, of) -> cost[0] = cost[0].add(piece.cost(of)));
    return committed
        .map(month ->
            month
                .credits()
                .amount()
                .subtract(month.bought())
                .subtract(way.credits())
                .max(BigDecimal.ZERO)
                .multiply(month.price().amount()))
        .orElse(BigDecimal.ZERO)
        .add(cost[0]);
  }

  private void consider(Way way) {
    var isBetter =
        best.isEmpty()
            || way.cost().compareTo(best.get().cost()) < 0
            || way.cost().compareTo(best.get().cost()) == 0
                && way.packs().compareTo(best.get().packs()) < 0;
    if (isBetter) {
      best = Optional.of(way);
    }
  }

  private boolean isBeaten(BigDecimal atLeast) {
    return best.isPresent() && atLeast.compareTo(best.get().cost()) > 0;
  }

  /// The credits that are short last come first.
  private void take(BigDecimal credits, BiConsumer<Piece, BigDecimal> consumer) {
    var left = credits;
    for (var piece : overage.orElse(List.of()).reversed()) {
      var taken = left.min(piece.credits());
      if (taken.signum() > 0) {
        consumer.accept(piece, taken);
        left = left.subtract(taken);
      }
    }
  }

  /// From each pack on, the least that a credit costs.
  private BigDecimal[] leastFrom() {
    var ofOverage =
        overage.flatMap(pieces ->
            pieces.stream()
                .map(piece -> piece.each().amount().divide(piece.per(), BELOW))
                .min(Comparator.naturalOrder()));
    var least = new BigDecimal[offers.size() + 1];
    for (var i = 0; i < offers.size(); i++) {
      var each = offers.get(i).each();
      least[i] = ofOverage.map(each::min).orElse(each);
    }
    var last = offers.isEmpty() ? BigDecimal.ZERO : offers.getLast().each();
    least[offers.size()] = ofOverage.orElse(last);
    return least;
  }
}
