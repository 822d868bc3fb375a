package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.id.IdKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A level holds until it is set again, over the ends of periods and over changes of plan.
class LevelsTest {
  private static final String CATALOG =
      """
      catalog: levels
      currency: EUR
      meters:
        storage: {event: stored, aggregate: max, property: gigabytes}
        calls: {event: call, aggregate: sum, property: calls}
      plans:
        basic:
          title: Basic
          price: "10"
          usage:
            storage: {title: Storage, unit: GB, included: "5", price: {each: "1"}}
        pro:
          title: Pro
          price: "20"
          usage:
            storage: {title: Storage, unit: GB, included: "20", price: {each: "1"}}
        asked:
          title: Asked
          price: "10"
          usage:
            storage: {title: Storage, unit: GB, included: "5", above: on_consent, price: {each: "0.05"}}
        plain:
          title: Plain
          price: "10"
          usage:
            calls: {title: Calls, price: {each: "1"}}
      """;

  private static Till till;

  @BeforeAll
  static void start() {
    till = new Till("levels", CATALOG);
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    return customer;
  }

  private static List<String> latest(String customer) {
    return lines(till.latest(customer, "finalized"));
  }

  @Test
  void whoStoresAndSaysNothingPaysForWhatIsStored() {
    var customer = begun();
    till.stored(customer, "60", "2039-01-10T00:00:00Z");
    till.stored(customer, "50", "2039-01-20T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 55.00");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 45.00");
    till.stored(customer, "3", "2039-03-10T00:00:00Z");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 45.00");
    till.advance(customer, "2039-05-02T00:00:01Z");
    assertThat(latest(customer)).containsExactly("plan basic 10.00");
  }

  @Test
  void aLevelIsExactBelowWholeUnits() {
    var customer = begun();
    till.stored(customer, "\"7.125\"", "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 2.13");
  }

  @Test
  void aPlanFindsTheLevelThatIsThere() {
    var customer = begun();
    till.stored(customer, "50", "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-15T00:00:00Z");
    till.plan(customer, "pro");
    till.advance(customer, "2039-03-02T00:00:01Z");
    // 45 × 14/28 and 30 × 14/28.
    assertThat(latest(customer)).contains("usage storage 37.50");
  }

  @Test
  void aLevelThatNobodyAgreedToIsntBilledAsLongAsItStands() {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "asked");
    till.stored(customer, "105", "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    assertThat(latest(customer)).doesNotContain("usage storage 5.00");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(latest(customer)).doesNotContain("usage storage 5.00");
    till.stored(customer, "55", "2039-03-10T00:00:00Z");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(latest(customer)).doesNotContain("usage storage 2.50");
    var consents = "/v1/customers/" + customer + "/overage-consents";
    var consent = "{\"action\":\"storage\",\"granted_by\":\"Ana\"}";
    expect(till.node.post(consents, consent), 201);
    till.stored(customer, "105", "2039-04-10T00:00:00Z");
    till.advance(customer, "2039-05-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 5.00");
    till.advance(customer, "2039-06-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 5.00");
  }

  @Test
  void aLevelThatIsToldInAPauseOrOnAnotherPlanHoldsToo() {
    var customer = till.at("2039-01-01T00:00:00Z");
    var subscription = till.plan(customer, "pro", "").text("subscription/id");
    till.stored(customer, "50", "2039-01-05T00:00:00Z");
    till.advance(customer, "2039-01-10T00:00:00Z");
    expect(till.node.post("/v1/subscriptions/" + subscription + "/pause", "{}"), 200);
    till.stored(customer, "0", "2039-02-01T00:00:00Z");
    till.advance(customer, "2039-03-01T00:00:00Z");
    expect(till.node.post("/v1/subscriptions/" + subscription + "/resume", "{}"), 200);
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(latest(customer)).noneMatch(line -> line.contains("storage"));
    till.plan(customer, "plain");
    till.stored(customer, "25", "2039-04-03T00:00:00Z");
    till.advance(customer, "2039-05-01T00:00:00Z");
    till.plan(customer, "pro");
    till.advance(customer, "2039-06-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 5.00");
  }

  @Test
  void aSpendingCapSeesTheLevelThatReachesIntoThePeriod() {
    var customer = begun();
    till.stored(customer, "20", "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-02T00:00:01Z");
    var cap = "{\"spending_cap\":{\"amount\":\"20\",\"currency\":\"EUR\"}}";
    expect(till.node.put("/v1/customers/" + customer + "/settings", cap), 200);
    var limits = expect(till.node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.text("spending/used")).isEqualTo("15");
  }

  @Test
  void aLateLevelChangesTheOpeningOfThePeriodsAfterIt() {
    var customer = begun();
    till.stored(customer, "50", "2039-01-10T00:00:00Z");
    till.advance(customer, "2039-02-10T00:00:00Z");
    // Emptied on the 31st, and told when January is billed.
    till.stored(customer, "5", "2039-01-31T12:00:00Z");
    till.advance(customer, "2039-03-02T00:00:01Z");
    assertThat(latest(customer)).noneMatch(line -> line.contains("storage"));
    // Told when both are billed: a level of 25 on the 31st after all.
    till.stored(customer, "25", "2039-01-31T13:00:00Z");
    till.advance(customer, "2039-04-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 20.00", "adjustment storage 20.00");
  }

  @Test
  void theOrderInWhichLevelsComeMakesNoDifference() {
    for (var seed = 1; seed <= 4; seed++) {
      var random = new Random(seed);
      var inOrder = begun();
      var mixed = begun();
      var told = new ArrayList<String[]>();
      for (var i = 0; i < 12; i++) {
        var day = 1 + random.nextInt(31);
        var hour = random.nextInt(3) * 8;
        var time = "2039-01-%02dT%02d:00:01Z".formatted(day, hour);
        told.add(new String[] {time, String.valueOf(random.nextInt(90))});
      }
      told.sort((one, other) -> one[0].compareTo(other[0]));
      till.advance(inOrder, "2039-02-01T01:00:00Z");
      till.advance(mixed, "2039-02-01T01:00:00Z");
      send(inOrder, told, "in");
      var shuffled = new ArrayList<>(told);
      shuffled.addAll(told.subList(0, 6));
      Collections.shuffle(shuffled, random);
      send(mixed, shuffled, "in");
      till.advance(inOrder, "2039-03-02T00:00:01Z");
      till.advance(mixed, "2039-03-02T00:00:01Z");
      assertThat(billed(mixed)).as("seed %d", seed).isEqualTo(billed(inOrder)).isNotEmpty();
      assertThat(rows(mixed)).isEqualTo(rows(inOrder)).isNotEmpty();
    }
  }

  private static void send(String customer, List<String[]> told, String prefix) {
    for (var one : told) {
      var id = prefix + one[0] + one[1];
      var data = "{\"gigabytes\":" + one[1] + "}";
      till.send(List.of(Till.event(id, customer, "stored", one[0], data)));
    }
  }

  private static List<String> billed(String customer) {
    return till.byStatus(customer, "finalized").stream()
        .flatMap(invoice -> lines(invoice).stream())
        .filter(line -> line.contains("storage"))
        .toList();
  }

  private static List<String> rows(String customer) {
    return till.node
        .tables()
        .rows(
            "SELECT meter, at, level FROM level WHERE customer_id = '%s' ORDER BY at"
                .formatted(Till.uuid(IdKind.CUSTOMER, customer)));
  }
}
