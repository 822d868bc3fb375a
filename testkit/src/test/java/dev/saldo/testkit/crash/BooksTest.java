package dev.saldo.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.testkit.crash.Attempt.Deed;
import dev.saldo.testkit.crash.Attempt.Fate;
import dev.saldo.testkit.crash.Violation.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The crash test's own check, tried on books with planted faults: each must be found, and sound
/// books must pass.
class BooksTest {
  private static final BigDecimal TWENTY = new BigDecimal("20");

  @Test
  void soundBooksPass() {
    var attempts = List.of(charge("k1"), refused("k2"), charge("k3"));
    assertThat(Books.compare(attempts, List.of(line("k1"), line("k3")))).isEmpty();
  }

  @Test
  void aDeletedLineOfTheJournalIsFound() {
    var attempts = List.of(charge("k1"), charge("k2"));
    assertThat(kinds(Books.compare(attempts, List.of(line("k1"))))).containsExactly(Kind.LOST);
  }

  @Test
  void aLineThatIsThereTwiceIsFound() {
    assertThat(kinds(Books.compare(List.of(charge("k1")), List.of(line("k1"), line("k1")))))
        .containsExactly(Kind.DOUBLED);
  }

  @Test
  void creditsBookedTwiceForOneLineAreFound() {
    var twice = new Booked.Line("c", "k1", "answer of k1", new BigDecimal("40"));
    assertThat(kinds(Books.compare(List.of(charge("k1")), List.of(twice))))
        .containsExactly(Kind.DOUBLED);
  }

  @Test
  void aLineWithoutItsEntriesIsFound() {
    var bare = new Booked.Line("c", "k1", "answer of k1", BigDecimal.ZERO);
    assertThat(kinds(Books.compare(List.of(charge("k1")), List.of(bare))))
        .containsExactly(Kind.WRONG_AMOUNT);
  }

  @Test
  void anotherAnswerThanTheFirstIsFound() {
    var other = new Booked.Line("c", "k1", "another answer", TWENTY);
    assertThat(kinds(Books.compare(List.of(charge("k1")), List.of(other))))
        .containsExactly(Kind.CHANGED);
  }

  @Test
  void aRefusalThatTookEffectIsFound() {
    assertThat(kinds(Books.compare(List.of(refused("k1")), List.of(line("k1")))))
        .containsExactly(Kind.REFUSED_BUT_BOOKED);
  }

  @Test
  void aLineThatNobodyAskedForIsFound() {
    assertThat(kinds(Books.compare(List.of(charge("k1")), List.of(line("k1"), line("k2")))))
        .containsExactly(Kind.UNASKED);
  }

  @Test
  void aRequestThatStaysOpenIsFound() {
    var open = attempt("k1", Deed.CHARGE, new Fate.Unknown());
    assertThat(open.wasUnknown()).isTrue();
    assertThat(kinds(Books.compare(List.of(open), List.of()))).containsExactly(Kind.UNRESOLVED);
  }

  @Test
  void balancesFollowFromWhatWasAcknowledged() {
    var granted = Map.of("c", new BigDecimal("100"));
    var attempts =
        List.of(
            charge("k1"),
            charge("k2"),
            refused("k3"),
            attempt("k4", Deed.HOLD, new Fate.Acknowledged("")),
            attempt("k5", Deed.REFUND, new Fate.Acknowledged("")));
    assertThat(Books.balances(granted, attempts, Map.of("c", new BigDecimal("80.00")))).isEmpty();
    assertThat(kinds(Books.balances(granted, attempts, Map.of("c", new BigDecimal("60")))))
        .containsExactly(Kind.BALANCE);
    assertThat(kinds(Books.balances(granted, attempts, Map.of()))).containsExactly(Kind.BALANCE);
  }

  private static Attempt charge(String key) {
    return attempt(key, Deed.CHARGE, new Fate.Acknowledged("answer of " + key));
  }

  private static Attempt refused(String key) {
    return attempt(key, Deed.CHARGE, new Fate.Refused("insufficient_credits"));
  }

  private static Attempt attempt(String key, Deed deed, Fate fate) {
    var attempt = new Attempt("c", key, deed, TWENTY, new byte[0]);
    attempt.become(fate);
    return attempt;
  }

  private static Booked.Line line(String key) {
    return new Booked.Line("c", key, "answer of " + key, TWENTY);
  }

  private static List<Kind> kinds(List<Violation> violations) {
    return new ArrayList<>(violations.stream().map(Violation::kind).toList());
  }
}
