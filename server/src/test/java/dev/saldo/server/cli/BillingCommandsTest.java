package dev.saldo.server.cli;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.jobs.Jobs;
import dev.saldo.server.json.JsonReader;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.database.PoolSizes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `saldo bill run`, `saldo invoices` and `saldo jobs` as they are typed, against a real server and
/// its database.
class BillingCommandsTest {
  private static final String CATALOG =
      """
      catalog: typed
      currency: EUR
      plans:
        basic: {title: Basic, price: "20"}
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

  private record Ran(int exit, String out, String err) {
    Shown json() {
      return new Shown(JsonReader.read(out.strip().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Ran run(List<String> more, String... words) {
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
    all.addAll(more);
    var exit = CommandLines.prepare(line, terminal).execute(all.toArray(String[]::new));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Ran onServer(String... words) {
    return run(List.of("--url", "http://127.0.0.1:" + node.wiring().port()), words);
  }

  private static Ran onDatabase(String... words) {
    return run(
        List.of(
            "--database-url",
            text(node.access().owner()),
            "--database-app-url",
            text(node.access().application())),
        words);
  }

  private static String text(DatabaseUrl url) {
    return "postgres://%s:%s@%s/%s"
        .formatted(
            url.user(),
            URLEncoder.encode(url.password(), StandardCharsets.UTF_8),
            url.authority(),
            url.database());
  }

  private static void asOwner(String sql) throws SQLException {
    try (var owner = node.tables().owner();
        var statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  /// A customer whose first invoice is due.
  private static String due() {
    var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
    var customer = expect(node.post("/v1/customers", body), 201).text("id");
    var path = "/v1/test-clocks/" + customer + "/advance";
    expect(node.post(path, "{\"to\":\"2039-01-01T00:00:00Z\"}"), 200);
    var plan = "{\"catalog\":\"typed\",\"plan\":\"basic\"}";
    expect(node.put("/v1/customers/" + customer + "/plan", plan), 200);
    return customer;
  }

  private static String id(String customer) {
    return PublicId.parse(IdKind.CUSTOMER, customer).orElseThrow().toString();
  }

  @Test
  void whatIsDueIsBilledOnceAndTheInvoiceShown() {
    var customer = due();
    var billed = onDatabase("bill", "run", "--json");
    assertThat(billed.exit()).as(billed.err()).isZero();
    assertThat(billed.json().text("finalized")).isEqualTo("1");
    assertThat(billed.json().text("stuck")).isEqualTo("0");
    assertThat(onDatabase("bill", "run").out())
        .contains("0 invoices finalized, 0 drafts with nothing to bill");

    var listed = onServer("invoices", "list", "--customer", customer, "--json").out().strip();
    var first =
        new Shown(
            JsonReader.read(
                listed.lines().findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8)));
    var id = first.text("id");
    var shown = onServer("invoices", "show", id);
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out()).contains(first.text("number"), "finalized", "Somebody", "20.00");
    var json = onServer("invoices", "show", id, "--json").json();
    assertThat(json.text("id")).isEqualTo(id);
    assertThat(json.of("totals").text("net")).isEqualTo("20.00");
    var none = onServer("invoices", "show", "inv_nothing");
    assertThat(none.exit()).isOne();
    assertThat(none.err()).isNotBlank();
  }

  @Test
  void whatIsToComeIsPreviewedForAnyDate() {
    var customer = due();
    assertThat(onDatabase("bill", "run").exit()).isZero();
    var now = onServer("invoices", "preview", customer);
    assertThat(now.exit()).as(now.err()).isZero();
    var later =
        onServer("invoices", "preview", customer, "--at", "2039-02-01T00:00:00Z", "--json").json();
    var drafts = later.items("invoices");
    assertThat(drafts).isNotEmpty();
    assertThat(drafts.getFirst().of("totals").text("net")).isEqualTo("20.00");
    var shown = onServer("invoices", "preview", customer, "--at", "2039-02-01T00:00:00Z");
    assertThat(shown.out()).contains("20.00");
    assertThat(onServer("invoices", "preview", customer, "--at", "soon").exit()).isOne();
  }

  @Test
  void aCustomerWhoseInvoiceCantBeMadeOutIsNamedWithTheReason() throws Exception {
    var good = due();
    var bad = due();
    asOwner(
        """
        INSERT INTO owed (workspace_id, customer_id, invoice_id, id, item)
        SELECT workspace_id, customer_id, id, gen_random_uuid(), '{}' FROM invoice
         WHERE customer_id = '%s' AND finalize_at IS NOT NULL
        """
            .formatted(id(bad)));
    var billed = onDatabase("bill", "run", "--json");
    assertThat(billed.exit()).isEqualTo(Exit.FAILED);
    assertThat(billed.json().text("finalized")).isEqualTo("1");
    assertThat(billed.json().text("stuck")).isEqualTo("1");
    var stuck = billed.json().items("stuck_customers").getFirst();
    assertThat(stuck.text("customer")).isEqualTo(bad);
    assertThat(stuck.text("reason")).isNotBlank();
    var told = onDatabase("bill", "run");
    assertThat(told.exit()).isEqualTo(Exit.FAILED);
    assertThat(told.out()).contains("couldn't be made out", bad, stuck.text("reason"));
    assertThat(told.out()).doesNotContain(good);
    asOwner(
        "UPDATE invoice SET finalize_at = NULL WHERE status = 'draft' AND customer_id = '%s'"
            .formatted(id(bad)));
  }

  @Test
  void aClockThatHasLeaptBillsNothingUntilSomebodyApproves() throws Exception {
    asOwner("UPDATE clock_seen SET seen_at = now() - interval '100 days'");
    due();
    var refused = onDatabase("bill", "run");
    assertThat(refused.exit()).isEqualTo(Exit.FAILED);
    assertThat(refused.err()).contains("nothing is billed", "100 days", "--approve-until");
    var doctor = onDatabase("doctor", "--port", "0");
    assertThat(doctor.exit()).isOne();
    assertThat(doctor.out()).contains("fail  clock seen last", "--approve-until");

    var now = InstantSource.system().instant();
    var tooShort = now.minus(Duration.ofHours(1)).toString();
    assertThat(onDatabase("bill", "run", "--approve-until", tooShort).exit())
        .isEqualTo(Exit.FAILED);
    assertThat(onDatabase("bill", "run", "--approve-until", "today").exit()).isEqualTo(Exit.USAGE);
    var enough = now.plus(Duration.ofHours(1)).toString();
    var billed = onDatabase("bill", "run", "--approve-until", enough, "--json");
    assertThat(billed.exit()).as(billed.err()).isZero();
    assertThat(billed.json().text("finalized")).isEqualTo("1");
    assertThat(node.tables().rows("SELECT approved_by <> '' FROM clock_approval"))
        .containsExactly("t", "t");
    assertThat(onDatabase("doctor", "--port", "0").out()).contains("ok  clock seen last");
    assertThat(onDatabase("bill", "run").exit()).isZero();
  }

  @Test
  void aJobThatFailsIsShownWithItsFailuresUntilItDoes() throws Exception {
    assertThat(onDatabase("jobs", "list").out()).contains("No node has run any job");
    var faulty = new AtomicBoolean(true);
    var failed = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var job =
        new Jobs.Job(
            "sweeping",
            Duration.ofHours(1),
            () -> {
              if (faulty.get()) {
                throw new IllegalStateException("no broom");
              }
            });
    Jobs.Metrics metrics = (_, well) -> (well ? done : failed).countDown();
    try (var database = Database.open(node.access(), PoolSizes.small())) {
      try (var _ = Jobs.start(database.reads(), List.of(job), InstantSource.system(), metrics)) {
        assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();
      }
      var listed = onDatabase("jobs", "list", "--json").json();
      assertThat(listed.text("name")).isEqualTo("sweeping");
      assertThat(listed.text("failures")).isEqualTo("1");
      assertThat(listed.text("last_failure")).isNotEmpty();
      assertThat(listed.text("last_success")).isEmpty();
      assertThat(onDatabase("jobs", "list").out()).containsPattern("sweeping +\\S+Z +1 ");

      // It isn't tried again before its time, unless it is asked for.
      faulty.set(false);
      var asked = onDatabase("jobs", "run", "sweeping", "--json");
      assertThat(asked.exit()).as(asked.err()).isZero();
      assertThat(asked.json().text("name")).isEqualTo("sweeping");
      assertThat(asked.json().text("next_at")).isNotEmpty();
      try (var _ = Jobs.start(database.reads(), List.of(job), InstantSource.system(), metrics)) {
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
      }
      var after = onDatabase("jobs", "list", "--json").json();
      assertThat(after.text("failures")).isEqualTo("0");
      assertThat(after.text("last_success")).isNotEmpty();
      assertThat(after.text("last_failure")).isNotEmpty();
    }
    assertThat(onDatabase("jobs", "run", "sweeping").out()).contains("begins as soon as");
    var unknown = onDatabase("jobs", "run", "dusting");
    assertThat(unknown.exit()).isEqualTo(Exit.FAILED);
    assertThat(unknown.err()).contains("no job dusting");
  }
}
