package dev.saldo.core.account;

import static dev.saldo.core.account.BillingTest.at;
import static dev.saldo.core.account.BillingTest.owed;
import static dev.saldo.core.account.BillingTest.scene;
import static dev.saldo.core.account.BillingTest.shelf;
import static dev.saldo.core.account.BillingTest.to;
import static dev.saldo.core.account.BillingTest.with;
import static dev.saldo.core.account.Scene.no;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Coupons discount the fees of whole periods, once by each customer.
class CouponTest {
  @Test
  void aCouponLastsItsPeriodsAndNoLonger() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", with("FIVE"))));
    assertThat(owed(scene)).containsExactly("pro 49.99", "FIVE -5.00");
    for (var month : List.of("2026-02-01", "2026-03-01")) {
      scene.at(month + "T00:00:00Z");
      scene.postDue();
      assertThat(owed(scene)).hasSize(month.startsWith("2026-02") ? 2 : 1);
    }
  }

  @Test
  void aCouponForAnotherPlanWaitsForIt() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", with("PRO"))));
    assertThat(owed(scene)).containsExactly("pro 49.99", "PRO -25.00");
    yes(scene.ask(to(scene, "basic", at(When.PERIOD_END))));
    for (var month : List.of("2026-02-01", "2026-03-01")) {
      scene.at(month + "T00:00:00Z");
      scene.postDue();
      assertThat(owed(scene)).containsExactly("basic 19.99");
    }
    yes(scene.ask(to(scene, "pro", at(When.PERIOD_END))));
    scene.at("2026-04-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99", "PRO -25.00");
    scene.at("2026-05-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99");
  }

  @Test
  void aCodeIsRedeemedOnceByACustomer() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "pro", with("HALF"))));
    yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
    assertThat(no(scene.ask(to(scene, "pro", with("HALF")))))
        .isEqualTo(new Refusal.InvalidState("coupon", "redeemed"));
    yes(scene.ask(to(scene, "pro", with("FIVE"))));
    assertThat(no(scene.ask(new Command.RedeemCoupon(scene.key(), "HALF"))))
        .isEqualTo(new Refusal.InvalidState("coupon", "redeemed"));
  }

  @Test
  void whatIsGivenBackOfADiscountedFeeIsWhatWasPaid() {
    for (var coupon : List.of("HALF", "FIVE")) {
      var scene = scene(shelf(), "2026-01-01T00:00:00Z");
      yes(scene.ask(to(scene, "pro", with(coupon))));
      owed(scene);
      yes(scene.ask(new Command.EndSubscription(scene.key(), When.NOW, true)));
      assertThat(owed(scene))
          .containsExactly("pro -49.99", coupon.equals("HALF") ? "HALF 25.00" : "FIVE 5.00");
    }
  }

  @Test
  void oneRedeemedInTheMiddleWaitsForTheNextPeriod() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "basic", at(When.NOW))));
    owed(scene);
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(new Command.RedeemCoupon(scene.key(), "HALF")));
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    assertThat(owed(scene)).containsExactly("basic -9.67", "pro 24.19");
    scene.at("2026-02-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99", "HALF -25.00");
    scene.at("2026-03-01T00:00:00Z");
    scene.postDue();
    assertThat(owed(scene)).containsExactly("pro 49.99");
  }

  @Test
  void aChangeWithinADiscountedPeriodIsDiscountedAlike() {
    var scene = scene(shelf(), "2026-01-01T00:00:00Z");
    yes(scene.ask(to(scene, "basic", with("HALF"))));
    owed(scene);
    scene.at("2026-01-17T00:00:00Z");
    yes(scene.ask(to(scene, "pro", at(When.NOW))));
    assertThat(owed(scene)).containsExactly("basic -9.67", "HALF 4.84", "pro 24.19", "HALF -12.09");
  }
}
