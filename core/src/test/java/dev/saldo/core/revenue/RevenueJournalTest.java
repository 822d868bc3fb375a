package dev.saldo.core.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.RevenueJournal.Moved;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is booked, by example.
class RevenueJournalTest {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Days JANUARY = days("2039-01-01", "2039-02-01");
  private static final Period JANUARY_TIME =
      new Period(Instant.parse("2039-01-01T00:00:00Z"), Instant.parse("2039-02-01T00:00:00Z"));

  private static Days days(String from, String until) {
    return new Days(LocalDate.parse(from), LocalDate.parse(until));
  }

  private static Money euros(String amount) {
    return new Money(EUR, new BigDecimal(amount));
  }

  private static Moved moved(int day, LotMove move, String credits) {
    return new Moved(LocalDate.of(2039, 1, day), move, new BigDecimal(credits));
  }

  private static Lot fresh(String paid, String amount) {
    return new Lot(euros(paid), new BigDecimal(amount), BigDecimal.ZERO);
  }

  private static List<String> entries(RevenueJournal journal) {
    return journal.entries().stream()
        .map(entry ->
            "%s %s: %s to %s %s"
                .formatted(
                    entry.day(),
                    entry.occasion().word(),
                    entry.debit().word(),
                    entry.credit().word(),
                    entry.amount()))
        .toList();
  }

  private static Reconciliation sums(RevenueJournal journal) {
    return Optional.ofNullable(journal.reconciliations().get(EUR)).orElseThrow();
  }

  private static BookedInvoice invoice(boolean creditNote, String at, BookedInvoice.Line... lines) {
    return new BookedInvoice(
        creditNote, Instant.parse(at), euros("19"), euros("119"), List.of(lines));
  }

  private static BookedInvoice.Line line(LineKind kind, String net, String percent) {
    var covers = kind == LineKind.PLAN ? Optional.of(JANUARY_TIME) : Optional.<Period>empty();
    return new BookedInvoice.Line(kind, euros(net), covers, new BigDecimal(percent));
  }

  @Test
  void aPackIsDeferredEarnedByUseAndTheRestIsBreakage() {
    var journal = new RevenueJournal(JANUARY);
    var lot =
        journal.lot(
            fresh("10", "1000"),
            List.of(
                moved(2, LotMove.SOLD, "1000"),
                moved(3, LotMove.USED, "-250"),
                moved(4, LotMove.RETURNED, "50"),
                moved(5, LotMove.REMOVED, "-100"),
                moved(6, LotMove.EXPIRED, "-200")));
    assertThat(entries(journal))
        .containsExactly(
            "2039-01-02 credits_sold: unbilled to deferred_revenue 10 EUR",
            "2039-01-03 credits_used: deferred_revenue to revenue 2.5 EUR",
            "2039-01-04 credits_returned: revenue to deferred_revenue 0.5 EUR",
            "2039-01-05 credits_removed: deferred_revenue to refunds 1 EUR",
            "2039-01-06 credits_expired: deferred_revenue to breakage_revenue 2 EUR");
    assertThat(lot.value()).isEqualTo(euros("5"));
    var sums = sums(journal);
    assertThat(sums.sold()).isEqualTo(euros("10"));
    assertThat(sums.earned()).isEqualTo(euros("2"));
    assertThat(sums.removed()).isEqualTo(euros("1"));
    assertThat(sums.expired()).isEqualTo(euros("2"));
    assertThat(sums.closingCredits()).isEqualTo(euros("5"));
    assertThat(sums.holds()).isTrue();
  }

  @Test
  void thirdsComeToTheWholeInTheEnd() {
    var journal = new RevenueJournal(JANUARY);
    var one = moved(3, LotMove.USED, "-1");
    journal.lot(
        fresh("1", "3"),
        List.of(
            moved(2, LotMove.SOLD, "3"),
            one,
            moved(4, LotMove.USED, "-1"),
            moved(5, LotMove.USED, "-1")));
    assertThat(entries(journal))
        .endsWith(
            "2039-01-03 credits_used: deferred_revenue to revenue 0.333333333333 EUR",
            "2039-01-04 credits_used: deferred_revenue to revenue 0.333333333334 EUR",
            "2039-01-05 credits_used: deferred_revenue to revenue 0.333333333333 EUR");
  }

