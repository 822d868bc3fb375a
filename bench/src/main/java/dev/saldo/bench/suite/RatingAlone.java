package dev.saldo.bench.suite;

import dev.saldo.bench.rating.RatingBenchmark;
import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import dev.saldo.bench.report.Gate.Bound.AtMost;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Prices of token use on one core, in a JVM of its own (JMH).
final class RatingAlone implements Bench {
  private static final int PER_SECOND_MIN = 3_000_000;
  private static final int BYTES_MAX = 100;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public String name() {
    return "rating";
  }

  @Override
  public String about() {
    return "rating alone, one core";
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    stage.progress().step("rating: JMH, one thread, in a JVM of its own");
    var iterations = stage.tempo().judged() ? 3 : 1;
    var options =
        new OptionsBuilder()
            .include(RatingBenchmark.class.getName() + "\\.price$")
            .addProfiler(GCProfiler.class)
            .forks(1)
            .threads(1)
            .warmupIterations(iterations)
            .measurementIterations(iterations)
            .warmupTime(TimeValue.seconds(1))
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-Djmh.ignoreLock=true", "-XX:+UseCompactObjectHeaders")
            .verbosity(VerboseMode.SILENT)
            .build();
    System.setProperty("jmh.ignoreLock", "true");
    return List.of(figure(new Runner(options).runSingle()));
  }

  private Figure figure(RunResult result) {
    var perSecond = result.getPrimaryResult().getScore();
    var bytes =
        result.getSecondaryResults().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(ALLOCATED))
            .map(entry -> (Result<?>) entry.getValue())
            .mapToDouble(Result::getScore)
            .findFirst()
            .orElseThrow();
    return new Figure(
        name(),
        "%s: four dimensions, two bands".formatted(about()),
        Math.round(perSecond),
        "events/s",
        Optional.empty(),
        List.of(
            Gate.absolute(perSecond, new AtLeast(PER_SECOND_MIN), "/s"),
            Gate.absolute(bytes, new AtMost(BYTES_MAX), "B/event")));
  }
}
