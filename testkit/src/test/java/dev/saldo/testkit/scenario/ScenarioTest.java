package dev.saldo.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.Saldo;
import dev.saldo.server.cli.OwnServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each scenario finds every figure on a real server.
class ScenarioTest {
  private static final Map<String, Saldo> CONNECTIONS = new ConcurrentHashMap<>();

  private static OwnServer server;
  private static String secret;

  @BeforeAll
  static void start() {
    server = OwnServer.temporary();
    secret = server.testKey("scenario", "scenario");
  }

  @AfterAll
  static void stop() {
    CONNECTIONS.values().forEach(Saldo::close);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyrocredits", "lexia", "engrok", "datapulse", "inmova"})
  void everyFigureIsFound(String name) {
    assertThat(run(ScenarioFiles.here().read(name), name)).isNotEmpty().allMatch(Finding::ok);
  }

  @Test
  void aWrongFigureIsSeen() {
    var scenario =
        ScenarioReader.read(
            "wrong",
            """
            scenario: A figure that isn't so
            catalogs: [pyrocredits]
            cases:
              One chat:
                - customer: somebody
                  plan: creator
                - charge: chat
                  customer: somebody
                  expect: {credits: 2}
                - charge: visual_insight
                  customer: somebody
            """);

    assertThat(run(scenario, "wrong"))
        .filteredOn(finding -> !finding.ok())
        .extracting(Finding::what)
        .containsExactly("credits", "code");
  }

  private static List<Finding> run(Scenario scenario, String tag) {
    var place =
        new ScenarioRun.Place(
            secret,
            one -> CONNECTIONS.computeIfAbsent(one, its -> Saldo.connect(server.address(), its)),
            tag);
    return new ScenarioRun(scenario, ScenarioFiles.here(), place).run(title -> {});
  }
}
