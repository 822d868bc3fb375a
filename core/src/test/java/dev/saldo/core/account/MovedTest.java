package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Attribution.Party;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.Prices;
import dev.saldo.core.subscription.Shelf;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is counted and billed of customers whose zone changes, and on days that a period's end
/// cuts.
class MovedTest {
  private static final String SAO_PAULO = "America/Sao_Paulo";

  private static Shelf shelf() {
    return new Shelf()
        .sums("calls")
        .plan("month", offer -> offer.price("31").monthly("calls", "100", Prices.each("0.5")))
        .plan("period", offer -> offer.price("31").usage("calls", "100", Prices.each("0.5")))
        .plan("day", offer -> offer.price("31").daily("calls", "100", Prices.each("1")))
        .plan("large", offer -> offer.price("31").daily("calls", "1000", Prices.each("1")));
  }

  private static Scene on(Catalog catalog, String plan, String start) {
    var scene = new Scene(catalog, Instant.parse(start), ZoneOffset.UTC);
    yes(scene.subscribe(plan));
    return scene;
  }

  private static Scene byCalendar(String plan) {
    return on(shelf().byCalendar().catalog(), plan, "2026-01-01T00:00:00Z");
  }

  private static Scene anniversary(String plan, String start) {
    var catalog =
        shelf().billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.UTC).byCostCentre().catalog();
    return on(catalog, plan, start);
  }

  private static void use(Scene scene, String at, int calls) {
    yes(scene.at(at).record("calls", "n", calls));
  }

  private static void arrange(Scene scene, String plan) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            Command.When.PERIOD_END,
            Command.Collect.NOW,
            Optional.empty(),
            Command.Onto.ANYTHING);
    yes(scene.ask(new Command.ChangePlan(scene.key(), scene.catalog.reference(), plan, order)));
  }

  private static LineItem line(Scene scene, int period) {
    return Closed.of(scene).get(period).lines().getFirst();
  }

  @Test
  void aMonthGoesOnWhenTheCustomerMovesWest() {
    var scene = byCalendar("month");
    use(scene, "2026-01-20T00:00:00Z", 90);
    scene.movedTo(SAO_PAULO);
    use(scene, "2026-01-31T23:00:00Z", 10);
    scene.at("2026-02-02T00:00:00Z").postDue();
    assertThat(line(scene, 0).quantity()).isEqualByComparingTo("0");
    assertThat(line(scene, 0).evidence().orElseThrow().included()).isEqualByComparingTo("100");
  }

  @Test
  void whatWasBilledComesToTheSameAfterAMove() {
    var scene = byCalendar("month");
    use(scene, "2026-01-20T00:00:00Z", 90);
    scene.at("2026-02-02T00:00:00Z").postDue();
    var billed = Closed.of(scene);
    scene.movedTo(SAO_PAULO);
    assertThat(Closed.of(scene)).isEqualTo(billed);
    // One that comes late, too.
    yes(scene.record(Instant.parse("2026-01-31T23:30:00Z"), "calls", "n", 12));
    assertThat(line(scene, 0).quantity()).isEqualByComparingTo("2");
  }

  @Test
  void anAnniversarysMonthsAreCutWhereTheyWereCounted() {
    var scene = anniversary("month", "2026-01-15T00:00:00Z");
    use(scene, "2026-01-31T00:00:00Z", 55);
    use(scene, "2026-02-10T00:00:00Z", 50);
    scene.movedTo(SAO_PAULO).at("2026-02-16T00:00:00Z").postDue();
    // 100 × 17/31 and 100 × 14/28.
    assertThat(line(scene, 0).evidence().orElseThrow().included()).isEqualByComparingTo("105");
    assertThat(line(scene, 0).quantity()).isEqualByComparingTo("0");
  }

  @Test
  void theNextPeriodCountsByTheNewZone() {
    var scene = byCalendar("day");
    scene.at("2026-01-20T00:00:00Z").movedTo(SAO_PAULO);
    use(scene, "2026-01-25T01:00:00Z", 100);
    use(scene, "2026-01-25T23:00:00Z", 1);
    use(scene, "2026-02-10T02:00:00Z", 100);
    use(scene, "2026-02-10T03:00:00Z", 100);
    scene.at("2026-03-02T00:00:00Z").postDue();
    assertThat(line(scene, 0).quantity()).isEqualByComparingTo("1");
    assertThat(line(scene, 1).quantity()).isEqualByComparingTo("0");
  }

  @Test
  void whatBeginsAnewKeepsTheZoneOfItsPeriods() {
    var catalog = shelf().billed(ResetRule.Anchor.CALENDAR, ResetRule.Zone.CUSTOMER).catalog();
    var scene = on(catalog, "day", "2026-01-01T00:00:00Z");
    scene.at("2026-02-05T00:00:00Z").movedTo("Asia/Tokyo");
    yes(scene.ask(new Command.PauseSubscription(scene.key(), false)));
    scene.at("2026-03-10T00:00:00Z");
    scene.effects.clear();
    yes(scene.ask(new Command.ResumeSubscription(scene.key())));
    var period = scene.account.subscription().orElseThrow().period();
    assertThat(period.until()).isEqualTo("2026-04-01T00:00:00Z");
    var fee =
        ((Effect.Owed)
                scene.effects.stream()
                    .filter(Effect.Owed.class::isInstance)
                    .findFirst()
                    .orElseThrow())
            .item();
    assertThat(fee.amount()).isEqualTo(Prices.money("22"));
  }

  @Test
  void theDayThatAPeriodsEndCutsHasTheLargerAllowance() {
    var scene = anniversary("day", "2026-01-15T12:00:00Z");
    arrange(scene, "large");
    use(scene, "2026-02-15T09:00:00Z", 90);
    use(scene, "2026-02-15T15:00:00Z", 600);
    scene.at("2026-03-20T00:00:00Z").postDue();
    assertThat(line(scene, 0).evidence().orElseThrow().used()).isEqualByComparingTo("690");
    assertThat(line(scene, 0).quantity()).isEqualByComparingTo("0");
  }

  @Test
  void aDayWhoseBeginningNobodyCountsByTheDayIsTheNextPeriods() {
    var scene = anniversary("period", "2026-01-15T12:00:00Z");
    arrange(scene, "day");
    use(scene, "2026-02-15T09:00:00Z", 90);
    use(scene, "2026-02-15T15:00:00Z", 120);
    scene.at("2026-03-20T00:00:00Z").postDue();
    assertThat(line(scene, 0).evidence().orElseThrow().used()).isEqualByComparingTo("90");
    assertThat(line(scene, 1).evidence().orElseThrow().used()).isEqualByComparingTo("120");
    assertThat(line(scene, 1).quantity()).isEqualByComparingTo("20");
  }

  @Test
  void aDayIsDividedWithThePeriodThatHasIt() {
    var scene = anniversary("day", "2026-01-15T12:00:00Z");
    var none = Attribution.NONE;
    var by =
        new Attribution(
            none.member(),
            Optional.of(new Party("a", Optional.empty(), Optional.empty())),
            none.automation(),
            none.apiKey(),
            none.agentRun(),
            none.execution());
    scene.at("2026-02-15T15:00:00Z");
    var act = Scene.actBy(by, "calls", "n", 300);
    yes(scene.ask(new Command.RecordUsage(Scene.event("e", 1), act, scene.clock)));
    scene.at("2026-03-20T00:00:00Z").postDue();
    var lines = Closed.of(scene).getFirst().lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().costCentre()).contains("a");
    assertThat(lines.getFirst().quantity()).isEqualByComparingTo("200");
    assertThat(Closed.of(scene).get(1).lines()).isEqualTo(List.of());
  }
}
