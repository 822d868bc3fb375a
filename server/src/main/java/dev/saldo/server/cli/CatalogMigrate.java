package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo catalog migrate`: moves customers to another version, shows who would pay what, or stops
/// a migration and takes back what it arranged.
@Command(
    name = "migrate",
    description = {
      "Moves customers to another version of a catalog, or shows who would pay what.",
      "Each changes plan as by a request of its own; who can't be moved is listed with the reason.",
      "What was moved is moved back by the same command in the other direction; what is arranged for"
          + " the end of a period is taken back with --stop."
    },
    mixinStandardHelpOptions = true)
final class CatalogMigrate implements Callable<Integer> {
  private static final String MEDIA_TYPE = "application/json";
  private static final int PAGE = 200;
  private static final Duration LOOKED_EVERY = Duration.ofMillis(500);

  private final Invocation invocation;

  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(paramLabel = "NAME", description = "The catalog.")
  private String name = "";

  @Option(names = "--to", description = "The version to move to.")
  private @Nullable Integer to;

  @Option(
      names = "--stop",
      paramLabel = "ID",
      description = "Stops this migration instead, and takes back what it arranged.")
  private @Nullable String stop;

  @Option(names = "--from", description = "The version to move from; every older one by default.")
  private @Nullable Integer from;

  @Option(
      names = "--plan",
      paramLabel = "OLD=NEW",
      description = "What a plan is called there. Can be given several times.")
  private Map<String, String> plans = Map.of();

  @Option(
      names = "--customer",
      description = "Moves this customer alone. Can be given several times.")
  private List<String> customers = List.of();

  @Option(
      names = "--when",
      paramLabel = "now|period_end",
      defaultValue = "now",
      description = "When they are moved (default: ${DEFAULT-VALUE}).")
  private String when = "now";

  @Option(
      names = "--invoice",
      paramLabel = "now|next|none",
      description = "Where what it costs at once stands; on an invoice of its own by default.")
  private @Nullable String invoice;

  @Option(
      names = "--grace",
      paramLabel = "LENGTH",
      description = "How long resources above a new plan's counts may stay, such as '14 days'.")
  private @Nullable String grace;

  @Option(names = "--preview", description = "Shows what it would come to and changes nothing.")
  private boolean preview;

  @Option(names = "--no-wait", description = "Doesn't wait until all are moved.")
  private boolean noWait;

  @Option(names = "--json", description = "Prints JSON: one object a line.")
  private boolean json;

  CatalogMigrate(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var asked = stop;
    if ((asked == null) == (to == null)) {
      throw CommandFault.usage("say --to VERSION, or --stop ID");
    }
    var api = options.api(invocation);
    if (asked != null) {
      return stop(api, asked);
    }
    return preview ? preview(api) : run(api);
  }

  private String path() {
    return "/v1/catalogs/" + Api.part(name) + "/migrations";
  }

  private byte[] body() {
    return JsonWriter.object(out -> {
      Optional.ofNullable(from).ifPresent(version -> out.integer("from", version));
      Optional.ofNullable(to).ifPresent(version -> out.integer("to", version));
      out.text("when", when)
          .optionalText("invoice", Optional.ofNullable(invoice))
          .optionalText("grace", Optional.ofNullable(grace));
      if (!plans.isEmpty()) {
        out.object("plans", inside -> plans.forEach(inside::text));
      }
      if (!customers.isEmpty()) {
        out.texts("customers", customers);
      }
    });
  }

  private int preview(Api api) {
    var terminal = invocation.terminal();
    var print = new MigrationPrint(terminal);
    var totals = new Shown(Json.NULL);
    var cursor = "";
    var seen = 0L;
    try (var progress = terminal.progress()) {
      progress.step("looking at customers");
      do {
        var page = path() + "/preview?limit=" + PAGE;
        var address = cursor.isEmpty() ? page : page + "&cursor=" + Api.part(cursor);
        var answered = api.post(address, MEDIA_TYPE, body(), UUID.randomUUID().toString()).json();
        if (cursor.isEmpty()) {
          totals = answered.of("totals");
        }
        for (var row : answered.items("data")) {
          seen++;
          if (json) {
            terminal.json(JsonWriter.of(row.json()));
          } else {
            print.add(row);
          }
        }
        progress.done(seen, Math.max(seen, Long.parseLong(totals.text("customers"))));
        cursor = answered.text("next_cursor");
      } while (!cursor.isEmpty());
    }
    if (json) {
      var all = totals.json();
      terminal.json(out -> out.json("totals", all));
    } else {
      print.preview(totals);
    }
    return Exit.OK;
  }

  private int run(Api api) {
    var begun = api.post(path(), MEDIA_TYPE, body(), UUID.randomUUID().toString());
    var id = begun.json().text("id");
    var state = awaited(api, begun, id, "moving customers", "moved", "refused");
    if (json) {
      invocation.terminal().json(state.body());
    } else {
      var print = new MigrationPrint(invocation.terminal());
      print.state(state.json());
      print.refusals(api, path() + "/" + Api.part(id));
    }
    return Exit.OK;
  }

  /// What a stop would take back, with `--preview`; else stops it.
  private int stop(Api api, String id) {
    var address = path() + "/" + Api.part(id);
    var state =
        preview
            ? api.get(address)
            : awaited(
                api,
                api.post(
                    address + "/stop",
                    MEDIA_TYPE,
                    JsonWriter.object(_ -> {}),
                    UUID.randomUUID().toString()),
                id,
                "taking back what is arranged",
                "taken_back");
    if (json) {
      invocation.terminal().json(state.body());
    } else {
      new MigrationPrint(invocation.terminal()).list(List.of(state.json()));
    }
    return Exit.OK;
  }

  /// What became of a migration that is at work, when it isn't any more.
  ///
  /// @param counts what of it is done, together
  private Api.Answered awaited(
      Api api, Api.Answered begun, String id, String step, String... counts) {
    var state = begun;
    if (!noWait) {
      try (var progress = invocation.terminal().progress()) {
        progress.step(step);
        while (isAtWork(state.json())) {
          pause();
          state = api.get(path() + "/" + Api.part(id));
          var seen = state.json();
          var done = Stream.of(counts).mapToLong(name -> count(seen, name)).sum();
          progress.done(done, done + count(seen, "left"));
        }
      }
    }
    return state;
  }

  private static boolean isAtWork(Shown state) {
    return state.text("status").equals("running") || state.text("status").equals("stopping");
  }

  private static long count(Shown state, String name) {
    return Long.parseLong(state.text(name));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOKED_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw CommandFault.failed("interrupted; the migration goes on by itself");
    }
  }
}
