package dev.saldo.core.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The acts that a rate limit has seen, numbered from 1 in the order of their times.
///
/// An exact rolling window needs one act alone: with at most N acts in a window, a further one is
/// allowed when the N-th latest lies outside it. So this knows the last number, the acts that were
/// looked up by number, and those added since.
///
/// @param last the number of the latest act; 0 when there is none
/// @param probes acts looked up in the store, by number
/// @param added the acts after the stored ones, in order; the last of them has the number `last`
public record RateActs(long last, Map<Long, Instant> probes, List<Instant> added) {
  public static final RateActs NONE = new RateActs(0, Map.of(), List.of());

  public RateActs {
    probes = Map.copyOf(probes);
    added = List.copyOf(added);
  }

  /// When the `n`-th latest act happened; empty when there aren't that many, or when the store no
  /// longer keeps it because it lies outside every window.
  public Optional<Instant> latest(int n) {
    var number = last - n + 1;
    var firstAdded = last - added.size() + 1;
    return number >= firstAdded && n >= 1
        ? Optional.of(added.get((int) (number - firstAdded)))
        : Optional.ofNullable(probes.get(number));
  }

  /// With one more act. Acts are kept in the order of their times: one that comes in late counts at
  /// the latest act's time.
  public RateActs plus(Instant at) {
    var more = new ArrayList<Instant>(added.size() + 1);
    more.addAll(added);
    more.add(latest(1).filter(at::isBefore).orElse(at));
    return new RateActs(last + 1, probes, more);
  }
}
