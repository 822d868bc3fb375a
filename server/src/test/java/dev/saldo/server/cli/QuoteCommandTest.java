package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `saldo quote` as it is typed, against a real server.
class QuoteCommandTest {
  private static final String CATALOG =
      """
      catalog: voices
      currency: EUR
      units:
        credit: {}
      meters:
        tokens: {event: completion, aggregate: sum, property: tokens, dimensions: [model]}
      features:
        sso: Single sign-on
      resources:
        agents: Agents
      actions:
        call: {title: Call, price: {credits: "11", per: "60", of: seconds}}
        completion: {title: Completion}
      plans:
        small:
          title: Small
          price: "29"
          credits: [{amount: "3000", resets: {every: month, from: calendar, zone: utc}}]
          resources: {agents: 2}
          overage: billed
          overage_prices: {call: {price: "0.15", per: "11"}}
          usage:
            tokens: {price: {by: model, prices: {fast: "0.001", slow: "0.002"}}}
        large:
          title: Large
          price: "199"
          unlocks: [sso]
          resources: {agents: unlimited}
          credits: [{amount: "30000", resets: {every: month, from: calendar, zone: utc}}]
      """;

  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
    node.publish(CATALOG);
  }

  @AfterAll
  static void stop() {
    node.close();
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
    var all = new ArrayList<>(List.of("quote", "--catalog", "voices"));
    all.addAll(List.of(words));
    all.addAll(List.of("--url", "http://127.0.0.1:" + node.wiring().port()));
    var exit = CommandLines.prepare(line, terminal).execute(all.toArray(String[]::new));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void plansAreComparedAndTheCheapestThatServesIsNamed() {
    var ran = run("--action", "call=2000,seconds=60");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("large: 199 EUR before tax, a month");
    assertThat(ran.out()).contains("22000", "2727", "seconds=60");
    var more = run("--resource", "agents=3", "--feature", "sso");
    assertThat(more.out()).contains("isn't included", "large: 199 EUR before tax, a month");
  }

  @Test
  void anAnswerIsPrintedAsItCame() {
    var ran =
        run(
            "--plan",
            "small",
            "--use",
            "tokens:fast=1000",
            "--use",
            "tokens:slow=1000",
            "--action",
            "call=1,seconds=450",
            "--credits",
            "3000",
            "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    var shown = new Shown(JsonReader.read(ran.out().strip().getBytes(StandardCharsets.UTF_8)));
    assertThat(shown.text("total")).isEqualTo("32");
    assertThat(shown.items("actions").getFirst().text("credits")).isEqualTo("82.5");
    assertThat(shown.items("equivalents").getFirst().text("quantity")).isEqualTo("36");
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    assertThat(run("--action", "call=many").exit()).isEqualTo(Exit.USAGE);
    assertThat(run("--action", "call=1,seconds").exit()).isEqualTo(Exit.USAGE);
    var unknown = run("--action", "fly");
    assertThat(unknown.exit()).isEqualTo(Exit.FAILED);
    assertThat(unknown.err()).contains("fly");
  }
}
