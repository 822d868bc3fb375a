package dev.saldo.core.subscription;

import static dev.saldo.core.subscription.Prices.each;
import static dev.saldo.core.subscription.Prices.graduated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is included for each calendar month, whatever is billed together.
class MonthlyUseTest {
  private static final Shelf SHELF =
      new Shelf()
          .sums("calls")
          .plan("small", offer -> offer.monthly("calls", "100", graduated("50", "1", "0.5")))
          .plan("large", offer -> offer.monthly("calls", "310", each("0.5")))
          .plan("yearly", offer -> offer.usage("calls", "1200", each("1")))
          .plan("daily", offer -> offer.daily("calls", "10", each("1")));

  private final Map<TallyKey, Tally> counters = new HashMap<>();

  private MonthlyUseTest used(String from, String quantity) {
    counters.put(
        TallyKey.usage("calls", "", instant(from)),
        Tally.NONE.plus(new BigDecimal(quantity), BigDecimal.ZERO));
    return this;
  }

  private MonthlyUseTest usedOn(String day, String quantity) {
    counters.put(
        TallyKey.daily("calls", "", instant(day)),
        Tally.NONE.plus(new BigDecimal(quantity), BigDecimal.ZERO));
    return this;
  }

  private static Instant instant(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  /// @param stretches beginning, plan, beginning, plan, end
  private LineItem line(ZoneId zone, String... stretches) {
    var catalog = SHELF.catalog();
    var segments = new ArrayList<Segment>();
    for (var i = 0; i + 2 < stretches.length; i += 2) {
      var part = new Period(instant(stretches[i]), instant(stretches[i + 2]));
      var plan = catalog.plan(stretches[i + 1]).orElseThrow();
      segments.add(new Segment(catalog, plan, Items.ONE, part));
    }
    var whole = new Period(instant(stretches[0]), instant(stretches[stretches.length - 1]));
    var usage = new Usage(whole, segments, counters, Prices.EUR, zone);
    return UsageBill.lines(usage).getFirst();
  }

  private LineItem line(String... stretches) {
    return line(ZoneOffset.UTC, stretches);
  }

  @Test
  void aYearHasTheAllowanceOfEachMonth() {
    var line =
        used("2026-01-01", "150")
            .used("2026-02-01", "20")
            .used("2026-12-01", "180")
            .line("2026-01-01", "small", "2027-01-01");
    // 50 in January and 80 in December are 130 above; tiers count once over the year.
    assertThat(line.quantity()).isEqualByComparingTo("130");
    assertThat(line.amount()).isEqualTo(Prices.money("90"));
    assertThat(line.evidence().orElseThrow().used()).isEqualByComparingTo("350");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("220");
  }

  @Test
  void ofAYearsAllowanceAYearIsMade() {
    var line = used("2026-01-01", "1250").line("2026-01-01", "yearly", "2027-01-01");
    assertThat(line.quantity()).isEqualByComparingTo("50");
  }

  @Test
  void monthsThatAPeriodCutsBringTheirShareBySecond() {
    // 100 × 17/31 = 54.8, rounded up; 100 × 14/28.
    var line =
        used("2026-01-15", "60").used("2026-02-01", "51").line("2026-01-15", "small", "2026-02-15");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("105");
    assertThat(line.quantity()).isEqualByComparingTo("6");
  }

  @Test
  void monthsBeginAtTheCustomersMidnight() {
    var line =
        used("2026-01-01", "10")
            .used("2026-01-31T23:00:00Z", "10")
            .line(ZoneId.of("Europe/Madrid"), "2026-01-01", "small", "2026-02-01");
    // An hour of February is 100 ÷ 672, rounded up.
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("11");
  }

  @Test
  void nothingIsLostWhereTheZoneChanges() {
    var line =
        used("2026-01-01", "110")
            .used("2026-01-31T23:00:00Z", "5")
            .used("2026-02-28T23:00:00Z", "101")
            .line("2026-01-01", "small", "2026-04-01");
    // The month that began at Madrid's midnight is taken for the one in which that lies.
    assertThat(line.quantity()).isEqualByComparingTo("16");
  }

  @Test
  void plansOfOneMonthPoolTheirShares() {
    // 100 × 16/31 + 310 × 15/31 = 201.6, rounded up once; nothing of it serves February.
    var line =
        used("2026-01-01", "50")
            .used("2026-01-17", "160")
            .used("2026-02-01", "311")
            .line("2026-01-01", "small", "2026-01-17", "large", "2026-03-01");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("512");
    assertThat(line.quantity()).isEqualByComparingTo("9");
    assertThat(line.amount()).isEqualTo(Prices.money("4.5"));
  }

  @Test
  void whatWasFreeStaysFree() {
    var line =
        used("2026-01-01", "300")
            .used("2026-01-30", "1")
            .line("2026-01-01", "large", "2026-01-30", "small", "2026-02-01");
    assertThat(line.quantity()).isEqualByComparingTo("1");
  }

  @Test
  void plansThatIncludeForOtherTimesAreCountedEachItsOwnWay() {
    var line =
        used("2026-01-01", "20")
            .used("2026-01-02", "4")
            .used("2026-01-03T12:00:00Z", "200")
            .line("2026-01-01", "daily", "2026-01-03T12:00:00Z", "small", "2026-02-01");
    // 10 above on the 1st; of the 200, 100 × 28.5/31 rounded up are included.
    assertThat(line.quantity()).isEqualByComparingTo("118");
    assertThat(line.evidence().orElseThrow().used()).isEqualByComparingTo("224");
  }

  @Test
  void theDayInWhichAPlanBeginsToCountByTheDayIsNoMonths() {
    var line =
        used("2026-01-01", "40")
            .usedOn("2026-01-17", "12")
            .line("2026-01-01", "small", "2026-01-17T12:00:00Z", "daily", "2026-02-01");
    // 100 × 16.5/31 are 54; of the day's 12, 2 are above.
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("50");
    assertThat(line.quantity()).isEqualByComparingTo("2");
  }

  @Test
  void noMoreIsADayThatIsCalledAsTermsAre() {
    var line =
        used("2026-01-01", "40")
            .used("2026-01-17", "12")
            .used("2026-01-18", "11")
            .line("2026-01-01", "small", "2026-01-17T12:00:00Z", "daily", "2026-02-01");
    assertThat(line.quantity()).isEqualByComparingTo("3");
  }

  @Test
  void aDayMayBeginWithTheTermBeforeIt() {
    var line =
        used("2026-01-01", "1210")
            .usedOn("2026-01-01", "9")
            .usedOn("2026-01-02", "11")
            .line("2026-01-01", "yearly", "2026-01-01T12:00:00Z", "daily", "2026-02-01");
    // What was free when it was used stays free: 1,200, and 9 and 10 of the days.
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("1219");
    assertThat(line.quantity()).isEqualByComparingTo("11");
  }

  @Test
  void aDayThatWasBegunUnderATermsNameIsOneDay() {
    var line =
        used("2026-01-05", "6").usedOn("2026-01-05", "6").line("2026-01-01", "daily", "2026-02-01");
    assertThat(line.evidence().orElseThrow().included()).isEqualByComparingTo("10");
    assertThat(line.quantity()).isEqualByComparingTo("2");
  }
}
