package dev.saldo.server.clock;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.server.act.Node;
import dev.saldo.server.engine.Reply;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.Json;
import dev.saldo.store.clock.ClockSeen;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.sql.Transactions;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A clock that leaps ahead carries no customer over more billed periods than were agreed upon,
/// unless somebody says that it is right.
class ClockLeapTest {
  private static final String CATALOG =
      """
      catalog: leapt
      currency: EUR
      units: {credit: {}}
      actions:
        note: {title: Note, price: "1"}
      plans:
        basic: {title: Basic, price: "20", credits: [{amount: "100", resets: {every: month, from: anniversary}}]}
      """;

  private static final Duration FORTY_YEARS = Duration.ofDays(14_610);

  /// How far the node's clock is ahead of the machine's. What it is set to and believed stays: it
  /// would fall back otherwise.
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

  private static final InstantSource CLOCK =
      () -> InstantSource.system().instant().plus(AHEAD.get());

  private static Node node;

  @BeforeAll
  static void open() {
    node = new Node(ClockSettings.standard().withClock(CLOCK));
    for (var key : List.of(node.live, node.test)) {
      expect(
          node.send(
              node.request(key, "/v1/catalogs")
                  .header("Content-Type", "application/yaml")
                  .header("Idempotency-Key", node.nextKey())
                  .POST(HttpRequest.BodyPublishers.ofString(CATALOG))),
          201);
    }
  }

  @AfterAll
  static void close() {
    try {
      assertThat(node.audited()).isEmpty();
    } finally {
      node.close();
    }
  }

  private static void leap(Duration by) {
    AHEAD.updateAndGet(so -> so.plus(by));
  }

  private static void comeBack(Duration by) {
    AHEAD.updateAndGet(so -> so.minus(by));
  }

  private static String customer(String key) {
    var body =
        "{\"external_id\":\"%s\",\"name\":\"Somebody\",\"catalog\":\"leapt\",\"plan\":\"basic\"}"
            .formatted(node.nextKey());
    return expect(node.post(key, "/v1/customers", body), 201).text("id");
  }

  private static Node.Answer note(String key, String customer) {
    return node.post(key, "/v1/charges", "{\"customer\":\"" + customer + "\",\"action\":\"note\"}");
  }

  /// What a job would do for a customer: post what is due, and finalize what is due.
  private static Reply catchUp(String customer) throws Exception {
    var id = PublicId.parse(IdKind.CUSTOMER, customer).orElseThrow();
    var live = node.testWorkspace() - 1;
    var due = new Command.PostDue(new Command.Key("saldo:job", "due", ChainHash.NONE));
    var reply = node.wiring().engine().ask(live, id, due, Duration.ofSeconds(30));
    node.wiring().billing().all(_ -> {});
    return reply;
  }

  private static int invoices(String customer) {
    var path = "/v1/invoices?limit=100&status=finalized&customer=" + customer;
    return ((Json.Arr) expect(node.get(node.live, path), 200).member("data")).items().size();
  }

  private static void remembered(Consumer<ClockSeen> by) {
    try (var database = Database.open(node.access(), PoolSizes.small())) {
      by.accept(new ClockSeen(new Transactions(database.reads())));
    }
    node.wiring().clock().look();
  }

  private static void approved(Instant until) {
    remembered(memory -> memory.approve(until, CLOCK.instant(), "somebody"));
  }

  private static String metrics() {
    return node.get(node.live, "/metrics").body();
  }

