package dev.saldo.bench.engine;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.JournalLine;
import dev.saldo.server.engine.EngineMetrics;
import dev.saldo.server.engine.EngineSettings;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;

/// Runs the engine beside the textbook once and prints both; for work on the engine.
public final class EngineBench {
  private EngineBench() {}

  /// @param arguments wallets, seconds, callers, lanes, kind
  public static void main(String[] arguments) throws Exception {
    var wallets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    var length = Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8);
    var callers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
    var lanes = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
    var kind = arguments.length > 4 ? EngineLoad.Kind.valueOf(arguments[4]) : EngineLoad.Kind.PLAIN;
    try (var postgres = TemporaryPostgres.start();
        var database = postgres.newDatabase(PoolSizes.standard())) {
      var batches = new Batches();
      try (var load =
          EngineLoad.lay(
              database,
              wallets,
              kind,
              EngineBench::answer,
              batches,
              EngineSettings.standard().withLanes(lanes))) {
        for (var hot : new boolean[] {true, false}) {
          for (var round = 0; round < 3; round++) {
            run(() -> load.run(callers, hot, length), batches);
          }
        }
        run(() -> load.run(64, true, length), batches);
        run(() -> load.run(64, false, length), batches);
      }
      if (arguments.length > 5) {
        var textbook = TextbookLoad.lay(database.access().owner(), wallets);
        for (var connections : new int[] {1, 64}) {
          run(() -> textbook.run(connections, true, length), batches);
        }
        for (var connections : new int[] {1, 4, 16, 64}) {
          run(() -> textbook.run(connections, false, length), batches);
        }
      }
    }
  }

  private static void run(Callable<Throughput> load, Batches batches) throws Exception {
    batches.take();
    var own = ownCpu();
    var server = serverCpu();
    var done = load.call();
    var calls = Math.max(1, done.done());
    print(
        "%s  cpu %d + %d us%s"
            .formatted(
                done,
                ownCpu().minus(own).toNanos() / 1_000 / calls,
                serverCpu().minus(server).toNanos() / 1_000 / calls,
                batches.take()));
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Of the database's processes, which this one has started.
  private static Duration serverCpu() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// How large batches were.
  private static final class Batches implements EngineMetrics {
    private final LongAdder batches = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder tookUs = new LongAdder();

    @Override
    public void batch(int size, int customers, Duration took) {
      batches.increment();
      commands.add(size);
      tookUs.add(took.toNanos() / 1_000);
    }

    String take() {
      var count = Math.max(1, batches.sumThenReset());
      return "  batch %d, %d us"
          .formatted(commands.sumThenReset() / count, tookUs.sumThenReset() / count);
    }
  }

  /// About as long as a receipt's core is.
  private static String answer(JournalLine line) {
    if (!(line.answer() instanceof Answer.Charged charged)) {
      return "{}";
    }
    var story = charged.story();
    var out = new StringBuilder(1_024);
    out.append("{\"id\":\"chg_").append(line.id()).append("\",\"at\":\"").append(charged.at());
    out.append("\",\"action\":\"").append(story.action()).append("\",\"action_title\":\"");
    out.append(story.actionTitle()).append("\",\"price\":\"");
    out.append(story.price().amount().toPlainString()).append("\",\"unit\":\"credit\",\"lines\":[");
    var comma = "";
    for (var part : story.lines()) {
      out.append(comma).append("{\"component\":\"").append(part.component());
      out.append("\",\"source\":\"").append(part.source()).append("\",\"quantity\":\"");
      out.append(part.quantity().toPlainString()).append("\",\"unit_price\":\"");
      out.append(part.unitPrice().toPlainString()).append("\",\"per\":\"");
      out.append(part.per().toPlainString()).append("\"}");
      comma = ",";
    }
    out.append("],\"funding\":[");
    for (var draw : story.funding().draws()) {
      out.append("{\"grant\":\"grt_").append(draw.grant()).append("\",\"credits\":\"");
      out.append(draw.amount().amount().toPlainString()).append("\"}");
    }
    var balance = story.balance();
    out.append("],\"balance\":{\"wallet\":\"").append(balance.wallet()).append("\",\"balance\":\"");
    out.append(balance.balance().amount().toPlainString())
        .append("\",\"held\":\"0\",\"available\":\"");
    out.append(balance.available().amount().toPlainString()).append("\"},\"catalog\":\"");
    out.append(story.catalog()).append("\",\"plan\":\"").append(story.plan()).append("\"}");
    return out.toString();
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
