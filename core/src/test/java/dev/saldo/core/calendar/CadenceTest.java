package dev.saldo.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where periods begin, told by known days.
final class CadenceTest {
  @ParameterizedTest
  @CsvSource({
    // cadence, zone, at, from, until
    "DAY,   UTC,               2026-03-01T12:00:00Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
    "WEEK,  UTC,               2026-03-01T12:00:00Z, 2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
    "WEEK,  UTC,               2027-01-01T00:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "MONTH, UTC,               2028-02-29T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "YEAR,  UTC,               2028-02-29T12:00:00Z, 2028-01-01T00:00:00Z, 2029-01-01T00:00:00Z",
    "MONTH, America/Sao_Paulo, 2026-03-01T02:59:59Z, 2026-02-01T03:00:00Z, 2026-03-01T03:00:00Z",
    "MONTH, America/Sao_Paulo, 2026-03-01T03:00:00Z, 2026-03-01T03:00:00Z, 2026-04-01T03:00:00Z",
    "DAY,   Europe/Madrid,     2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "DAY,   Europe/Madrid,     2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    // Midnight is skipped: the day begins at one.
    "DAY,   America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    "DAY,   Africa/Cairo,      2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
    "DAY,   Asia/Beirut,       2026-03-29T12:00:00Z, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
    // The hour before midnight happens twice: the day has 25 hours.
    "DAY,   America/Sao_Paulo, 2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
    // The hour after midnight happens twice: the day begins with the first.
    "DAY,   America/Havana,    2026-11-01T05:30:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // The first minute of 8 November happened, then the last hour of the 7th once more.
    "DAY,   America/St_Johns,  2009-11-01T02:45:00Z, 2009-11-01T02:30:00Z, 2009-11-02T03:30:00Z",
    "MONTH, America/St_Johns,  2009-11-01T02:45:00Z, 2009-11-01T02:30:00Z, 2009-12-01T03:30:00Z",
    "WEEK,  America/St_Johns,  2009-11-01T02:45:00Z, 2009-10-26T02:30:00Z, 2009-11-02T03:30:00Z",
    // 30 December never was.
    "DAY,   Pacific/Apia,      2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "DAY,   Pacific/Apia,      2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    "MONTH, Pacific/Apia,      2011-12-30T10:00:00Z, 2011-12-01T10:00:00Z, 2011-12-31T10:00:00Z",
    "DAY,   Australia/Lord_Howe, 2026-04-04T20:00:00Z, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
    "ONCE,  Europe/Madrid,     2026-03-29T12:00:00Z, 0001-01-01T00:00:00Z, 9999-12-31T00:00:00Z",
  })
  void calendarPeriodsBeginAtTheZonesFirstInstant(
      Cadence cadence, ZoneId zone, Instant at, Instant from, Instant until) {
    assertThat(cadence.containing(at, zone)).isEqualTo(new Period(from, until));
  }

  @ParameterizedTest
  @CsvSource({
    // cadence, anchor, at, from, until in UTC
    "MONTH, 2026-01-31T09:00, 2026-02-28T08:59, 2026-01-31T09:00, 2026-02-28T09:00",
    "MONTH, 2026-01-31T09:00, 2026-02-28T09:00, 2026-02-28T09:00, 2026-03-31T09:00",
    "MONTH, 2026-01-31T09:00, 2026-03-31T09:00, 2026-03-31T09:00, 2026-04-30T09:00",
    "MONTH, 2026-01-30T09:00, 2028-02-29T09:00, 2028-02-29T09:00, 2028-03-30T09:00",
    "MONTH, 2026-01-29T09:00, 2027-03-01T00:00, 2027-02-28T09:00, 2027-03-29T09:00",
    "MONTH, 2026-01-31T09:00, 2025-12-01T00:00, 2025-11-30T09:00, 2025-12-31T09:00",
    "YEAR,  2028-02-29T00:00, 2029-02-28T00:00, 2029-02-28T00:00, 2030-02-28T00:00",
    "YEAR,  2028-02-29T00:00, 2032-02-29T00:00, 2032-02-29T00:00, 2033-02-28T00:00",
    "WEEK,  2026-01-01T10:00, 2026-01-08T09:59, 2026-01-01T10:00, 2026-01-08T10:00",
    "DAY,   2026-01-01T10:00, 2026-01-08T09:59, 2026-01-07T10:00, 2026-01-08T10:00",
  })
  void anchoredPeriodsReturnToTheAnchorsDay(
      Cadence cadence, String anchor, String at, String from, String until) {
    assertThat(cadence.anchored(utc(anchor), utc(at), ZoneId.of("UTC")))
        .isEqualTo(new Period(utc(from), utc(until)));
  }

  @Test
  void anAnchoredHourThatIsSkippedBeginsLater() {
    var zone = ZoneId.of("Europe/Madrid");
    var anchor = ZonedDateTime.of(2026, 3, 1, 2, 30, 0, 0, zone).toInstant();
    var at = Instant.parse("2026-03-29T12:00:00Z");

    assertThat(Cadence.DAY.anchored(anchor, at, zone).from())
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void aPeriodHasItsBeginningAndNotItsEnd() {
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var period = new Period(from, from.plusSeconds(60));

    assertThat(period.contains(from)).isTrue();
    assertThat(period.contains(from.minusNanos(1))).isFalse();
    assertThat(period.contains(period.until().minusNanos(1))).isTrue();
    assertThat(period.contains(period.until())).isFalse();
    assertThat(period.length()).hasSeconds(60);
    assertThatThrownBy(() -> new Period(from, from)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Instant utc(String local) {
    return Instant.parse(local + ":00Z");
  }
}
