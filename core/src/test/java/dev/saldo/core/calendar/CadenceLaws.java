package dev.saldo.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Periods cut time without gap or overlap, in every zone, through every change of its clock.
final class CadenceLaws {
  private static final long SEED = 3_141_592;
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2060-01-01T00:00:00Z");
  private static final List<Cadence> CALENDAR =
      List.of(Cadence.DAY, Cadence.WEEK, Cadence.MONTH, Cadence.YEAR);

  static Stream<String> zones() {
    return Stream.of(
        "UTC",
        "Europe/Madrid",
        "America/Sao_Paulo",
        "America/Havana",
        "America/St_Johns",
        "America/Santiago",
        "America/Asuncion",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Tehran",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "Antarctica/Troll");
  }

  @ParameterizedTest
  @MethodSource("zones")
  void calendarPeriodsTileTime(String name) {
    var zone = ZoneId.of(name);
    for (var cadence : CALENDAR) {
      var period = cadence.containing(FROM, zone);
      assertThat(period.contains(FROM)).isTrue();
      while (period.until().isBefore(UNTIL)) {
        var next = cadence.containing(period.until(), zone);
        assertThat(next.from()).as("%s in %s", cadence, name).isEqualTo(period.until());
        assertThat(cadence.containing(period.until().minusNanos(1), zone)).isEqualTo(period);
        period = next;
      }
    }
  }

  /// All zones there are, every instant at which a clock was ever changed and a little around it:
  /// among these are days that were skipped, days that were repeated, and midnights that came
  /// twice.
  @ParameterizedTest
  @MethodSource("everyZone")
  void aPeriodContainsTheInstantItIsAskedForAndAnswersForAllItContains(String name) {
    var zone = ZoneId.of(name);
    var random = new SplittableRandom(SEED);
    for (var at : instants(zone, random)) {
      for (var cadence : CALENDAR) {
        var period = cadence.containing(at, zone);

        assertThat(period.contains(at)).as("%s in %s at %s", cadence, name, at).isTrue();
        for (var inside : within(period, random)) {
          assertThat(cadence.containing(inside, zone))
              .as("%s in %s at %s, asked at %s", cadence, name, at, inside)
              .isEqualTo(period);
        }
      }
    }
  }

  /// One name for each set of rules.
  static Stream<String> everyZone() {
    var rules = new HashSet<ZoneRules>();
    return ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .filter(name -> rules.add(ZoneId.of(name).getRules()));
  }

  @ParameterizedTest
  @MethodSource("zones")
  void anchoredPeriodsTileTime(String name) {
    var zone = ZoneId.of(name);
    var random = new SplittableRandom(SEED);
    for (var day : List.of(1, 28, 29, 30, 31)) {
      var local = LocalDateTime.of(2024, 1, day, random.nextInt(24), random.nextInt(60));
      var anchor = local.atZone(zone).toInstant();
      for (var cadence : CALENDAR) {
        tile(cadence, anchor, zone);
      }
    }
  }

  private static void tile(Cadence cadence, Instant anchor, ZoneId zone) {
    var until = cadence == Cadence.DAY ? FROM.plus(Duration.ofDays(800)) : UNTIL;
    var period = cadence.anchored(anchor, FROM, zone);
    assertThat(period.contains(FROM)).isTrue();
    while (period.until().isBefore(until)) {
      var next = cadence.anchored(anchor, period.until(), zone);
      assertThat(next.from())
          .as("%s from %s in %s", cadence, anchor, zone)
          .isEqualTo(period.until());
      assertThat(cadence.anchored(anchor, period.until().minusNanos(1), zone)).isEqualTo(period);
      period = next;
    }
  }

  @ParameterizedTest
  @MethodSource("everyZone")
  void anAnchoredPeriodContainsTheInstantItIsAskedFor(String name) {
    var zone = ZoneId.of(name);
    var random = new SplittableRandom(SEED);
    for (var at : instants(zone, random)) {
      var anchor = at.minusSeconds(random.nextLong(0, 100_000_000));
      for (var cadence : CALENDAR) {
        var period = cadence.anchored(anchor, at, zone);

        assertThat(period.contains(at)).as("%s in %s at %s", cadence, name, at).isTrue();
        for (var inside : within(period, random)) {
          assertThat(cadence.anchored(anchor, inside, zone))
              .as("%s in %s from %s at %s, asked at %s", cadence, name, anchor, at, inside)
              .isEqualTo(period);
        }
      }
    }
  }

  private static List<Instant> within(Period period, SplittableRandom random) {
    var seconds = period.length().toSeconds();
    return List.of(
        period.from(),
        period.until().minusNanos(1),
        period.from().plusSeconds(random.nextLong(seconds)));
  }

  private static List<Instant> instants(ZoneId zone, SplittableRandom random) {
    var instants = new ArrayList<Instant>();
    for (var change : zone.getRules().getTransitions()) {
      around(change, random, instants);
    }
    var change = zone.getRules().nextTransition(FROM);
    for (var i = 0; i < 20 && change != null; i++) {
      around(change, random, instants);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    for (var i = 0; i < 20; i++) {
      var offset = ZoneOffset.ofHours(random.nextInt(-12, 13));
      instants.add(
          LocalDateTime.of(random.nextInt(1970, 2060), random.nextInt(1, 13), 1, 0, 0)
              .toInstant(offset));
    }
    return instants;
  }

  private static void around(
      ZoneOffsetTransition change, SplittableRandom random, List<Instant> instants) {
    var at = change.getInstant();
    instants.add(at);
    instants.add(at.minusNanos(1));
    instants.add(at.plusSeconds(random.nextLong(7_200)));
    instants.add(at.minusSeconds(random.nextLong(7_200)));
    instants.add(at.plusSeconds(random.nextLong(100_000)));
  }
}
