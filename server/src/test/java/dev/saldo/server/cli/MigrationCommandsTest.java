package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `saldo catalog migrate` as it is typed, against a real server.
class MigrationCommandsTest {
  private static final String CATALOG =
      """
      catalog: typed
      currency: EUR
      plans:
        basic: {title: Basic, price: "%s"}
        %s: {title: Gone, price: "7"}
      """;

  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
    node.publish(CATALOG.formatted("20", "old"));
    for (var customer : List.of("ann", "bob")) {
      begin(customer, "basic");
    }
    begin("cid", "old");
    node.publish(CATALOG.formatted("30", "new"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static void begin(String customer, String plan) {
    assertThat(run("customers", "create", customer).exit()).isZero();
    var ran = run("subscriptions", "begin", customer, "--catalog", "typed", "--plan", plan);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    var line = new CommandLine(CommandLine.Model.CommandSpec.create().name("saldo"));
    Commands.all(new Invocation(terminal, Map.of("SALDO_KEY", node.test)))
        .forEach(command -> line.addSubcommand(command.getCommandName(), command));
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", "http://127.0.0.1:" + node.wiring().port()));
    var exit = CommandLines.prepare(line, terminal).execute(all.toArray(String[]::new));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aMigrationIsForetoldRunAndTakenBack() {
    var preview = run("catalog", "migrate", "typed", "--to", "2", "--preview");
    assertThat(preview.exit()).as(preview.err()).isZero();
    assertThat(preview.out())
        .contains("ann", "bob", "basic@1", "basic@2", "EUR a month")
        .contains("cid", "old@1", "There is no plan \"old\"")
        .containsPattern("EUR a month +2 +40 +60 +20")
        .contains("customers: 3, movable: 2, refused: 1", "unknown_plan: 1");
    var lines = run("catalog", "migrate", "typed", "--to", "2", "--preview", "--json");
    assertThat(lines.out().lines()).hasSize(4);
    assertThat(lines.out()).contains("{\"totals\":{\"customers\":3");

    var done = waited("catalog", "migrate", "typed", "--to", "2", "--when", "now");
    assertThat(done.out())
        .contains("typed any older → 2: done; 2 moved, 1 not moved, 0 left")
        .contains("cid", "There is no plan \"old\"");
    assertThat(run("catalog", "migrations", "typed").out()).contains("mig_", "done");

    var back = run("catalog", "migrate", "typed", "--from", "2", "--to", "1", "--no-wait");
    assertThat(back.out()).contains("typed 2 → 1: running; 0 moved, 0 not moved, 2 left");
    node.wiring().migrations().run();
    var id = back.out().split(" ", 2)[0];
    assertThat(run("catalog", "migrations", "typed", id).out()).contains("done; 2 moved");
  }

  @Test
  void whatIsArrangedIsTakenBack() {
    node.publish(CATALOG.formatted("20", "old").replace("typed", "later"));
    for (var customer : List.of("dan", "eve")) {
      assertThat(run("customers", "create", customer).exit()).isZero();
      run("subscriptions", "begin", customer, "--catalog", "later", "--plan", "basic");
    }
    node.publish(CATALOG.formatted("30", "new").replace("typed", "later"));
    var words = new String[] {"catalog", "migrate", "later", "--to", "2", "--when", "period_end"};
    var begun = waited(words);
    var id = begun.out().split(" ", 2)[0];
    assertThat(begun.out()).contains("done; 2 moved", "2 wait for the end of their period", id);

    var before = run("catalog", "migrate", "later", "--stop", id, "--preview");
    assertThat(before.out()).contains("waiting").containsPattern("done +2 +0 +2 +0 +0");
    var stopped = waited("catalog", "migrate", "later", "--stop", id);
    assertThat(stopped.out()).contains("taken back").containsPattern("stopped +2 +0 +0 +2 +0");
    var again = run("catalog", "migrate", "later", "--stop", id, "--json");
    assertThat(again.out()).contains("\"status\":\"stopped\"", "\"taken_back\":2");
    assertThat(run("catalog", "migrations", "later", id).out()).contains("2 taken back");
    assertThat(run("catalog", "migrate", "later", "--stop", "mig_1").exit()).isOne();
    assertThat(run("catalog", "migrate", "later", "--stop", id, "--to", "2").exit()).isEqualTo(2);
  }

  /// A command that waits for a node's work, with a node that works.
  private static Ran waited(String... words) {
    var waited = CompletableFuture.supplyAsync(() -> run(words));
    while (!waited.isDone()) {
      node.wiring().migrations().run();
    }
    return waited.join();
  }

  @Test
  void whatIsWrongIsSaid() {
    var same = run("catalog", "migrate", "typed", "--from", "1", "--to", "1", "--preview");
    assertThat(same.exit()).isOne();
    assertThat(same.err()).contains("/to", "that same version");
    assertThat(run("catalog", "migrate", "typed").exit()).isEqualTo(2);
    assertThat(run("catalog", "migrate", "nowhere", "--to", "1").exit()).isOne();
  }
}
