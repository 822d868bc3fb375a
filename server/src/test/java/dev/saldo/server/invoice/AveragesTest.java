package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static dev.saldo.server.invoice.Till.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A level is billed by its average over the billed period: how high it was × how long, ÷ how long
/// the period is. April 2039 has 30 days.
class AveragesTest {
  private static final String CATALOG =
      """
      catalog: averages
      currency: EUR
      meters:
        storage: {event: stored, aggregate: time_weighted_average, property: gigabytes}
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
            storage: {title: Storage, unit: GB, included: "20", price: {each: "2"}}
        tiers:
          title: Tiers
          price: "0"
          usage:
            storage:
              title: Storage
              unit: GB
              included: "10"
              price: {graduated: [{up_to: "20", each: "1"}, {each: "0.5"}]}
        agreed:
          title: Agreed
          price: "0"
          usage:
            storage: {title: Storage, unit: GB, included: "10", above: on_consent, price: {each: "1"}}
        blocked:
          title: Blocked
          price: "0"
          usage:
            storage: {title: Storage, unit: GB, included: "10", above: blocked, notify_at: ["80"]}
      actions:
        stored: {title: Stored}
      """;

  private static Till till;

  @BeforeAll
  static void start() {
    till = new Till("averages", CATALOG);
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  private static String begun(String plan) {
    var customer = till.at("2039-04-01T00:00:00Z");
    till.plan(customer, plan);
    return customer;
  }

  private static Node.Answer finalized(String customer) {
    return till.latest(customer, "finalized");
  }

  private static List<String> latest(String customer) {
    return lines(finalized(customer));
  }

  @Test
  void aLevelCostsWhatItIsOnAverage() {
    var customer = begun("basic");
    till.stored(customer, "100", "2039-04-01T00:00:00Z");
    till.stored(customer, "40", "2039-04-11T00:00:00Z");
    till.advance(customer, "2039-05-02T00:00:01Z");
    // (100 × 10 + 40 × 20) ÷ 30 = 60, of which 5 are included.
    assertThat(latest(customer)).contains("usage storage 55.00");
    var line = finalized(customer);
    assertThat(line.text("lines/1/used")).isEqualTo("60");
    assertThat(line.text("lines/1/included")).isEqualTo("5");
    assertThat(line.text("lines/1/quantity")).isEqualTo("55");
    assertThat(line.text("lines/1/events")).isEqualTo("2");
    assertThat(line.text("lines/1/average")).isEqualTo("true");
  }

  @Test
  void beforeTheFirstLevelThereIsNothing() {
    var customer = begun("basic");
    till.stored(customer, "30", "2039-04-21T00:00:00Z");
    till.advance(customer, "2039-05-02T00:00:01Z");
    // 30 × 10 ÷ 30 = 10, less 5.
    assertThat(latest(customer)).contains("usage storage 5.00");
  }

  @Test
  void whoSaysNothingPaysForTheLevelThatLasts() {
    var customer = begun("basic");
    till.stored(customer, "30", "2039-04-21T00:00:00Z");
    till.advance(customer, "2039-06-02T00:00:01Z");
    assertThat(latest(customer)).contains("usage storage 25.00");
    till.stored(customer, "0", "2039-06-16T00:00:00Z");
    till.advance(customer, "2039-07-02T00:00:01Z");
    // 30 × 15 ÷ 30 = 15, less 5.
    assertThat(latest(customer)).contains("usage storage 10.00");
    till.advance(customer, "2039-08-02T00:00:01Z");
    assertThat(latest(customer)).containsExactly("plan basic 10.00");
  }

  @Test
  void tiersBeginAboveWhatIsIncluded() {
    var customer = begun("tiers");
    till.stored(customer, "90", "2039-04-16T00:00:00Z");
    till.advance(customer, "2039-05-02T00:00:01Z");
    // 45, less 10: 20 × 1 + 15 × 0.5.
    assertThat(latest(customer)).contains("usage storage 27.50");
  }

  @Test
  void aChangeOfPlanDividesTheAverage() {
    var customer = begun("basic");
    till.stored(customer, "60", "2039-04-01T00:00:00Z");
    till.advance(customer, "2039-04-16T00:00:00Z");
    till.plan(customer, "pro");
    till.advance(customer, "2039-05-02T00:00:01Z");
    // 30 and 30; a pool of 5 × 15/30 + 20 × 15/30, rounded up: 13; (30 − 13) × 1 + 30 × 2.
    assertThat(latest(customer)).contains("usage storage 77.00");
    assertThat(finalized(customer).body()).contains("\"used\":\"60\",\"included\":\"13\"");
  }

  @Test
  void aLateLevelCorrectsWhatWasBilled() {
    var customer = begun("basic");
    till.stored(customer, "40", "2039-04-01T00:00:00Z");
    till.stored(customer, "60", "2039-04-26T00:00:00Z");
    till.advance(customer, "2039-05-03T00:00:00Z");
    // (40 × 25 + 60 × 5) ÷ 30 = 43.333333333333, less 5.
    assertThat(latest(customer)).contains("usage storage 38.33");
    // Between the two: 100 from the 11th on for 15 days, instead of 40.
    till.stored(customer, "100", "2039-04-11T00:00:00Z");
    // After both: 90 on the last day, and so in May too.
    till.stored(customer, "90", "2039-04-30T00:00:00Z");
    till.advance(customer, "2039-06-02T00:00:01Z");
    // (40 × 10 + 100 × 15 + 60 × 4 + 90) ÷ 30 = 74.333333333333, less 5: 69.33. May: 90, less 5.
    assertThat(latest(customer)).contains("usage storage 85.00", "adjustment storage 31.00");
  }

  @Test
  void aLevelOfTwoMonthsAgoReachesIntoBoth() {
    var customer = begun("basic");
    till.stored(customer, "35", "2039-04-01T00:00:00Z");
    till.advance(customer, "2039-05-03T00:00:00Z");
    assertThat(latest(customer)).contains("usage storage 30.00");
    till.stored(customer, "25", "2039-04-16T00:00:00Z");
    till.advance(customer, "2039-06-02T00:00:01Z");
    // April: 30, less 5: 25 and not 30. May: 25, less 5.
    assertThat(latest(customer)).contains("usage storage 20.00", "adjustment storage -5.00");
  }

  @Test
  void thePreviewCountsAsFarAsTheMonthHasGone() {
    var customer = begun("basic");
    till.stored(customer, "60", "2039-04-01T00:00:00Z");
    till.advance(customer, "2039-04-16T00:00:00Z");
    var path = "/v1/customers/" + customer + "/invoice-preview";
    // 30 of 60 so far, less 5; at the end 60, less 5; a month later as much again.
    assertThat(expect(till.node.get(path), 200).body()).contains("\"net\":\"25.00\"");
    assertThat(expect(till.node.get(path + "?at=2039-05-01T00:00:00Z"), 200).body())
        .contains("\"net\":\"55.00\"");
    var later = expect(till.node.get(path + "?at=2039-06-01T00:00:00Z"), 200).body();
    assertThat(later.split("\"net\":\"55.00\"", -1)).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void whatWasNotAgreedToIsNotBilled() {
    var customer = begun("agreed");
    till.stored(customer, "70", "2039-04-01T00:00:00Z");
    till.stored(customer, "4", "2039-04-16T00:00:00Z");
    till.advance(customer, "2039-05-02T00:00:01Z");
    // 37 on average, of which 60 × 15/30 were set where no more than 10 was allowed.
    assertThat(till.only(customer, "finalized").body()).doesNotContain("\"net\":\"27.00\"");
    till.advance(customer, "2039-05-02T00:00:02Z");
    var consents = "/v1/customers/" + customer + "/overage-consents";
    var body = "{\"action\":\"storage\",\"granted_by\":\"Ana\"}";
    expect(till.node.post(consents, body), 201);
    till.stored(customer, "41", "2039-05-17T00:00:00Z");
    till.advance(customer, "2039-06-02T00:00:01Z");
    // (4 × 16 + 41 × 15) ÷ 31 = 21.903225806452, less 10.
    assertThat(latest(customer)).contains("usage storage 11.90");
  }

  @Test
  void aLevelAboveWhatIsIncludedIsRefusedWhereItIsAskedFor() {
    var customer = begun("blocked");
    charge(customer, "9", 201);
    var refused = charge(customer, "11", 429);
    assertThat(refused.text("code")).isEqualTo("quota_exceeded");
    charge(customer, "10", 201);
    var limits = expect(till.node.get("/v1/customers/" + customer + "/limits"), 200);
    assertThat(limits.text("usage/0/used")).isEqualTo("10");
    assertThat(limits.text("usage/0/left")).isEqualTo("0");
  }

  private static Node.Answer charge(String customer, String gigabytes, int status) {
    var body =
        "{\"customer\":\"%s\",\"action\":\"stored\",\"data\":{\"gigabytes\":%s}}"
            .formatted(customer, gigabytes);
    return expect(till.node.post("/v1/charges", body), status);
  }

  @Test
  void aCapHoldsForWhatALevelComesToIfItStands() {
    var customer = begun("basic");
    var settings = "/v1/customers/" + customer + "/settings";
    var cap = "{\"spending_cap\":{\"amount\":\"30\",\"currency\":\"EUR\"}}";
    expect(till.node.put(settings, cap), 200);
    charge(customer, "20", 201);
    assertThat(spent(customer)).isEqualTo("15");
    assertThat(charge(customer, "36", 402).text("code")).isEqualTo("spending_cap_reached");
    till.advance(customer, "2039-04-16T00:00:00Z");
    // 10 so far and 25 more: 35, less 5.
    assertThat(charge(customer, "51", 402).text("code")).isEqualTo("spending_cap_reached");
    charge(customer, "50", 201);
    assertThat(spent(customer)).isEqualTo("30");
    // It lasts: 45 in May. What happened is counted all the same, and less is always allowed.
    till.advance(customer, "2039-05-02T00:00:00Z");
    assertThat(spent(customer)).isEqualTo("45");
    charge(customer, "49", 201);
    assertThat(charge(customer, "50", 402).text("code")).isEqualTo("spending_cap_reached");
  }

  private static String spent(String customer) {
    return expect(till.node.get("/v1/customers/" + customer + "/limits"), 200)
        .text("spending/used")
        .replaceFirst("\\..*", "");
  }

  @Test
  void aQuoteStatesTheAverage() {
    var body = "{\"catalog\":\"averages\",\"currency\":\"EUR\",\"usage\":{\"storage\":\"25.5\"}}";
    var quoted = expect(till.node.post("/v1/quotes", body), 200).body();
    // On Basic 20.5 × 1, on Pro 5.5 × 2, in tiers 15.5 × 1.
    assertThat(quoted)
        .contains("\"title\":\"Basic\",\"total\":\"30.5\"")
        .contains("\"title\":\"Pro\",\"total\":\"31\"")
        .contains("\"title\":\"Tiers\",\"total\":\"15.5\"");
  }

  @Test
  void whatIsToldAheadOfTheMonthBelongsToTheNextOne() {
    var ahead = begun("basic");
    till.stored(ahead, "60", "2039-04-01T00:00:00Z");
    till.advance(ahead, "2039-04-30T23:57:00Z");
    tell(ahead, "0", "2039-05-01T00:00:00Z");
    tell(ahead, "31", "2039-05-01T00:01:00Z");
    var after = begun("basic");
    till.stored(after, "60", "2039-04-01T00:00:00Z");
    till.stored(after, "31", "2039-05-01T00:01:00Z");
    tell(after, "0", "2039-05-01T00:00:00Z");
    for (var month : List.of("2039-05-02T00:00:01Z", "2039-06-02T00:00:01Z")) {
      till.advance(ahead, month);
      till.advance(after, month);
      assertThat(latest(ahead)).isEqualTo(latest(after)).anyMatch(line -> line.contains("storage"));
    }
  }

  @Test
  void whatIsToldAheadOfAChangeBelongsToThePlanAfterIt() {
    var ahead = begun("basic");
    till.stored(ahead, "60", "2039-04-16T11:00:00Z");
    till.advance(ahead, "2039-04-16T11:57:00Z");
    tell(ahead, "900", "2039-04-16T11:58:00Z");
    tell(ahead, "9000", "2039-04-16T11:59:00Z");
    tell(ahead, "10", "2039-04-16T12:00:00Z");
    tell(ahead, "30", "2039-04-16T12:01:00Z");
    till.advance(ahead, "2039-04-16T11:58:30Z");
    till.plan(ahead, "pro");
    var after = begun("basic");
    till.stored(after, "60", "2039-04-16T11:00:00Z");
    till.advance(after, "2039-04-16T11:58:30Z");
    till.plan(after, "pro");
    till.stored(after, "30", "2039-04-16T12:01:00Z");
    tell(after, "900", "2039-04-16T11:58:00Z");
    tell(after, "10", "2039-04-16T12:00:00Z");
    tell(after, "9000", "2039-04-16T11:59:00Z");
    till.advance(ahead, "2039-05-02T00:00:01Z");
    till.advance(after, "2039-05-02T00:00:01Z");
    assertThat(latest(ahead)).isEqualTo(latest(after)).anyMatch(line -> line.contains("storage"));
    assertThat(tallies(ahead)).isEqualTo(tallies(after)).isNotEmpty();
  }

  private static void tell(String customer, String gigabytes, String time) {
    var data = "{\"gigabytes\":" + gigabytes + "}";
    till.batch(List.of(till.event(customer, "stored", time, data)));
  }

  @Test
  void theOrderInWhichLevelsComeMakesNoDifference() {
    for (var seed = 1; seed <= 3; seed++) {
      var random = new Random(seed);
      var inOrder = begun("basic");
      var mixed = begun("basic");
      var told = new ArrayList<String[]>();
      for (var i = 0; i < 14; i++) {
        var time =
            "2039-04-%02dT%02d:00:01.%06dZ"
                .formatted(1 + random.nextInt(30), random.nextInt(3) * 8, random.nextInt(2));
        told.add(new String[] {time, String.valueOf(random.nextInt(90))});
      }
      told.sort((one, other) -> one[0].compareTo(other[0]));
      for (var customer : List.of(inOrder, mixed)) {
        till.advance(customer, "2039-04-16T08:00:01Z");
        till.plan(customer, "pro");
        till.advance(customer, "2039-05-01T01:00:00Z");
      }
      send(inOrder, told);
      var shuffled = new ArrayList<>(told);
      shuffled.addAll(told.subList(0, 6));
      Collections.shuffle(shuffled, random);
      send(mixed, shuffled);
      till.advance(inOrder, "2039-06-02T00:00:01Z");
      till.advance(mixed, "2039-06-02T00:00:01Z");
      assertThat(billed(mixed)).as("seed %d", seed).isEqualTo(billed(inOrder)).isNotEmpty();
      assertThat(tallies(mixed)).as("seed %d", seed).isEqualTo(tallies(inOrder)).isNotEmpty();
    }
  }

  private static void send(String customer, List<String[]> told) {
    for (var one : told) {
      var data = "{\"gigabytes\":" + one[1] + "}";
      till.send(List.of(Till.event("at" + one[0] + one[1], customer, "stored", one[0], data)));
    }
  }

  private static List<String> billed(String customer) {
    return till.byStatus(customer, "finalized").stream()
        .flatMap(invoice -> lines(invoice).stream())
        .filter(line -> line.contains("storage"))
        .toList();
  }

  private static List<String> tallies(String customer) {
    return till.node
        .tables()
        .rows(
            "SELECT subject, period_from, consumed FROM tally WHERE customer_id = '%s' AND subject LIKE 'usage:%%' AND consumed <> 0 ORDER BY period_from"
                .formatted(Till.uuid(IdKind.CUSTOMER, customer)));
  }
}
