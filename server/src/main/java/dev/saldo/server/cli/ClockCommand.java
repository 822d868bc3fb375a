package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo clock`: a test customer's own time.
@Command(
    name = "clock",
    description = "Shows and moves a test customer's own time.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "show|advance")
final class ClockCommand {
  private static final String PATH = "/v1/test-clocks/";

  private final Invocation invocation;

  ClockCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(name = "show", description = "Shows it.", mixinStandardHelpOptions = true)
  int show(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
          String customer,
      @Option(names = "--json", description = "Prints the API's answer.") boolean json) {
    return told(options.api(invocation).get(PATH + Api.part(customer)), json);
  }

  @Command(
      name = "advance",
      description = "Moves it forward; what falls due until then happens.",
      mixinStandardHelpOptions = true)
  int advance(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
          String customer,
      @Parameters(paramLabel = "TIME", description = "Such as 2030-02-01T00:00:00Z; never back.")
          String time,
      @Option(names = "--json", description = "Prints the API's answer.") boolean json) {
    var path = PATH + Api.part(customer) + "/advance";
    var body = JsonWriter.object(out -> out.text("to", time));
    var api = options.api(invocation);
    var answered = api.post(path, "application/json", body, UUID.randomUUID().toString());
    return told(answered, json);
  }

  private int told(Api.Answered answered, boolean json) {
    if (json) {
      invocation.terminal().json(answered.body());
    } else {
      invocation.terminal().line(answered.json().text("now"));
    }
    return Exit.OK;
  }
}
