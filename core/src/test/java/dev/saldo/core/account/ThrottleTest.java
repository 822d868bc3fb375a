package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.story;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.RateWindow;
import dev.saldo.core.limit.TallyKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Above a quota that throttles, acts are let through at its rate alone.
class ThrottleTest {
  private static final RateWindow TWO_A_MINUTE = new RateWindow(2, Duration.ofMinutes(1));

  private static Scene scene() {
    return Scene.on(
        new Shop("throttle")
            .unpriced("ask")
            .unpriced("load")
            .quota("asks", "ask", Shop.DAILY_UTC)
            .quota("bytes", "load", "size", Shop.DAILY_UTC)
            .plan(
                "plan",
                plan ->
                    plan.throttledQuota("asks", "3", TWO_A_MINUTE)
                        .throttledQuota("bytes", "10", TWO_A_MINUTE)),
        "plan");
  }

  @Test
  void belowTheQuotaThereIsNoRate() {
    var scene = scene();
    for (var i = 0; i < 3; i++) {
      assertThat(story(scene.charge("ask")).consulted())
          .extracting(Consulted::level)
          .containsExactly("quota");
    }
  }

  @Test
  void aboveItTheRateDecides() {
    var scene = scene();
    for (var i = 0; i < 3; i++) {
      yes(scene.charge("ask"));
    }
    assertThat(story(scene.charge("ask")).consulted())
        .extracting(Consulted::level)
        .containsExactly("quota", "rate");
    scene.later(Duration.ofSeconds(20));
    yes(scene.hold("ask"));
    assertThat(no(scene.charge("ask")))
        .isEqualTo(
            new Refusal.RateLimited("asks", 2, Duration.ofMinutes(1), Duration.ofSeconds(40)));
    scene.later(Duration.ofSeconds(40));
    yes(scene.charge("ask"));
    assertThat(no(scene.charge("ask")))
        .isEqualTo(
            new Refusal.RateLimited("asks", 2, Duration.ofMinutes(1), Duration.ofSeconds(20)));
    assertThat(scene.account.tally(TallyKey.quota("asks", Scene.START)).used()).isEqualTo("6");
  }

  @Test
  void anActThatCrossesTheQuotaIsAboveIt() {
    var scene = scene();
    yes(scene.charge("load", "size", 9));
    yes(scene.charge("load", "size", 2));
    yes(scene.charge("load", "size", 1));
    assertThat(no(scene.charge("load", "size", 1))).isInstanceOf(Refusal.RateLimited.class);
    yes(scene.charge("load", "size", 0));
  }

  @Test
  void whatHappenedAboveItCountsOnTheRate() {
    var scene = scene();
    for (var i = 0; i < 5; i++) {
      yes(scene.record("ask"));
    }
    assertThat(no(scene.charge("ask"))).isInstanceOf(Refusal.RateLimited.class);
    scene.later(Duration.ofMinutes(1));
    yes(scene.charge("ask"));
  }

  @Test
  void aNewPeriodIsFreeOfIt() {
    var scene = scene();
    for (var i = 0; i < 5; i++) {
      yes(scene.charge("ask"));
    }
    scene.at("2026-01-02T00:00:00Z");
    for (var i = 0; i < 3; i++) {
      yes(scene.charge("ask"));
    }
  }
}
