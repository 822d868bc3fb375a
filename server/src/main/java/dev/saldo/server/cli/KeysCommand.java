package dev.saldo.server.cli;

import dev.saldo.server.access.KeyMint;
import dev.saldo.server.http.Mode;
import dev.saldo.server.http.Scope;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.store.access.ApiKey;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo keys`: makes, lists and ends keys, on the database itself, because the first key can't be
/// asked for with a key.
@Command(
    name = "keys",
    description = "Makes, lists and ends API keys, on the database itself.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "create|list|revoke")
final class KeysCommand {
  private static final int LISTED_MAX = 1_000;

  private final Invocation invocation;

  KeysCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(
      name = "list",
      description = "Lists keys, the newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin DatabaseOptions database,
      @Mixin KeyWorkspace workspace,
      @Option(names = "--json", description = "Prints one JSON object a line.") boolean json) {
    try (var desk = KeyDesk.open(database, workspace)) {
      var table =
          Table.of(
              Table.words("id"),
              Table.words("begins"),
              Table.words("name"),
              Table.words("scopes"),
              Table.words("customer"),
              Table.words("created"),
              Table.words("state"));
      for (var key : desk.keys().list(desk.workspace(), Optional.empty(), LISTED_MAX)) {
        if (json) {
          invocation.terminal().json(out -> write(out, key));
        } else {
          add(table, key);
        }
      }
      if (!json) {
        invocation.terminal().table(table);
      }
      return Exit.OK;
    }
  }

  @Command(name = "revoke", description = "Ends a key for good.", mixinStandardHelpOptions = true)
  int revoke(
      @Mixin DatabaseOptions database,
      @Mixin KeyWorkspace workspace,
      @Parameters(paramLabel = "ID", description = "The key's id, as listed.") String id) {
    var key =
        PublicId.parse(IdKind.API_KEY, id)
            .orElseThrow(() -> CommandFault.usage(id + " isn't a key's id (key_…)"));
    try (var desk = KeyDesk.open(database, workspace)) {
      if (!desk.mint().revoke(desk.workspace(), key)) {
        throw CommandFault.failed("there is no key " + id + " in this workspace and mode");
      }
      invocation.terminal().line(id + " is revoked; servers notice within a second");
      return Exit.OK;
    }
  }

  private static void add(Table table, ApiKey key) {
    table.row(
        PublicId.of(IdKind.API_KEY, key.id()),
        key.prefix() + "…",
        key.name(),
        key.scopes().size() == Scope.values().length ? "all" : String.join(" ", key.scopes()),
        key.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)).orElse(""),
        key.createdAt(),
        key.revokedAt().map(at -> "revoked " + at).orElse("in use"));
  }

  private static void write(JsonWriter json, ApiKey key) {
    json.text("id", PublicId.of(IdKind.API_KEY, key.id()))
        .text("prefix", key.prefix())
        .text("name", key.name())
        .texts("scopes", key.scopes())
        .optionalText("customer", key.customer().map(id -> PublicId.of(IdKind.CUSTOMER, id)))
        .time("created_at", key.createdAt())
        .optionalTime("expires_at", key.expiresAt())
        .optionalTime("revoked_at", key.revokedAt());
  }

  /// `saldo keys create`.
  @Command(
      name = "create",
      description = {
        "Makes a key and shows its secret this once.",
        "A monthly cap is a budget of the customer and needs a running server: --key asks it."
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    private final KeysCommand keys;

    @Mixin private DatabaseOptions database = new DatabaseOptions();
    @Mixin private KeyWorkspace workspace = new KeyWorkspace();
    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--name", defaultValue = "Key", description = "What people call it.")
    private String name = "";

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        description = "What it may do, again for each: ${COMPLETION-CANDIDATES}; all by default.",
        completionCandidates = Scopes.class)
    private List<String> scopes = List.of();

    @Option(names = "--customer", description = "The one customer it is bound to.")
    private @Nullable String customer;

    @Option(names = "--automation", description = "The one automation of it (asks the server).")
    private @Nullable String automation;

    @Option(
        names = "--monthly-cap",
        paramLabel = "AMOUNT:UNIT",
        description = "The most it may spend in a month, such as 500:credit (asks the server).")
    private @Nullable String monthlyCap;

    @Option(names = "--json", description = "Prints the key as JSON.")
    private boolean json;

    Create(KeysCommand keys) {
      this.keys = keys;
    }

    @Override
    public Integer call() {
      var all = Arrays.stream(Scope.values()).map(Scope::word).toList();
      for (var scope : scopes) {
        if (!all.contains(scope)) {
          throw CommandFault.usage(
              "there is no scope %s: they are %s".formatted(scope, String.join(", ", all)));
        }
      }
      var wanted = scopes.isEmpty() ? all : scopes;
      return monthlyCap == null && automation == null ? direct(wanted) : asked(wanted);
    }

    private int direct(List<String> wanted) {
      try (var desk = KeyDesk.open(database, workspace)) {
        Optional<UUID> bound = Optional.ofNullable(customer).map(desk::customer);
        var minted =
            desk.mint()
                .make(
                    desk.workspace(),
                    workspace.mode(),
                    new KeyMint.Wanted(
                        name,
                        wanted,
                        bound,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "saldo keys"));
        tell(PublicId.of(IdKind.API_KEY, minted.key().id()), minted.secret().text());
        return Exit.OK;
      }
    }

    private int asked(List<String> wanted) {
      if (api.key(keys.invocation).isEmpty()) {
        throw CommandFault.usage(
            "--monthly-cap and --automation need a running server: set SALDO_KEY or give --key");
      }
      var body =
          JsonWriter.object(out -> {
            out.text("name", name)
                .texts("scopes", wanted)
                .optionalText("customer", Optional.ofNullable(customer))
                .optionalText("automation", Optional.ofNullable(automation));
            if (monthlyCap != null) {
              var cap = monthlyCap.split(":", 2);
              out.object(
                  "monthly_cap",
                  inside -> inside.decimal("amount", amount(cap)).text("unit", cap[1]));
            }
          });
      var answered =
          api.api(keys.invocation)
              .post("/v1/api-keys", "application/json", body, UUID.randomUUID().toString())
              .json();
      tell(answered.text("id"), answered.text("secret"));
      return Exit.OK;
    }

    private static BigDecimal amount(String[] cap) {
      try {
        if (cap.length == 2) {
          return new BigDecimal(cap[0]);
        }
      } catch (NumberFormatException _) {
        // Told below, like a cap without a unit.
      }
      throw CommandFault.usage("--monthly-cap is AMOUNT:UNIT, such as 500:credit");
    }

    private void tell(String id, String secret) {
      var terminal = keys.invocation.terminal();
      if (json) {
        terminal.json(out ->
            out.text("id", id)
                .text("secret", secret)
                .text("mode", workspace.mode() == Mode.LIVE ? "live" : "test"));
      } else {
        terminal.line(id);
        terminal.line(secret);
        terminal.line("The secret is shown this once.");
      }
    }
  }

  /// The words of all scopes.
  static final class Scopes implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Arrays.stream(Scope.values()).map(Scope::word).iterator();
    }
  }
}
