package dev.saldo.bench.suite;

import dev.saldo.bench.report.Figure;
import dev.saldo.bench.report.Gate;
import dev.saldo.bench.report.Gate.Bound.AtLeast;
import java.util.List;
import java.util.Optional;

/// Events recorded over HTTP in streams of lines, priced and durable when they are answered.
final class EventsOverHttp implements Bench {
  private static final int CONNECTIONS = 4;
  private static final int LINES = 2_000;
  private static final int PER_SECOND_MIN = 25_000;
  private static final int PER_SECOND_AIM = 60_000;

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String about() {
    return "events over HTTP, %d streams of %,d lines at a time".formatted(CONNECTIONS, LINES);
  }

  @Override
  public List<Figure> run(Stage stage) throws Exception {
    var served = stage.served();
    var ours =
        new Contestant("the server", served.load().recording(CONNECTIONS, LINES), served.proof());
    var turns = Turns.take(stage.tempo(), stage.progress(), name(), List.of(ours));
    var perSecond = turns.perSecond(0);
    return List.of(
        new Figure(
            name(),
            about() + " (latency: of a stream)",
            perSecond,
            "events/s",
            Optional.of(turns.latencies(0)),
            List.of(
                Gate.absolute(perSecond, new AtLeast(PER_SECOND_MIN), "/s")
                    .aiming(PER_SECOND_AIM))));
  }
}
