package dev.saldo.testkit;

import dev.saldo.testkit.world.Bug;
import dev.saldo.testkit.world.Soak;
import dev.saldo.testkit.world.World;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `soak`: simulated worlds, as many seeds as asked for, and proof that planted bugs are found.
@Command(
    name = "soak",
    description = "Runs simulated worlds full of faults and checks every promise after each step.",
    mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  @Option(names = "--seeds", description = "How many seeds to run (default: ${DEFAULT-VALUE}).")
  private long seeds = 20_000;

  @Option(names = "--from", description = "The first seed (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(names = "--seed", description = "Replays one seed.")
  private @Nullable Long seed;

  @Option(names = "--minutes", description = "Stops after so many minutes.")
  private @Nullable Integer minutes;

  @Option(
      names = "--plant",
      description = "Plants a bug and looks for it: ${COMPLETION-CANDIDATES}.")
  private @Nullable Bug plant;

  @Option(names = "--plant-all", description = "Plants every bug, one after the other.")
  private boolean plantAll;

  @Option(
      names = "--threads",
      description = "How many worlds at once (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Writes one JSON object instead of a table.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = out();
    var report = new SoakReport(out, json);
    if (seed != null) {
      return replay(seed, report);
    }
    if (plant != null || plantAll) {
      return hunt(report);
    }
    return soak(report);
  }

  private int soak(SoakReport report) {
    var most = Optional.ofNullable(minutes).map(Duration::ofMinutes);
    var many = most.isPresent() ? Long.MAX_VALUE - from : seeds;
    var shown = new AtomicLong();
    var outcome =
        Soak.run(
            from,
            many,
            most,
            threads,
            done -> {
              if (!json && done % 100 == 0 && shown.getAndSet(done) < done) {
                System.err.print("\r" + done + " seeds ");
                System.err.flush();
              }
            });
    if (!json) {
      System.err.print("\r");
    }
    report.soak(outcome);
    var proven = seeds < 1_000 || outcome.unproven(Soak.SIGHTINGS_MIN).isEmpty();
    return outcome.broken().isEmpty() && proven ? 0 : BROKEN;
  }

  private int hunt(SoakReport report) {
    var missed = 0;
    for (var bug : plant != null ? new Bug[] {plant} : Bug.values()) {
      var outcome = Soak.hunt(bug, from, Math.min(seeds, Soak.HUNT_MAX), threads);
      report.hunted(bug, outcome);
      missed += outcome.broken().isEmpty() ? 1 : 0;
    }
    report.hunts();
    return missed == 0 ? 0 : BROKEN;
  }

  private int replay(long one, SoakReport report) {
    var result = World.run(one, Optional.ofNullable(plant));
    report.replay(result);
    return result.broken().isEmpty() ? 0 : BROKEN;
  }

  private PrintWriter out() {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }
}
