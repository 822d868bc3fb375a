package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.TallyKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Actions without a price: examined, counted and journaled, and no wallet has a part in them.
class UnpricedTest {
  private static final TallyKey SIGNED = TallyKey.quota("signatures", Scene.START);

  private Scene scene;

  @BeforeEach
  void begin() {
    scene =
        Scene.on(
            new Shop("unpriced")
                .unpriced("sign")
                .sized("sign", "bytes", "10")
                .needing("sign", "signing")
                .quota("signatures", "sign", Shop.MONTHLY_UTC)
                .rate("signing", "sign")
                .plan("none")
                .plan(
                    "some",
                    plan ->
                        plan.unlocking("signing")
                            .quota("signatures", "3")
                            .rate("signing", new RateWindow(2, Duration.ofMinutes(1)))),
            "some");
  }

  private String used() {
    var tally = scene.account.tally(SIGNED);
    return tally.consumed().toPlainString() + "+" + tally.held().toPlainString();
  }

  @Test
  void anActTouchesNoWalletAndTheLedger() {
    var story = story(scene.charge("sign"));

    assertThat(story.payment()).isEmpty();
    assertThat(story.consulted()).extracting(Consulted::level).containsExactly("quota", "rate");
    assertThat(used()).isEqualTo("1+0");
    assertThat(scene.account.wallets()).isEmpty();
    assertThat(scene.entries).isEmpty();
  }

  @Test
  void sizeFeatureQuotaAndRateRefuse() {
    assertThat(no(scene.charge("sign", "bytes", 11))).isInstanceOf(Refusal.ItemTooLarge.class);
    yes(scene.charge("sign", "bytes", 10));
    yes(scene.charge("sign"));
    assertThat(no(scene.charge("sign"))).isInstanceOf(Refusal.RateLimited.class);
    scene.later(Duration.ofMinutes(1));
    yes(scene.charge("sign"));
    assertThat(no(scene.charge("sign")))
        .isInstanceOfSatisfying(
            Refusal.QuotaExceeded.class, refusal -> assertThat(refusal.used()).isEqualTo("3"));
    yes(scene.subscribe("none"));
    assertThat(no(scene.charge("sign"))).isInstanceOf(Refusal.FeatureNotIncluded.class);
    assertThat(used()).isEqualTo("3+0");
  }

  @Test
  void aHoldHoldsItsShareOfTheQuotaUntilItIsCapturedOrEnds() {
    var captured = Scene.id(scene.hold("sign"));
    assertThat(used()).isEqualTo("0+1");
    var released = Scene.id(scene.hold("sign"));
    yes(scene.release(released));
    assertThat(used()).isEqualTo("0+1");
    var answer = (Answer.Captured) yes(scene.capture(captured));
    assertThat(answer.held()).isEmpty();
    assertThat(answer.released()).isEmpty();
    assertThat(answer.story().payment()).isEmpty();
    assertThat(used()).isEqualTo("1+0");
    scene.later(Duration.ofMinutes(2));
    scene.hold("sign");
    scene.later(Duration.ofHours(1));
    scene.postDue();
    assertThat(used()).isEqualTo("1+0");
    assertThat(scene.answers.values()).anyMatch(Answer.Lapsed.class::isInstance);
    assertThat(scene.account.wallets()).isEmpty();
  }

  @Test
  void anEventCountsInFullAndHasAStory() {
    for (var i = 0; i < 4; i++) {
      assertThat(story(scene.record("sign", "bytes", 11)).payment()).isEmpty();
    }
    assertThat(used()).isEqualTo("4+0");
    assertThat(scene.account.rateActs())
        .hasEntrySatisfying("signing", acts -> assertThat(acts.last()).isEqualTo(4));
    assertThat(scene.account.wallets()).isEmpty();
  }

  @Test
  void aStatedPriceIsRefused() {
    assertThat(no(scene.holdOf("sign", "5"))).isInstanceOf(Refusal.Unacceptable.class);
    var hold = Scene.id(scene.hold("sign"));
    assertThat(no(scene.captureOf(hold, "5"))).isInstanceOf(Refusal.Unacceptable.class);
  }

  @Test
  void thereIsNothingToRefund() {
    var charge = Scene.id(scene.charge("sign"));
    assertThat(no(scene.refund(charge))).isInstanceOf(Refusal.NotFound.class);
  }

  @Test
  void aDebtConcernsNoActWithoutAPrice() {
    var shop = new Shop("unpriced").flat("pay", "5").unpriced("sign").plan("plan");
    var indebted = Scene.on(shop, "plan");
    indebted.record("pay");
    assertThat(no(indebted.charge("pay"))).isInstanceOf(Refusal.DebtOutstanding.class);
    yes(indebted.charge("sign"));
    yes(indebted.hold("sign"));
    assertThat(indebted.debt()).isEqualTo("5");
  }
}
