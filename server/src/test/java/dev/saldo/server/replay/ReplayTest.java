package dev.saldo.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.Body;
import dev.saldo.client.Saldo;
import dev.saldo.server.cli.OwnServer;
import dev.saldo.server.replay.ReplayPlan.Mode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A replay burns exactly what the trace's tokens cost, in each mode, and once.
class ReplayTest {
  private static final BigDecimal INPUT = new BigDecimal("0.000003");
  private static final BigDecimal OUTPUT = new BigDecimal("0.000015");

  private static final String MODEL = "claude-sonnet-4.5";

  private static OwnServer server;
  private static Saldo saldo;

  @BeforeAll
  static void start() throws IOException {
    server = OwnServer.temporary();
    saldo = Saldo.connect(server.address(), server.testKey("replay", "replay"));
    saldo.publishCatalog(Files.readString(Path.of("../catalogs/lexia.yaml"))).orThrow();
  }

  @AfterAll
  static void stop() {
    saldo.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void itBurnsWhatTheTokensCost(Mode mode) throws TraceFault {
    var trace = trace(11, 300);

    var report = replay(trace, mode, "exact");

    assertThat(report.burned()).isEqualByComparingTo(cost(trace));
    assertThat(report.good()).isTrue();
    assertThat(report.rows().accepted()).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource
  void takenUpAgainItGoesOnAndCountsNothingTwice(Mode mode) throws TraceFault {
    var trace = trace(12, 120);
    replay(trace, mode, "twice");

    var again = replay(trace, mode, "twice");

    assertThat(again.rows().replayed()).isEqualTo(120);
    assertThat(again.burned()).isEqualByComparingTo(cost(trace));
    assertThat(again.good()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"HOLD", "CHARGE"})
  void aRefusedRowIsCountedAndTold(Mode mode) throws TraceFault {
    var trace = trace(13, 20);
    var name =
        "replay-%s-refused-%s-0-of-1".formatted(trace.digest().substring(0, 12), mode.word());
    saldo
        .createCustomer(
            Body.of("external_id", name)
                .put("name", "Spends nothing")
                .put("catalog", "lexia")
                .put("plan", "trace"))
        .orThrow();
    saldo
        .setBudget(
            Body.of("customer", name)
                .put("name", "Nothing")
                .put("scope", Map.of("kind", "customer"))
                .put("every", "once")
                .put("limit", "0"),
            name)
        .orThrow();

    var plan = new ReplayPlan("lexia", "trace", "llm.call", MODEL, 1, mode, 4, "refused");
    var report = new Replay(saldo, plan, trace, Optional.of("pack_100")).run(_ -> {});

    assertThat(report.rows().refused()).containsExactly(Map.entry("budget_exceeded", 20L));
    assertThat(report.good()).isFalse();
    assertThat(report.burned()).isZero();
  }

  @Test
  void theRecordedTraceBurnsToTheLastDigit() throws IOException, TraceFault {
    var file = Path.of("../../shared/data/llm-inference-code.csv");
    Assumptions.assumeTrue(Files.isRegularFile(file), "the trace isn't part of the product");
    var trace = TraceReader.read(file);

    var report = replay(trace, Mode.CHARGE, "recorded");

    assertThat(report.burned()).isEqualByComparingTo(cost(trace));
    assertThat(report.good()).isTrue();
  }

  private static ReplayReport replay(Trace trace, Mode mode, String run) {
    var plan = new ReplayPlan("lexia", "trace", "llm.call", MODEL, 7, mode, 16, run);
    return new Replay(saldo, plan, trace, Optional.of("pack_100")).run(_ -> {});
  }

  private static BigDecimal cost(Trace trace) {
    return trace.rows().stream()
        .map(row ->
            INPUT
                .multiply(BigDecimal.valueOf(row.input()))
                .add(OUTPUT.multiply(BigDecimal.valueOf(row.output()))))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Trace trace(long seed, int rows) throws TraceFault {
    var random = new Random(seed);
    var text = new StringBuilder("TIMESTAMP,ContextTokens,GeneratedTokens\n");
    for (var i = 0; i < rows; i++) {
      text.append(
          "2023-11-16 18:%02d:%02d,%d,%d%n"
              .formatted(i / 60, i % 60, random.nextInt(8_000), 1 + random.nextInt(900)));
    }
    return TraceReader.read(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