  @Test
  void addedCreditsMakeEachWorthLessAndTakeBackWhatWasEarnedTooMuch() {
    var journal = new RevenueJournal(JANUARY);
    journal.lot(
        fresh("10", "100"),
        List.of(
            moved(2, LotMove.SOLD, "100"),
            moved(3, LotMove.USED, "-50"),
            moved(4, LotMove.ADDED, "100")));
    assertThat(entries(journal))
        .endsWith("2039-01-04 credits_added: revenue to deferred_revenue 2.5 EUR");
  }

  @Test
  void aFeeIsEarnedByTheSecondAndWhatIsLateOnTheDayItIsBooked() {
    var part = new RevenueJournal(days("2039-01-02", "2039-01-05"));
    part.invoice(
        new BookedInvoice(
            false,
            Instant.parse("2039-01-03T12:00:00Z"),
            euros("0"),
            euros("31"),
            List.of(line(LineKind.PLAN, "31", "0"))));
    assertThat(entries(part))
        .containsExactly(
            "2039-01-03 invoiced: receivable to deferred_fees 31 EUR",
            "2039-01-03 fees_earned: deferred_fees to revenue 3 EUR",
            "2039-01-04 fees_earned: deferred_fees to revenue 1 EUR");
    var sums = sums(part);
    assertThat(sums.closingFees()).isEqualTo(euros("27"));
    assertThat(sums.holds()).isTrue();
  }

  @Test
  void anInvoiceIsTaxAndWhatEachLineIs() {
    var journal = new RevenueJournal(JANUARY);
    journal.invoice(invoice(false, "2039-02-01T00:00:00Z", line(LineKind.USAGE, "100", "0")));
    assertThat(entries(journal)).isEmpty();
    journal.invoice(
        invoice(
            false,
            "2039-01-31T23:59:59Z",
            line(LineKind.PLAN, "31", "60"),
            line(LineKind.PACK, "50", "0"),
            line(LineKind.USAGE, "18.98", "0")));
    assertThat(entries(journal))
        .containsExactlyInAnyOrder(
            "2039-01-31 invoiced: receivable to unbilled 68.6 EUR",
            "2039-01-31 invoiced: receivable to deferred_fees 12.4 EUR",
            "2039-01-31 invoiced: receivable to revenue 18.98 EUR",
            "2039-01-31 invoiced: receivable to tax_payable 19 EUR",
            "2039-01-31 invoiced: receivable to rounding 0.02 EUR",
            "2039-01-31 fees_earned: deferred_fees to revenue 12.4 EUR");
  }

  @Test
  void aCreditNoteAndAVoidInvoiceGoTheOtherWay() {
    var credited = new RevenueJournal(JANUARY);
    credited.invoice(invoice(true, "2039-01-05T00:00:00Z", line(LineKind.PACK, "100", "0")));
    assertThat(entries(credited))
        .containsExactly(
            "2039-01-05 invoiced: refunds to receivable 100 EUR",
            "2039-01-05 invoiced: tax_payable to receivable 19 EUR");
    var whole = invoice(false, "2039-01-01T00:00:01Z", line(LineKind.PLAN, "100", "0"));
    var voided = new RevenueJournal(days("2039-01-10", "2039-02-01"));
    voided.invoice(whole);
    voided.invoice(whole.voided(Instant.parse("2039-01-10T12:00:00Z")));
    assertThat(entries(voided))
        .containsExactly(
            "2039-01-10 invoiced: deferred_fees to receivable 100 EUR",
            "2039-01-10 invoiced: tax_payable to receivable 19 EUR",
            "2039-01-10 fees_earned: revenue to deferred_fees 29.032258064516 EUR");
    var sums = sums(voided);
    assertThat(sums.closingFees()).isEqualTo(euros("0"));
    assertThat(sums.holds()).isTrue();
  }
}
