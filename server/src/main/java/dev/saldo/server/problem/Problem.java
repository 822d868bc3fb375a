package dev.saldo.server.problem;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One "no" to one request (RFC 9457), as a value: its type, the figures it names and its faults.
///
/// @param figures in the order in which they were named
/// @param faults of the body or the parameters, at most [#FAULTS_MAX]
/// @param retryAfter when the same request may pass; rounded up to whole seconds on the wire
/// @param rateLimits the limits to be told in the `RateLimit` fields
public record Problem(
    ProblemType type,
    Map<String, Figure> figures,
    List<Fault> faults,
    Optional<Duration> retryAfter,
    List<RateLimit> rateLimits) {

  /// How many faults one answer lists.
  public static final int FAULTS_MAX = 100;

  public Problem {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    faults = List.copyOf(faults);
    rateLimits = List.copyOf(rateLimits);
  }

  public static Problem of(ProblemType type) {
    return new Problem(type, Map.of(), List.of(), Optional.empty(), List.of());
  }

  /// The problem of faulty input: its type is the faults' own where they all share one, else
  /// `validation_failed`.
  public static Problem ofFaults(List<Fault> faults) {
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("a problem of faults needs one");
    }
    Fault first = faults.getFirst();
    boolean shared = faults.stream().allMatch(fault -> fault.type() == first.type());
    Problem problem = of(shared ? first.type() : ProblemType.VALIDATION_FAILED).withFaults(faults);
    return shared && faults.size() == 1 ? problem.withAll(first.figures()) : problem;
  }

  public Problem with(String name, BigDecimal value) {
    return with(name, new Figure.Amount(value));
  }

  public Problem with(String name, long value) {
    return with(name, new Figure.Count(value));
  }

  public Problem with(String name, String value) {
    return with(name, new Figure.Text(value));
  }

  public Problem with(String name, Instant value) {
    return with(name, new Figure.Moment(value));
  }

  public Problem with(String name, boolean value) {
    return with(name, new Figure.Flag(value));
  }

  public Problem with(String name, Figure figure) {
    return withAll(Map.of(name, figure));
  }

  public Problem withFaults(List<Fault> theFaults) {
    return new Problem(type, figures, theFaults, retryAfter, rateLimits);
  }

  public Problem retryAfter(Duration wait) {
    return new Problem(type, figures, faults, Optional.of(wait), rateLimits);
  }

  public Problem rateLimits(List<RateLimit> limits) {
    return new Problem(type, figures, faults, retryAfter, limits);
  }

  public ProblemException toException() {
    return new ProblemException(this);
  }

  private Problem withAll(Map<String, Figure> more) {
    var all = new LinkedHashMap<>(figures);
    all.putAll(more);
    return new Problem(type, all, faults, retryAfter, rateLimits);
  }
}
