package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.id;
import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.ledger.LedgerAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Grants that end with the plan's credits because the catalog says so.
class EndingTest {
  private static final Instant RESET = Instant.parse("2026-02-01T00:00:00Z");

  private static final Shop SHOP =
      new Shop("s")
          .flat("do", "1", "units")
          .plan("starter", p -> p.credits("600", Shop.MONTHLY_UTC))
          .plan("trial", p -> p.trial("75", Duration.ofDays(14)))
          .endingAtReset(GrantKind.PROMOTIONAL);

  private static Scene on(String plan) {
    var scene = new Scene(SHOP.catalog(), Instant.parse("2026-01-10T00:00:00Z"), ZoneId.of("UTC"));
    yes(scene.subscribe(plan));
    return scene;
  }

  private static Optional<Instant> end(Scene scene, UUID grant) {
    return scene.lot(grant).expiresAt();
  }

  @Test
  void aPromotionalGrantGoesWithThePlansAndABoughtOneStays() {
    var scene = on("starter");
    var promotional = scene.give(GrantKind.PROMOTIONAL, "300");
    var bought = scene.give(GrantKind.PURCHASED, "4000");
    assertThat(end(scene, promotional)).contains(RESET);
    assertThat(end(scene, bought)).isEmpty();
    scene.at("2026-01-31T23:59:59Z").postDue();
    assertThat(scene.balance()).isEqualTo("4900");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("4600");
  }

  @Test
  void whoNamesAnEndKeepsIt() {
    var scene = on("starter");
    var shorter = scene.give(GrantKind.PROMOTIONAL, "300", Duration.ofDays(2));
    var longer = scene.give(GrantKind.PROMOTIONAL, "300", Duration.ofDays(40));
    assertThat(end(scene, shorter)).contains(Instant.parse("2026-01-12T00:00:00Z"));
    assertThat(end(scene, longer)).contains(Instant.parse("2026-02-19T00:00:00Z"));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("900");
  }

  @Test
  void aGrantOfTheFutureGoesWithTheCreditsOfItsPeriod() {
    var scene = on("starter");
    var gift =
        new Command.GiveCredits(
            scene.key(),
            GrantKind.PROMOTIONAL,
            "gift",
            Shop.credits("300"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.parse("2026-02-10T00:00:00Z")),
            Optional.empty(),
            Optional.empty());
    assertThat(end(scene, id(scene.ask(gift)))).contains(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void whatWasGivenBeforeAnyResetWasKnownGoesAtTheFirstOne() {
    var scene = on("trial");
    var gift = scene.give(GrantKind.PROMOTIONAL, "300");
    assertThat(end(scene, gift)).isEmpty();
    scene.at("2026-01-20T00:00:00Z");
    yes(scene.subscribe("starter"));
    yes(scene.charge("do", "units", 115));
    scene.at("2026-01-31T23:59:59Z").postDue();
    assertThat(scene.balance()).isEqualTo("860");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("600");
    assertThat(
            scene.entries.stream()
                .map(Entry::posting)
                .filter(posting -> posting.credit().equals(LedgerAccount.BREAKAGE))
                .filter(posting -> posting.effectiveAt().equals(RESET))
                .map(posting -> posting.amount().amount().toPlainString()))
        .containsExactlyInAnyOrder("260", "600");
  }

  @Test
  void aHoldKeepsWhatItSetAside() {
    var scene = on("trial");
    scene.at("2026-01-25T00:00:00Z");
    scene.give(GrantKind.PROMOTIONAL, "300");
    yes(scene.subscribe("starter"));
    scene.at("2026-01-31T23:55:00Z");
    var hold = id(scene.hold("do", "units", 100));
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("700");
    yes(scene.capture(hold, "units", 70));
    assertThat(scene.balance()).isEqualTo("600");
  }

  @Test
  void withoutTheRuleNothingGiftedEnds() {
    var shop =
        new Shop("s")
            .flat("do", "1", "units")
            .plan("starter", p -> p.credits("600", Shop.MONTHLY_UTC));
    var scene = Scene.on(shop, "starter");
    scene.give(GrantKind.PROMOTIONAL, "300");
    scene.at("2026-02-01T00:00:00Z").postDue();
    assertThat(scene.balance()).isEqualTo("900");
  }
}
