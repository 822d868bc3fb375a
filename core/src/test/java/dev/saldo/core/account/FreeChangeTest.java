package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Shelf;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// After a change that cost nothing, what comes next gives back or charges what was really paid.
class FreeChangeTest {
  private static final Catalog CATALOG =
      new Shelf()
          .plan("basic", offer -> offer.price("20").annualLess("10"))
          .plan("pro", offer -> offer.price("200").annualLess("10"))
          .catalog();

  private Scene scene;

  @BeforeEach
  void begin() {
    scene = new Scene(CATALOG, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  }

  private void take(String plan, Collect collect) {
    take(plan, collect, Optional.empty());
  }

  private void take(String plan, Collect collect, Optional<Interval> interval) {
    var order =
        new Command.Order(
            ItemsChange.NONE,
            interval,
            Command.Billed.STANDARD,
            When.NOW,
            collect,
            Optional.empty(),
            Onto.ANYTHING);
    yes(scene.ask(new Command.ChangePlan(scene.key(), CATALOG.reference(), plan, order)));
  }

  private List<String> owed() {
    return BillingTest.owed(scene);
  }

  private void atTheMiddle() {
    owed();
    scene.at("2026-01-16T12:00:00Z");
  }

  @Test
  void aRefundGivesBackWhatWasPaid() {
    take("basic", Collect.NOW);
    take("pro", Collect.NONE);
    atTheMiddle();
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
    assertThat(owed()).containsExactly("basic -10.00");
  }

  @Test
  void aPauseGivesBackWhatWasPaid() {
    take("basic", Collect.NOW);
    take("pro", Collect.NONE);
    atTheMiddle();
    yes(scene.ask(new Command.PauseSubscription(scene.key(), true)));
    assertThat(owed()).containsExactly("basic -10.00");
  }

  @Test
  void backToWhatWasPaidCostsNothing() {
    take("pro", Collect.NOW);
    take("basic", Collect.NONE);
    atTheMiddle();
    take("pro", Collect.NOW);
    assertThat(owed()).isEmpty();
    take("basic", Collect.NOW);
    assertThat(owed()).containsExactly("pro -100.00", "basic 10.00");
  }

  @Test
  void aDowngradeGivesBackNoMoreThanWasPaid() {
    take("basic", Collect.NOW);
    take("pro", Collect.NONE);
    atTheMiddle();
    take("basic", Collect.NOW);
    assertThat(owed()).isEmpty();
  }

  @Test
  void twoFreeChangesRememberTheFirst() {
    take("pro", Collect.NOW);
    take("basic", Collect.NONE);
    take("pro", Collect.NONE);
    take("basic", Collect.NONE);
    atTheMiddle();
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
    assertThat(owed()).containsExactly("pro -100.00");
  }

  @Test
  void aYearInPlaceOfTheMonthGivesBackWhatWasPaid() {
    take("basic", Collect.NOW);
    take("pro", Collect.NONE);
    atTheMiddle();
    take("pro", Collect.NOW, Optional.of(Interval.YEAR));
    assertThat(owed()).containsExactly("basic -10.00", "pro 2160.00");
  }

  @Test
  void theNextPeriodIsPaidForWhatThereIs() {
    take("basic", Collect.NOW);
    take("pro", Collect.NONE);
    owed();
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
    assertThat(owed()).containsExactly("pro 200.00");
    scene.at("2026-02-15T00:00:00Z");
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
    assertThat(owed()).containsExactly("pro -100.00");
  }
}
