package dev.saldo.core.account;

import static dev.saldo.core.account.Scene.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Command.Collect;
import dev.saldo.core.account.Command.Onto;
import dev.saldo.core.account.Command.When;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.ResetRule;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.core.subscription.Offer;
import dev.saldo.core.subscription.Shelf;
import dev.saldo.core.subscription.Subscription.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A trial ends as it was promised, whatever version its plan goes on under: nothing is charged
/// within it; at its end one that ends has cost nothing, and one that lasts costs the period that
/// it begins. A move that would have it otherwise is refused and changes nothing.
class MovedTrialLaws {
  private static final int SEEDS = 600;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  /// What a version says of the plan: its price, and what kind of trial.
  private record Listed(Optional<String> price, Optional<Boolean> converts, int days) {
    static Listed some(SplittableRandom random, boolean isFirst) {
      var price = BigDecimal.valueOf(random.nextLong(1, 50_000), 2).toPlainString();
      var kind = random.nextInt(isFirst ? 2 : 4);
      var converts = kind < 2 ? Optional.of(kind == 0) : Optional.<Boolean>empty();
      return new Listed(
          kind == 3 ? Optional.empty() : Optional.of(price), converts, random.nextInt(1, 40));
    }

    void write(Offer offer) {
      price.ifPresent(offer::price);
      converts.ifPresent(goesOn -> offer.trial(Duration.ofDays(days), goesOn));
    }

    Catalog version(int version) {
      return new Shelf()
          .plan("tried", this::write)
          .plan("ending", offer -> offer.price("7").trial(Duration.ofDays(days), false))
          .billed(ResetRule.Anchor.ANNIVERSARY, ResetRule.Zone.UTC)
          .catalog(version);
    }
  }

  private static final class Life {
    final Listed first;
    final Listed second;
    final List<Catalog> versions;
    final Scene scene;
    final Instant over;

    Life(SplittableRandom random) {
      first = Listed.some(random, true);
      second = Listed.some(random, false);
      versions = List.of(first.version(1), second.version(2));
      scene = new Scene(versions, FIRST, ZoneOffset.UTC);
      yes(scene.ask(plan(1, "tried", When.NOW, Onto.ANYTHING)));
      over = FIRST.plus(Duration.ofDays(first.days));
      scene.clock = FIRST.plusSeconds(random.nextLong(first.days * 86_400L));
    }

    Command plan(int version, String plan, When when, Onto onto) {
      var order =
          new Command.Order(
              ItemsChange.NONE,
              Optional.empty(),
              Command.Billed.STANDARD,
              when,
              Collect.NOW,
              Optional.empty(),
              onto);
      return new Command.ChangePlan(
          scene.key(), versions.get(version - 1).reference(), plan, order);
    }

    Outcome move(When when) {
      var onto =
          new Onto.Moved(versions.getFirst().reference(), "tried", Optional.of(new UUID(0, 1)));
      return scene.ask(plan(2, "tried", when, onto));
    }

    BigDecimal owed() {
      return scene.effects.stream()
          .filter(Effect.Owed.class::isInstance)
          .map(effect -> ((Effect.Owed) effect).item().amount().amount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Status at(Instant time) {
      scene.clock = time;
      scene.postDue();
      return scene.account.subscription().orElseThrow().status();
    }
  }

  @Test
  void aTrialEndsAsItWasPromised() {
    var moved = 0;
    var refused = 0;
    for (var seed = 0L; seed < SEEDS; seed++) {
      try {
        if (isMoved(new SplittableRandom(seed))) {
          moved++;
        } else {
          refused++;
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(moved).isGreaterThan(SEEDS / 5);
    assertThat(refused).isGreaterThan(SEEDS / 5);
  }

  private static boolean isMoved(SplittableRandom random) {
    var life = new Life(random);
    var before = life.scene.account;
    var when = random.nextBoolean() ? When.NOW : When.PERIOD_END;
    var isMoved =
        switch (life.move(when)) {
          case Outcome.Refused(Refusal.Unacceptable no) -> {
            assertThat(no.code()).isEqualTo("in_trial");
            assertThat(no.figures()).containsEntry("until", life.over.toString());
            assertThat(life.scene.account).isEqualTo(before);
            yield false;
          }
          case Outcome.Accepted _ -> true;
          case Outcome other -> throw new AssertionError(other);
        };
    assertThat(life.at(life.over.minusSeconds(1))).isEqualTo(Status.TRIALING);
    assertThat(life.owed()).isZero();
    var status = life.at(life.over);
    if (life.first.converts.orElseThrow()) {
      var price = isMoved ? life.second.price : life.first.price;
      assertThat(status).isEqualTo(price.isPresent() ? Status.ACTIVE : Status.ENDED);
      assertThat(life.owed()).isEqualByComparingTo(price.orElse("0"));
    } else {
      assertThat(status).isEqualTo(Status.ENDED);
      assertThat(life.owed()).isZero();
    }
    return isMoved;
  }

  /// The customer may go to another trial while a migration waits for the end of the one before.
  @Test
  void aTrialThatEndsIsntKeptByWhatAMigrationArranged() {
    for (var seed = 0L; seed < SEEDS; seed++) {
      var life = new Life(new SplittableRandom(seed));
      if (life.move(When.PERIOD_END) instanceof Outcome.Accepted) {
        yes(life.scene.ask(life.plan(1, "ending", When.NOW, Onto.RUNNING_SUBSCRIPTION)));
        assertThat(life.at(life.over)).as("seed %s", seed).isEqualTo(Status.ENDED);
        assertThat(life.owed()).as("seed %s", seed).isZero();
      }
    }
  }
}
