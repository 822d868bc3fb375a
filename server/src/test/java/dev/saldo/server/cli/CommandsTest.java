package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.Settings;
import dev.saldo.server.Wiring;
import dev.saldo.server.audit.Trading;
import dev.saldo.server.http.HttpSettings;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import dev.saldo.store.database.Migrations;
import dev.saldo.store.database.OwnerSession;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.embedded.TemporaryPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Commands as they are typed, against a real server and a real database.
class CommandsTest {
  private static final String CATALOG =
      """
      catalog: shop
      currency: USD
      units: {credit: {}}
      actions:
        note: {title: Note, price: "2"}
      plans:
        small:
          title: Small
          credits: [{amount: "300", resets: {every: month, from: calendar, zone: utc}}]
      """;

  @TempDir static Path folder;
  private static TemporaryPostgres postgres;
  private static DatabaseAccess access;
  private static Wiring server;
  private static Path catalog;
  private static String secret = "";

  @BeforeAll
  static void serve() throws Exception {
    postgres = TemporaryPostgres.start();
    access = postgres.newAccess();
    catalog = Files.writeString(folder.resolve("shop.yaml"), CATALOG);
    server =
        Wiring.start(Settings.on(access, folder.resolve("node"), HttpSettings.of("127.0.0.1", 0)));
    var made = onDatabase(access, "keys", "create", "--name", "Till");
    assertThat(made.exit()).isZero();
    secret = made.lines().get(1);
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  /// What a command did.
  record Ran(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private static Ran run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    var line = new CommandLine(CommandLine.Model.CommandSpec.create().name("saldo"));
    Commands.all(new Invocation(terminal, Map.of("SALDO_KEY", secret)))
        .forEach(command -> line.addSubcommand(command.getCommandName(), command));
    var exit = CommandLines.prepare(line, terminal).execute(words);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Ran onDatabase(DatabaseAccess database, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--database-url", text(database.owner())));
    all.addAll(List.of("--database-app-url", text(database.application())));
    return run(all.toArray(String[]::new));
  }

  private static Ran onServer(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", "http://127.0.0.1:" + server.port()));
    return run(all.toArray(String[]::new));
  }

  private static String text(DatabaseUrl url) {
    return "postgres://%s:%s@%s/%s"
        .formatted(
            url.user(),
            URLEncoder.encode(url.password(), StandardCharsets.UTF_8),
            url.authority(),
            url.database());
  }

  @Test
  void theJournalInMoneyIsShownAndWrittenForALedger() throws Exception {
    var file = folder.resolve("journal.csv");
    var days = List.of("accounting", "journal", "--from", "2026-01-01", "--until", "2026-12-31");
    var shown = onServer(days.toArray(String[]::new));
    assertThat(shown.exit()).as(shown.err()).isZero();
    var all = new ArrayList<>(days);
    all.addAll(List.of("--by", "period", "--csv", file.toString()));
    assertThat(onServer(all.toArray(String[]::new)).exit()).isZero();
    assertThat(Files.readString(file))
        .startsWith(
            "\"date\",\"account\",\"debit\",\"credit\",\"currency\",\"reference\",\"memo\"\r\n");
    assertThat(onServer(all.toArray(String[]::new)).err()).contains("exists already");
    assertThat(onServer("accounting").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aTableIsWrittenOnceAndWhole() throws Exception {
    var file = folder.resolve("usage.csv");
    var written = onServer("export-table", "usage", "--out", file.toString());
    assertThat(written.exit()).as(written.err()).isZero();
    assertThat(Files.readString(file)).startsWith("customer,external_id,customer_name,act,kind");
    assertThat(onServer("export-table", "usage", "--out", file.toString()).err())
        .contains("exists already");
    var wrong = onServer("export-table", "secrets", "--out", folder.resolve("s").toString());
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
    assertThat(wrong.err()).contains("invoices, invoice-lines, usage, ledger");
    var refused =
        onServer("export-table", "ledger", "--customer", "nobody", "--out", folder + "/l.csv");
    assertThat(refused.exit()).isEqualTo(Exit.FAILED);
    assertThat(folder.resolve("l.csv.part")).doesNotExist();
  }

  @Test
  void aKeyIsMadeListedAndRevoked() {
    assertThat(secret).startsWith("sk_test_");
    var made = onDatabase(access, "keys", "create", "--scope", "charges:read", "--json");
    var id = text(JsonReader.read(made.out().strip().getBytes(StandardCharsets.UTF_8)), "id");
    assertThat(onDatabase(access, "keys", "list").out()).contains(id, "charges:read", "in use");

    assertThat(onDatabase(access, "keys", "revoke", id).exit()).isZero();
    assertThat(onDatabase(access, "keys", "list").out()).contains("revoked 20");
    assertThat(onDatabase(access, "keys", "revoke", id, "--mode", "live").exit()).isOne();
    assertThat(onDatabase(access, "keys", "revoke", "nonsense").exit()).isEqualTo(2);
    assertThat(onDatabase(access, "keys", "create", "--scope", "everything").err())
        .contains("there is no scope everything");
  }

  private static String text(Json json, String name) {
    return new Shown(json).text(name);
  }

  @Test
  void aCatalogIsCheckedComparedAndPublishedAndACustomerPutOnIt() throws Exception {
    assertThat(run("catalog", "validate", catalog.toString()).exit()).isZero();
    var published = onServer("catalog", "publish", catalog.toString());
    assertThat(published.err()).isEmpty();
    assertThat(published.out()).contains("published shop@1");
    assertThat(onServer("catalog", "publish", catalog.toString()).out())
        .contains("has this text already");

    var dearer = folder.resolve("dearer.yaml");
    Files.writeString(dearer, CATALOG.replace("price: \"2\"", "price: \"3\""));
    assertThat(onServer("catalog", "diff", dearer.toString()).out()).contains("actions.note");
    assertThat(
            run("catalog", "diff", dearer.toString(), "--against", catalog.toString(), "--json")
                .out())
        .contains("\"direction\":\"up\"");
    assertThat(run("catalog", "diff", catalog.toString(), dearer.toString()).out())
        .contains("actions.note");
    var missing = run("catalog", "validate", folder.resolve("none.yaml").toString());
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no file").doesNotContain("Exception");

    assertThat(
            onServer("customers", "create", "acme", "--catalog", "shop", "--plan", "small").err())
        .isEmpty();
    assertThat(onServer("customers", "list").out()).contains("acme", "small of shop@1");
    assertThat(onServer("customers", "show", "acme").out()).contains("external_id", "acme");
    var balance = onServer("balance", "acme");
    assertThat(balance.err()).isEmpty();
    assertThat(balance.out()).contains("300", "main");
    assertThat(onServer("balance", "nobody").exit()).isOne();
    assertThat(onServer("receipt", "chg_nothing").exit()).isOne();
  }

  @Test
  void everyFaultOfACatalogIsShownWhereItStands() throws Exception {
    var wrong = folder.resolve("wrong.yaml");
    Files.writeString(wrong, CATALOG.replace("title: Note, ", "").replace("\"300\"", "300"));

    var ran = run("catalog", "validate", wrong.toString());

    assertThat(ran.exit()).isOne();
    assertThat(ran.lines())
        .contains(
            wrong + ":5:9: error: actions.note: lacks `title`: What a person reads.",
            "    note: {price: \"2\"}",
            "          ^",
            wrong + ": not a catalog");
    assertThat(ran.out()).contains("plans.small.credits[0].amount");
  }

  @Test
  void anAuditIsATableForPeopleAndAnObjectForMachines() throws Exception {
    try (Database database = postgres.newDatabase(PoolSizes.small())) {
      new Trading(database, 1, 3).trade(2, 15);
      var clean = onDatabase(database.access(), "audit");
      assertThat(clean.exit()).isZero();
      assertThat(clean.out()).contains("workspace 1", "chains", "nothing differs");
      assertThat(clean.err()).contains("walking the chains");

      try (var owner = OwnerSession.open(database.access());
          var statement = owner.createStatement()) {
        statement.execute("SELECT set_config('saldo.workspace', '1', false)");
        statement.execute("UPDATE wallet SET debt = debt + 1 WHERE name = 'main'");
      }
      var dirty = onDatabase(database.access(), "audit", "--json");
      assertThat(dirty.exit()).isOne();
      assertThat(dirty.out()).contains("\"clean\":false", "\"check\":\"debts\"", "cus_");
      assertThat(onDatabase(database.access(), "audit").out()).contains("debts: debt, wallet");
      assertThat(onDatabase(database.access(), "audit", "--workspace", "nobody").exit()).isOne();
    }
  }

  @Test
  void dataMoveFromOneDatabaseToAnother() throws Exception {
    try (Database database = postgres.newDatabase(PoolSizes.small())) {
      new Trading(database, 1, 4).trade(2, 10);
      var file = folder.resolve("moved.zip").toString();
      assertThat(onDatabase(database.access(), "export", file).exit()).isZero();
      assertThat(onDatabase(database.access(), "export", file).err()).contains("exists already");

      var target = postgres.newAccess();
      assertThat(onDatabase(target, "import", file).out()).contains("imported");
      assertThat(onDatabase(target, "import", file).exit()).isOne();
      assertThat(onDatabase(target, "audit").exit()).isZero();
    }
  }

  @Test
  void theDoctorFindsAHealthyDatabase() {
    var ran = onDatabase(access, "doctor", "--port", "0");

    assertThat(ran.out()).contains("row-level security", "fsync", "schema").doesNotContain("fail ");
    assertThat(ran.exit()).isZero();
    assertThat(onDatabase(access, "doctor", "--port", "0", "--json").out())
        .contains("\"healthy\":true");
  }

  @Test
  void theDoctorNamesWhatIsWrong() throws Exception {
    var sick = postgres.newAccess();
    try (var owner = OwnerSession.open(sick);
        var statement = owner.createStatement()) {
      statement.execute("ALTER TABLE tally NO FORCE ROW LEVEL SECURITY");
    }
    var ran = onDatabase(sick, "doctor", "--port", "0");

    assertThat(ran.exit()).isOne();
    assertThat(ran.out()).contains("fail  row-level security", "tally");
  }

  @Test
  void aFolderThatAServerHoldsIsReachedThroughThatServer() {
    Migrations.standard().run(postgres.server().provision("saldo"));

    var ran = run("audit", "--data", postgres.server().folder().toString());

    assertThat(ran.err()).doesNotContain("in use");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("nothing differs");
  }

  @Test
  void badUsageIsExplainedInALineAndExitsWithTwo() {
    var ran = run("balance");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(2);
    assertThat(run("catalog").exit()).isEqualTo(2);
    assertThat(run("audit", "--no-such-option").exit()).isEqualTo(2);
    assertThat(run("audit", "--mode", "live", "--data", folder.toString()).exit()).isEqualTo(2);
  }

  @Test
  void aFaultIsASentenceAndNoTrace() {
    var nobody = run("balance", "acme", "--url", "http://127.0.0.1:1");
    assertThat(nobody.exit()).isOne();
    assertThat(nobody.err()).contains("nobody answers").doesNotContain("Exception:", "\tat ");
    assertThat(run("audit", "--data", folder.resolve("nothing").toString()).err())
        .contains("there is no data folder");
    assertThat(run("import", "nothing.zip", "--database-url", "nonsense").exit()).isOne();
  }

  @Test
  void everyCommandHasHelp() {
    for (var command : Commands.all(Invocation.ofProcess())) {
      assertThat(run(command.getCommandName(), "--help").exit()).isZero();
    }
  }
}
