package dev.saldo.core.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.RevenueJournal.Moved;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds of any lots and fees over any days.
class RevenueJournalLaws {
  private static final long SEED = 31_415_926;
  private static final int CASES = 400;
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final LocalDate FIRST = LocalDate.of(2039, 1, 1);
  private static final int LENGTH = 60;
  private static final Instant MIDNIGHT = Instant.parse("2039-01-01T00:00:00Z");

  /// A lot with all that ever happens to it.
  private record Story(Lot fresh, List<Moved> moves) {}

  private static Story story(SplittableRandom random) {
    var paid = new Money(EUR, amount(random, 1_000_000_000L, random.nextInt(13)));
    var granted = amount(random, 100_000, random.nextInt(5));
    var lot = new Lot(paid, granted, BigDecimal.ZERO);
    var moves = new ArrayList<Moved>();
    var day = FIRST.plusDays(random.nextInt(10));
    var first = List.of(LotMove.SOLD, LotMove.RECEIVED, LotMove.RETURNED).get(random.nextInt(3));
    moves.add(new Moved(day, first, granted));
    var left = granted;
    for (var i = random.nextInt(12); i > 0; i--) {
      day = day.plusDays(random.nextInt(1, 6));
      var all = LotMove.values();
      var move = all[random.nextInt(LotMove.RETURNED.ordinal(), all.length)];
      var size =
          left.signum() > 0 && random.nextInt(3) > 0
              ? left.multiply(amount(random, 100, 2)).min(left)
              : left;
      if (size.signum() == 0) {
        continue;
      }
      var credits = move.compareTo(LotMove.ADDED) <= 0 ? size : size.negate();
      moves.add(new Moved(day, move, credits));
      left = left.add(credits);
    }
    return new Story(lot, moves);
  }

  private static BigDecimal amount(SplittableRandom random, long most, int scale) {
    return BigDecimal.valueOf(random.nextLong(1, most), scale);
  }

  private static BookedInvoice invoice(SplittableRandom random) {
    var from = MIDNIGHT.plusSeconds(random.nextLong(86_400L * LENGTH));
    var period = new Period(from, from.plus(Duration.ofSeconds(random.nextLong(1, 4_000_000))));
    var net = new Money(EUR, amount(random, 100_000, 2));
    var line =
        new BookedInvoice.Line(
            LineKind.PLAN, net, Optional.of(period), BigDecimal.valueOf(random.nextInt(101)));
    var booked = MIDNIGHT.plusSeconds(random.nextLong(86_400L * LENGTH));
    var zero = Money.zero(EUR);
    return new BookedInvoice(random.nextInt(4) == 0, booked, zero, net, List.of(line));
  }

  /// The journal of some days, each lot as it stood when they began.
  private static RevenueJournal journal(
      Days days, List<Story> stories, List<BookedInvoice> invoices) {
    var journal = new RevenueJournal(days);
    for (var story : stories) {
      var lot = story.fresh();
      var moves = new ArrayList<Moved>();
      for (var moved : story.moves()) {
        if (moved.day().isBefore(days.from())) {
          lot = lot.after(moved.move(), moved.credits());
        } else if (days.contains(moved.day())) {
          moves.add(moved);
        }
      }
      journal.lot(lot, moves);
    }
    invoices.forEach(journal::invoice);
    return journal;
  }

  private static Reconciliation sums(RevenueJournal journal) {
    return Optional.ofNullable(journal.reconciliations().get(EUR)).orElseThrow();
  }

  private static Map<MoneyAccount, Money> balances(List<JournalEntry> entries) {
    var all = new HashMap<MoneyAccount, Money>();
    for (var entry : entries) {
      for (var account : MoneyAccount.values()) {
        all.merge(account, entry.credited(account), Money::plus);
      }
    }
    all.values().removeIf(Money::isZero);
    return all;
  }

  @Test
  void whatIsDeferredIsWhatLotsAreWorthHoweverDaysAreCut() {
    var random = new SplittableRandom(SEED);
    for (var i = 0; i < CASES; i++) {
      var stories = new ArrayList<Story>();
      for (var n = random.nextInt(1, 8); n > 0; n--) {
        stories.add(story(random));
      }
      var invoices = new ArrayList<BookedInvoice>();
      for (var n = random.nextInt(4); n > 0; n--) {
        invoices.add(invoice(random));
      }
      var end = FIRST.plusDays(200);
      var whole = journal(new Days(FIRST, end), stories, invoices);
      assertThat(sums(whole).holds()).as("case %d", i).isTrue();
      var last =
          stories.stream()
              .map(story -> {
                var lot = story.fresh();
                for (var moved : story.moves()) {
                  lot = lot.after(moved.move(), moved.credits());
                }
                return lot.value();
              })
              .reduce(Money.zero(EUR), Money::plus);
      assertThat(sums(whole).closingCredits()).as("case %d", i).isEqualTo(last);

      var entries = new ArrayList<JournalEntry>();
      var opening = Money.zero(EUR);
      var openingFees = Money.zero(EUR);
      for (var from = FIRST; from.isBefore(end); ) {
        var until = from.plusDays(random.nextInt(1, 40));
        until = until.isAfter(end) ? end : until;
        var part = journal(new Days(from, until), stories, invoices);
        assertThat(sums(part).holds()).as("case %d from %s", i, from).isTrue();
        assertThat(sums(part).openingCredits()).as("case %d", i).isEqualTo(opening);
        assertThat(sums(part).openingFees()).as("case %d", i).isEqualTo(openingFees);
        opening = sums(part).closingCredits();
        openingFees = sums(part).closingFees();
        entries.addAll(part.entries());
        from = until;
      }
      assertThat(balances(entries)).as("case %d", i).isEqualTo(balances(whole.entries()));
      assertThat(entries)
          .as("case %d", i)
          .isSortedAccordingTo(Comparator.comparing(JournalEntry::day))
          .containsExactlyElementsOf(whole.entries());
    }
  }

  @Test
  void aLotsRestIsNeverMoreThanWasPaidAndNothingWhenItIsUsedUp() {
    var random = new SplittableRandom(SEED);
    for (var i = 0; i < CASES; i++) {
      var lot = story(random).fresh();
      assertThat(lot.value().isZero()).isTrue();
      var full = lot.after(LotMove.SOLD, lot.amount());
      assertThat(full.value()).as("case %d", i).isEqualTo(full.paid());
      var part = amount(random, 100, 2);
      var some = full.after(LotMove.USED, full.amount().multiply(part).negate());
      assertThat(some.value()).as("case %d", i).isLessThanOrEqualTo(full.paid());
      assertThat(some.value().isNegative()).as("case %d", i).isFalse();
    }
  }
}
