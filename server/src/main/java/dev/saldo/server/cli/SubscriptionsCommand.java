package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo subscriptions`: shows subscriptions and what becomes of them.
@Command(
    name = "subscriptions",
    description = "Begins, shows, changes, pauses and ends subscriptions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|show|begin|change|cancel|pause|resume|undo|coupon")
final class SubscriptionsCommand {
  static final String PATH = "/v1/subscriptions";
  private static final String ID = "SUBSCRIPTION";
  private static final String ITS_ID = "Its id.";
  private static final String ANSWER = "Prints the API's answer.";
  private static final String REFUND = "Gives back the rest of the month or year that is paid for.";

  final Invocation invocation;

  SubscriptionsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(
      name = "list",
      description = "Lists a customer's subscription.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
          String customer,
      @Option(names = "--json", description = "Prints one JSON object a line.") boolean json) {
    var answered = options.api(invocation).get(PATH + "?customer=" + Api.part(customer));
    var table =
        Table.of(
            Table.words("id"),
            Table.words("status"),
            Table.words("plan"),
            Table.words("interval"),
            Table.words("currency"),
            Table.words("period until"));
    for (var one : answered.json().items("data")) {
      if (json) {
        invocation.terminal().json(JsonWriter.of(one.json()));
      } else {
        table.row(
            one.text("id"),
            one.text("status"),
            one.text("plan") + " of " + one.text("catalog"),
            one.text("interval"),
            one.text("currency"),
            one.of("current_period").text("until"));
      }
    }
    if (!json) {
      invocation.terminal().table(table);
    }
    return Exit.OK;
  }

  @Command(name = "show", description = "Shows a subscription.", mixinStandardHelpOptions = true)
  int show(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--json", description = ANSWER) boolean json) {
    var answered = options.api(invocation).get(PATH + "/" + Api.part(id));
    return SubscriptionPrint.one(invocation.terminal(), answered, answered.json(), json);
  }

  @Command(
      name = "cancel",
      description = "Ends a subscription with what is paid for, or now.",
      mixinStandardHelpOptions = true)
  int cancel(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--now", description = "Ends it at once.") boolean now,
      @Option(names = "--refund", description = REFUND) boolean refund,
      @Option(names = "--json", description = ANSWER) boolean json) {
    var body =
        JsonWriter.object(
            out -> out.text("when", now ? "now" : "period_end").flag("refund", refund));
    return act(options, id, "cancel", body, json);
  }

  @Command(
      name = "pause",
      description = "Stops billing and use until it is resumed.",
      mixinStandardHelpOptions = true)
  int pause(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--refund", description = REFUND) boolean refund,
      @Option(names = "--json", description = ANSWER) boolean json) {
    return act(options, id, "pause", JsonWriter.object(out -> out.flag("refund", refund)), json);
  }

  @Command(
      name = "resume",
      description = "Goes on with a paused subscription.",
      mixinStandardHelpOptions = true)
  int resume(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--json", description = ANSWER) boolean json) {
    return act(options, id, "resume", JsonWriter.object(_ -> {}), json);
  }

  @Command(
      name = "undo",
      description = "Takes back what is arranged for the end of what is paid for.",
      mixinStandardHelpOptions = true)
  int undo(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Option(names = "--json", description = ANSWER) boolean json) {
    return act(options, id, "undo", JsonWriter.object(_ -> {}), json);
  }

  @Command(name = "coupon", description = "Redeems a coupon.", mixinStandardHelpOptions = true)
  int coupon(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = ID, description = ITS_ID) String id,
      @Parameters(paramLabel = "CODE", description = "The coupon's code.") String code,
      @Option(names = "--json", description = ANSWER) boolean json) {
    return act(options, id, "coupons", JsonWriter.object(out -> out.text("code", code)), json);
  }

  int act(ApiOptions options, String id, String act, byte[] body, boolean json) {
    return post(options, "/" + Api.part(id) + "/" + act, body, json);
  }

  int post(ApiOptions options, String path, byte[] body, boolean json) {
    var answered =
        options
            .api(invocation)
            .post(PATH + path, "application/json", body, UUID.randomUUID().toString());
    return SubscriptionPrint.one(
        invocation.terminal(), answered, answered.json().of("subscription"), json);
  }
}
