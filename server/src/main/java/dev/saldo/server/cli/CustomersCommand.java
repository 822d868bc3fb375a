package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo customers`: lists, shows and puts in customers.
@Command(
    name = "customers",
    description = "Lists, shows and puts in customers.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|create")
final class CustomersCommand {
  private static final String PATH = "/v1/customers";

  private final Invocation invocation;

  CustomersCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(name = "list", description = "Lists customers.", mixinStandardHelpOptions = true)
  int list(@Mixin ApiOptions options, @Mixin Pages pages) {
    return pages.print(
        options.api(invocation), PATH, invocation.terminal(), table(), CustomersCommand::add);
  }

  @Command(name = "show", description = "Shows one customer.", mixinStandardHelpOptions = true)
  int show(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
          String customer,
      @Option(names = "--json", description = "Prints the API's answer.") boolean json) {
    return told(options.api(invocation).get(PATH + "/" + Api.part(customer)), json);
  }

  private int told(Api.Answered answered, boolean json) {
    if (json) {
      invocation.terminal().json(answered.body());
      return Exit.OK;
    }
    var customer = answered.json();
    var table = Table.of(Table.words(""), Table.words(""));
    for (var name :
        new String[] {"id", "external_id", "name", "email", "locale", "currency", "zone"}) {
      if (!customer.text(name).isEmpty()) {
        table.row(name, customer.text(name));
      }
    }
    if (!plan(customer).isEmpty()) {
      table.row("plan", plan(customer));
    }
    table.row("created_at", customer.text("created_at"));
    invocation.terminal().table(table);
    return Exit.OK;
  }

  private static Table table() {
    return Table.of(
        Table.words("id"),
        Table.words("external id"),
        Table.words("name"),
        Table.words("plan"),
        Table.words("created"));
  }

  private static void add(Table table, Shown customer) {
    table.row(
        customer.text("id"),
        customer.text("external_id"),
        customer.text("name"),
        plan(customer),
        customer.text("created_at"));
  }

  private static String plan(Shown customer) {
    var plan = customer.of("plan");
    return plan.text("plan").isEmpty()
        ? ""
        : "%s of %s@%s".formatted(plan.text("plan"), plan.text("catalog"), plan.text("version"));
  }

  /// `saldo customers create`.
  @Command(name = "create", description = "Puts in a customer.", mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    private final CustomersCommand customers;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "EXTERNAL_ID", description = "Your own id for it, for good.")
    private String externalId = "";

    @Option(names = "--name", description = "What people call it; its id by default.")
    private @Nullable String name;

    @Option(names = "--email", description = "Where bills and warnings go.")
    private @Nullable String email;

    @Option(names = "--locale", description = "The language it reads.")
    private @Nullable String locale;

    @Option(names = "--currency", description = "ISO 4217.")
    private @Nullable String currency;

    @Option(names = "--zone", description = "The time zone at whose midnight its days begin.")
    private @Nullable String zone;

    @Option(names = "--catalog", description = "The catalog of its plan.")
    private @Nullable String catalog;

    @Option(names = "--plan", description = "The plan to begin with.")
    private @Nullable String plan;

    @Option(names = "--json", description = "Prints the API's answer.")
    private boolean json;

    Create(CustomersCommand customers) {
      this.customers = customers;
    }

    @Override
    public Integer call() {
      var body =
          JsonWriter.object(out ->
              out.text("external_id", externalId)
                  .text("name", name == null ? externalId : name)
                  .optionalText("email", Optional.ofNullable(email))
                  .optionalText("locale", Optional.ofNullable(locale))
                  .optionalText("currency", Optional.ofNullable(currency))
                  .optionalText("zone", Optional.ofNullable(zone))
                  .optionalText("catalog", Optional.ofNullable(catalog))
                  .optionalText("plan", Optional.ofNullable(plan)));
      return customers.told(
          api.api(customers.invocation)
              .post(PATH, "application/json", body, UUID.randomUUID().toString()),
          json);
    }
  }
}