  @Test
  void aLeapPostsAndFinalizesNothingAndIsToldEverywhere() throws Exception {
    var customer = customer(node.live);
    node.wiring().billing().all(_ -> {});
    var before = invoices(customer);
    leap(FORTY_YEARS);

    var refused = note(node.live, customer);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("clock_unsafe");
    assertThat(refused.text("outcome")).isEqualTo("none");
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(catchUp(customer))
        .isEqualTo(new Reply.Unavailable(Reply.Outcome.NONE, Reply.Reason.CLOCK_UNSAFE));
    assertThat(invoices(customer)).isEqualTo(before);

    var ready = node.get(node.live, "/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("clock_leap", "14,610 days", "--approve-until");
    assertThat(metrics()).containsPattern("saldo_clock_leap_seconds 1\\.26\\d+E9");

    // Looking again doesn't make it the time that was seen.
    node.wiring().clock().look();
    assertThat(note(node.live, customer).code()).isEqualTo("clock_unsafe");

    comeBack(FORTY_YEARS);
    node.wiring().clock().look();
    expect(note(node.live, customer), 201);
    assertThat(node.get(node.live, "/ready").status()).isEqualTo(200);
    assertThat(metrics()).contains("saldo_clock_leap_seconds 0.0");
    assertThat(catchUp(customer)).isInstanceOf(Reply.UpToDate.class);
    assertThat(invoices(customer)).isEqualTo(before);
  }

  @Test
  void whatIsMadeMeanwhileBearsTheTimeThatWasSeenLast() {
    var soon = CLOCK.instant().plus(Duration.ofHours(1));
    leap(FORTY_YEARS);
    var body = "{\"external_id\":\"late\",\"name\":\"Late\"}";
    var made = expect(node.post(node.live, "/v1/customers", body), 201);
    comeBack(FORTY_YEARS);
    assertThat(Instant.parse(made.text("created_at"))).isBefore(soon);
  }

  @Test
  void testClocksAreNotTouched() {
    var customer = customer(node.test);
    var path = "/v1/test-clocks/" + customer + "/advance";
    var far = CLOCK.instant().plus(Duration.ofDays(3_000));
    leap(FORTY_YEARS);
    // A customer of the test mode without a clock of its own lives by the node's.
    assertThat(note(node.test, customer).code()).isEqualTo("clock_unsafe");
    comeBack(FORTY_YEARS);
    expect(node.post(path, "{\"to\":\"" + far + "\"}"), 200);
    leap(FORTY_YEARS);
    expect(note(node.test, customer), 201);
    expect(node.post(path, "{\"to\":\"" + far.plus(Duration.ofDays(400)) + "\"}"), 200);
    expect(note(node.test, customer), 201);
    comeBack(FORTY_YEARS);
  }

  @Test
  void weeksAfterTheLastLookRenewalsGoOnByThemselves() throws Exception {
    var customer = customer(node.live);
    node.wiring().billing().all(_ -> {});
    var before = invoices(customer);
    leap(Duration.ofDays(40));
    assertThat(catchUp(customer)).isInstanceOf(Reply.UpToDate.class);
    node.wiring().clock().look();
    assertThat(invoices(customer)).isEqualTo(before + 1);
    expect(note(node.live, customer), 201);
  }

  @Test
  void noMoreThanTwoPeriodsFallDueUnseen() throws Exception {
    var customer = customer(node.live);
    node.wiring().billing().all(_ -> {});
    node.wiring().clock().look();
    var before = invoices(customer);
    leap(ClockSettings.standard().bound().plus(Duration.ofMinutes(5)));
    assertThat(catchUp(customer)).isInstanceOf(Reply.Unavailable.class);
    assertThat(invoices(customer)).isEqualTo(before);
    comeBack(Duration.ofMinutes(10));
    assertThat(catchUp(customer)).isInstanceOf(Reply.UpToDate.class);
    node.wiring().clock().look();
    assertThat(invoices(customer)).isBetween(before + 1, before + 2);
  }

  @Test
  void afterMonthsAwayAllIsPostedOnceSomebodyHasApproved() throws Exception {
    var customer = customer(node.live);
    node.wiring().billing().all(_ -> {});
    var before = invoices(customer);
    leap(Duration.ofDays(100));
    approved(CLOCK.instant().minus(Duration.ofHours(1)));
    assertThat(catchUp(customer)).isInstanceOf(Reply.Unavailable.class);
    approved(CLOCK.instant().plus(Duration.ofHours(1)));
    assertThat(catchUp(customer)).isInstanceOf(Reply.UpToDate.class);
    assertThat(invoices(customer)).isEqualTo(before + 3);
    assertThat(
            node.tables().rows("SELECT approved_by, approved_until > seen_at FROM clock_approval"))
        .containsExactly("somebody|t", "somebody|t");
    // From the time that it was seen at since, it goes on as ever, past what was approved.
    leap(Duration.ofDays(10));
    node.wiring().clock().look();
    expect(note(node.live, customer), 201);
  }

  @Test
  void whereAnotherNodeWasAtWorkNothingHasLeapt() {
    var customer = customer(node.live);
    leap(Duration.ofDays(100));
    assertThat(note(node.live, customer).code()).isEqualTo("clock_unsafe");
    remembered(memory -> memory.advance(memory.read(), CLOCK.instant().minusSeconds(3)));
    expect(note(node.live, customer), 201);
  }

  @Test
  void aClockThatFallsBackIsToldInTheSameWay() {
    var customer = customer(node.live);
    expect(note(node.live, customer), 201);
    comeBack(Duration.ofHours(2));
    var refused = note(node.live, customer);
    leap(Duration.ofHours(2));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("clock_unsafe");
    assertThat(refused.text("outcome")).isEqualTo("none");
    expect(note(node.live, customer), 201);
  }
}
