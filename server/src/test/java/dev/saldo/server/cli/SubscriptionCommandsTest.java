package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `saldo subscriptions` and `saldo clock` as they are typed, against a real server.
class SubscriptionCommandsTest {
  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    node = new Node();
    try (var in = Node.class.getResourceAsStream("subscriptions.yaml")) {
      assertThat(in).isNotNull();
      node.publish(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
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
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", "http://127.0.0.1:" + node.wiring().port()));
    var exit = CommandLines.prepare(line, terminal).execute(all.toArray(String[]::new));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String begun(String customer, String... more) {
    assertThat(run("customers", "create", customer, "--currency", "EUR").exit()).isZero();
    var words =
        new ArrayList<>(
            List.of("subscriptions", "begin", customer, "--catalog", "studio", "--json"));
    words.addAll(List.of(more));
    var ran = run(words.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    var json = JsonReader.read(ran.out().strip().getBytes(StandardCharsets.UTF_8));
    return new Shown(json).of("subscription").text("id");
  }

  @Test
  void oneIsBegunShownChangedAndEnded() {
    var id = begun("typed", "--plan", "pro", "--product", "users=12");
    assertThat(run("subscriptions", "list", "typed").out())
        .contains(id, "active", "pro of studio@1");
    assertThat(run("subscriptions", "show", id).out()).contains("12 users", "EUR");

    var preview =
        run("subscriptions", "change", id, "--product", "users=0", "--at-period-end", "--preview");
    assertThat(preview.out()).contains("plan", "49.99 EUR before tax at ", "in all 49.99 EUR");
    assertThat(run("subscriptions", "show", id).out()).contains("12 users");
    var changed =
        run(
            "subscriptions",
            "change",
            id,
            "--plan",
            "basic",
            "--product",
            "users=0",
            "--at-period-end");
    assertThat(changed.out()).contains("at its end", "basic of studio@1");
    assertThat(run("subscriptions", "undo", id).out()).doesNotContain("at its end");
    assertThat(run("subscriptions", "coupon", id, "HALF").out()).contains("HALF");
    assertThat(run("subscriptions", "pause", id).out()).contains("paused");
    assertThat(run("subscriptions", "resume", id).out()).contains("active");
    assertThat(run("subscriptions", "cancel", id).out()).contains("it ends");
    assertThat(run("subscriptions", "cancel", id, "--now", "--refund").out()).contains("ended");
  }

  @Test
  void aRefusalIsSaidWithItsPlace() {
    var id = begun("refused", "--plan", "basic");
    var ran = run("subscriptions", "change", id, "--seats", "3");
    assertThat(ran.exit()).isOne();
    assertThat(ran.err()).contains("/seats", "isn't sold by the seat");
    assertThat(run("subscriptions", "begin", "refused").exit()).isEqualTo(2);
  }

  @Test
  void invoicesAreListedInPagesAndFetchedIntoNewFilesAlone(@TempDir Path folder)
      throws IOException {
    begun("billed", "--plan", "pro");
    var next = Instant.now().plus(Duration.ofDays(100)).truncatedTo(ChronoUnit.DAYS);
    assertThat(run("clock", "advance", "billed", next.toString()).exit()).isZero();
    var all = run("invoices", "list", "--customer", "billed", "--json").out().lines().toList();
    assertThat(all).hasSizeGreaterThan(3);
    var two = run("invoices", "list", "--customer", "billed", "--most", "2").out();
    assertThat(two).contains("there are more");
    assertThat(run("invoices", "list", "--most", "0").exit()).isEqualTo(2);
    assertThat(run("invoices", "list", "--status", "lost").err()).contains("status");

    var finalized = run("invoices", "list", "--status", "finalized", "--json").out();
    var first = finalized.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
    var id = new Shown(JsonReader.read(first)).text("id");
    var file = folder.resolve("invoice.pdf");
    var fetched = run("invoices", "pdf", id, "--out", file.toString(), "--json");
    assertThat(fetched.out()).as(fetched.err()).contains("\"bytes\":");
    var written = Files.readAllBytes(file);
    assertThat(new String(written, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    var again = run("invoices", "pdf", "inv_nothing", "--out", file.toString());
    assertThat(again.exit()).isOne();
    assertThat(again.err()).contains("exists already");
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
    var other = folder.resolve("other.xml");
    assertThat(run("invoices", "ubl", "inv_nothing", "--out", other.toString()).exit()).isOne();
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void aClockMovesForwardAndWhatIsDueHappens() {
    var id = begun("clocked", "--plan", "tried");
    assertThat(run("subscriptions", "show", id).out()).contains("trialing", "trial until");
    var next = Instant.now().plus(Duration.ofDays(100)).truncatedTo(ChronoUnit.DAYS);
    var moved = run("clock", "advance", "clocked", next.toString());
    assertThat(moved.out().strip()).isEqualTo(next.toString());
    assertThat(run("clock", "show", "clocked").out().strip()).isEqualTo(next.toString());
    var back = next.minusSeconds(1).toString();
    assertThat(run("clock", "advance", "clocked", back).err()).contains("/to", next.toString());
    var far = next.plus(Duration.ofDays(3_661)).toString();
    assertThat(run("clock", "advance", "clocked", far).err()).contains("ten years");
    assertThat(run("clock", "advance", "clocked", "soon").err()).contains("/to");
  }
}
