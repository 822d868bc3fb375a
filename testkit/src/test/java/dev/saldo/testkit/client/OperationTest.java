package dev.saldo.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.Act;
import dev.saldo.client.Body;
import dev.saldo.client.Operation;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import dev.saldo.server.cli.OwnServer;
import dev.saldo.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The client's operations are those that the server describes, and its calls are understood.
class OperationTest {
  private static OwnServer server;
  private static Saldo saldo;

  @BeforeAll
  static void start() {
    server = OwnServer.temporary();
    saldo = Saldo.connect(server.address(), server.testKey("client", "test"));
  }

  @AfterAll
  static void stop() {
    saldo.close();
    server.close();
  }

  @Test
  void everyOperationIsDescribedUnderItsId() {
    var paths = saldo.send("GET", "/openapi.json", Map.of(), new byte[0]).orThrow().find("paths");

    assertThat(Arrays.asList(Operation.values()))
        .allSatisfy(operation -> {
          var described =
              paths
                  .flatMap(all -> all.find(operation.path()))
                  .flatMap(path -> path.find(operation.method().toLowerCase(Locale.ROOT)));
          assertThat(described).as(operation.path()).isPresent();
          assertThat(described.orElseThrow().text("operationId")).isEqualTo(operation.id());
        });
  }

  @Test
  void aKeyChargesOnceAndARefusalIsAValue() throws IOException {
    saldo
        .publishCatalog(Files.readString(ScenarioFiles.here().folder().resolve("pyrocredits.yaml")))
        .orThrow();
    saldo
        .createCustomer(
            Body.of("external_id", "once")
                .put("name", "Once")
                .put("catalog", "pyrocredits")
                .put("plan", "creator"))
        .orThrow();
    var act = Act.of("once", "text_report", Map.of());

    var first = saldo.charge(act, "k-1");
    var again = saldo.charge(act, "k-1");

    assertThat(first).isInstanceOf(Outcome.Done.class);
    assertThat(again).matches(outcome -> outcome instanceof Outcome.Done(var _, var old) && old);
    assertThat(again.orThrow().id()).isEqualTo(first.orThrow().id());
    assertThat(again.orThrow().balance().orElseThrow().available()).isEqualByComparingTo("45");
    assertThat(saldo.charge(Act.of("once", "visual_insight", Map.of()), "k-2"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("feature_not_included"));
  }

  @Test
  void resourcesAreClaimedToldAndGivenBack() {
    saldo
        .publishCatalog(
            """
            catalog: counted
            currency: EUR
            resources: {agents: Agents}
            plans: {two: {title: Two, resources: {agents: 2}}}
            """)
        .orThrow();
    saldo
        .createCustomer(
            Body.of("external_id", "counting")
                .put("name", "Counting")
                .put("catalog", "counted")
                .put("plan", "two"))
        .orThrow();

    var claim = saldo.claim("counting", "agents", List.of("a", "b"), "c-1").orThrow();
    assertThat(claim.integer("used")).isEqualTo(2);
    assertThat(saldo.claim("counting", "agents", List.of("c"), "c-2"))
        .matches(outcome ->
            outcome instanceof Outcome.Refused(var problem)
                && problem.code().equals("resource_limit_reached"));
    var listed = saldo.resources("counting", Map.of("resource", "agents", "limit", "1")).orThrow();
    assertThat(listed.text("data.0.reference")).isEqualTo("a");
    saldo.giveBack("counting", "agents", List.of("a"), "c-3").orThrow();
    assertThat(saldo.entitlements("counting").orThrow().integer("resources.0.used")).isEqualTo(1);
  }
}
