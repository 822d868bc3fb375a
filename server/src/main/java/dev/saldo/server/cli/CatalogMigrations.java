package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo catalog migrations`: how far migrations are.
@Command(
    name = "migrations",
    description = "Lists a catalog's migrations, or shows one with who couldn't be moved.",
    mixinStandardHelpOptions = true)
final class CatalogMigrations implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The catalog.")
  private String name = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "One of them.")
  private @Nullable String id;

  @Option(names = "--json", description = "Prints JSON: one object a line.")
  private boolean json;

  CatalogMigrations(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var api = options.api(invocation);
    var path = "/v1/catalogs/" + Api.part(name) + "/migrations";
    var terminal = invocation.terminal();
    if (id == null) {
      var page = api.get(path + "?limit=100").json();
      if (json) {
        page.items("data").forEach(one -> terminal.json(JsonWriter.of(one.json())));
      } else {
        new MigrationPrint(terminal).list(page.items("data"));
      }
      return Exit.OK;
    }
    var one = api.get(path + "/" + Api.part(id));
    if (json) {
      terminal.json(one.body());
    } else {
      var print = new MigrationPrint(terminal);
      print.state(one.json());
      print.refusals(api, path + "/" + Api.part(id));
    }
    return Exit.OK;
  }
}
