package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.limit.Resource;
import dev.saldo.core.limit.TallyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// However claims, returns and changes of plan follow each other, what is claimed is what a plain
/// set of references says, and never grows above the plan's count.
class ResourceLaws {
  private static final List<String> KINDS = List.of("agents", "contacts");
  private static final Map<String, Integer> SMALL = Map.of("agents", 2, "contacts", 6);
  private static final Map<String, Integer> LARGE = Map.of("agents", 5, "contacts", 9);
  private static final int SEEDS = 300;
  private static final int STEPS = 120;

  @Test
  void claimsFollowAPlainSet() {
    var refused = 0;
    var unaltered = 0;
    for (var seed = 0L; seed < SEEDS; seed++) {
      var law = new Run(seed);
      for (var step = 0; step < STEPS; step++) {
        law.step();
      }
      refused += law.refused;
      unaltered += law.downgradesRefused;
    }
    assertThat(refused).isGreaterThan(1_000);
    assertThat(unaltered).isGreaterThan(100);
  }

  /// One customer and the plain model beside it.
  private static final class Run {
    private final long seed;
    private final Random random;
    private final Scene scene;
    private final Map<String, Set<String>> model = new HashMap<>();
    private Map<String, Integer> counts = SMALL;
    private int refused;
    private int downgradesRefused;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.scene =
          Scene.on(
              new Shop("laws")
                  .resource("agents")
                  .resource("contacts")
                  .plan("small", plan -> plan.resource("agents", 2).resource("contacts", 6))
                  .plan("large", plan -> plan.resource("agents", 5).resource("contacts", 9)),
              "small");
      KINDS.forEach(kind -> model.put(kind, new TreeSet<>()));
    }

    private Set<String> claimed(String kind) {
      return model.computeIfAbsent(kind, _ -> new TreeSet<>());
    }

    private int count(String kind) {
      return counts.getOrDefault(kind, 0);
    }

    void step() {
      var kind = KINDS.get(random.nextInt(2));
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3, 4 -> claim(kind, some());
        case 5, 6 -> giveBack(kind, some());
        case 7 -> giveOneBack();
        default -> change();
      }
      for (var one : KINDS) {
        assertThat(stored(one)).as("seed %d, %s", seed, one).isEqualTo(claimed(one));
        assertThat(scene.account.tally(TallyKey.resource(one)).consumed().intValueExact())
            .as("seed %d, %s", seed, one)
            .isEqualTo(claimed(one).size());
      }
      scene.later(Duration.ofMinutes(random.nextInt(3_000)));
    }

    private List<String> some() {
      var references = new ArrayList<String>();
      for (var i = random.nextInt(4); i >= 0; i--) {
        references.add("r" + random.nextInt(12));
      }
      return references;
    }

    private Set<String> stored(String kind) {
      return scene.account.resources().values().stream()
          .filter(Resource::isClaimed)
          .filter(resource -> resource.name().equals(kind))
          .map(Resource::reference)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private void claim(String kind, List<String> references) {
      var fresh = new LinkedHashSet<>(references);
      fresh.removeAll(claimed(kind));
      var fits = fresh.isEmpty() || claimed(kind).size() + fresh.size() <= count(kind);
      var outcome = scene.ask(new Command.ClaimResources(scene.key(), kind, references));
      if (fits) {
        assertThat(outcome).as("seed %d", seed).isInstanceOf(Outcome.Accepted.class);
        claimed(kind).addAll(fresh);
      } else {
        assertThat(Scene.no(outcome))
            .as("seed %d", seed)
            .isEqualTo(
                new Refusal.ResourceLimitReached(
                    kind, count(kind), claimed(kind).size(), fresh.size()));
        refused++;
      }
    }

    private void giveBack(String kind, List<String> references) {
      var outcome = scene.ask(new Command.ReturnResources(scene.key(), kind, references));
      var gone = new LinkedHashSet<>(references);
      gone.retainAll(claimed(kind));
      assertThat(((Answer.ResourcesReturned) Scene.yes(outcome)).items())
          .as("seed %d", seed)
          .extracting(Answer.Item::reference)
          .containsExactlyElementsOf(gone);
      references.forEach(claimed(kind)::remove);
    }

    private void giveOneBack() {
      var all = List.copyOf(scene.account.resources().values());
      if (!all.isEmpty()) {
        var one = all.get(random.nextInt(all.size()));
        Scene.yes(scene.ask(new Command.ReturnResource(scene.key(), one.id())));
        if (one.isClaimed()) {
          claimed(one.name()).remove(one.reference());
        }
      }
    }

    private void change() {
      var toLarge = counts.equals(SMALL);
      var next = toLarge ? LARGE : SMALL;
      var grace =
          random.nextInt(4) == 0 ? Optional.of(Duration.ofDays(14)) : Optional.<Duration>empty();
      var fits =
          toLarge
              || KINDS.stream()
                  .allMatch(kind -> claimed(kind).size() <= SMALL.getOrDefault(kind, 0));
      var catalog = scene.account.term().orElseThrow().catalog();
      var outcome =
          scene.ask(
              new Command.ChangePlan(
                  scene.key(),
                  catalog,
                  toLarge ? "large" : "small",
                  Command.Order.STANDARD,
                  grace));
      if (fits || grace.isPresent()) {
        assertThat(outcome).as("seed %d", seed).isInstanceOf(Outcome.Accepted.class);
        counts = next;
      } else {
        assertThat(Scene.no(outcome))
            .as("seed %d", seed)
            .isInstanceOf(Refusal.DowngradeBelowUse.class);
        downgradesRefused++;
      }
    }
  }
}
