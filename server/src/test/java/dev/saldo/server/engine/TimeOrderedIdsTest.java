package dev.saldo.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Ids sort by their time, and within one time by when they were made.
final class TimeOrderedIdsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private final Random random = new Random(1);

  @Test
  void anIdIsOfVersionSevenAndSaysItsMillisecond() {
    var id = ids(NOON).next(NOON);
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void idsOfOneTimeKeepTheirOrderWhateverComesBetween() {
    var ids = ids(NOON);
    var made = new ArrayList<UUID>();
    for (var i = 0; i < 10_000; i++) {
      made.add(ids.next(NOON));
      ids.next(NOON.plusSeconds(i));
    }
    assertThat(made).doesNotHaveDuplicates();
    assertThat(sorted(made)).isEqualTo(made);
  }

  @Test
  void aNodeThatStartsLaterGoesOnAboveForTheSameTime() {
    var before = ids(NOON).next(NOON);
    var after = ids(NOON.plusSeconds(60)).next(NOON);
    assertThat(sorted(List.of(after, before))).containsExactly(before, after);
  }

  @Test
  void timesSortToTheMicrosecond() {
    var ids = ids(NOON);
    var later = ids.next(NOON.plusNanos(1_000));
    var earlier = ids.next(NOON);
    assertThat(sorted(List.of(later, earlier))).containsExactly(earlier, later);
  }

  private TimeOrderedIds ids(Instant clock) {
    return new TimeOrderedIds(InstantSource.fixed(clock), random::nextLong);
  }

  /// As PostgreSQL sorts them: by their bytes, without sign, which is how their text sorts.
  private static List<UUID> sorted(List<UUID> ids) {
    return ids.stream().sorted((one, other) -> one.toString().compareTo(other.toString())).toList();
  }
}
