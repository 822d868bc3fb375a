package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `saldo quote`: what plans would cost somebody, and how far credits go.
@Command(
    name = "quote",
    description = "Shows what a plan with some use would cost, or which plan is the cheapest.",
    mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--catalog", description = "The catalog; the only one by default.")
  private @Nullable String catalog;

  @Option(
      names = "--catalog-version",
      description = "The catalog's version; the latest by default.")
  private @Nullable Integer version;

  @Option(names = "--plan", description = "The plan; all of them are compared without one.")
  private @Nullable String plan;

  @Option(names = "--seats", description = "How many seats.")
  private @Nullable Integer seats;

  @Option(
      names = "--product",
      paramLabel = "NAME=COUNT",
      description = "How many of a product. Can be given several times.")
  private Map<String, Integer> products = Map.of();

  @Option(
      names = "--action",
      paramLabel = "NAME[=COUNT][,PROPERTY=VALUE…]",
      description =
          "What is done in the period, such as voice.call=100,seconds=60. Credits pay in this"
              + " order. Can be given several times.")
  private List<String> actions = List.of();

  @Option(
      names = "--use",
      paramLabel = "METER[:VALUE]=QUANTITY",
      description =
          "What is used in the period, such as tokens:gpt-4=1000. Can be given several times.")
  private Map<String, String> usage = Map.of();

  @Option(
      names = "--resource",
      paramLabel = "NAME=COUNT",
      description = "How many of a kind of resource are held. Can be given several times.")
  private Map<String, Integer> resources = Map.of();

  @Option(
      names = "--feature",
      paramLabel = "NAME",
      description = "What must be unlocked. Can be given several times.")
  private List<String> features = List.of();

  @Option(
      names = "--credits",
      paramLabel = "AMOUNT",
      description = "Credits whose worth is asked for; the plan's own by default.")
  private @Nullable String credits;

  @Option(names = "--commitment", description = "The commitment that is undertaken.")
  private @Nullable String commitment;

  @Option(names = "--interval", paramLabel = "month|year", description = "What is paid at once.")
  private @Nullable String interval;

  @Option(names = "--currency", description = "ISO 4217; the catalog's own by default.")
  private @Nullable String currency;

  @Option(names = "--json", description = "Prints the API's answer.")
  private boolean json;

  QuoteCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var body = JsonWriter.object(this::write);
    var answered =
        api.api(invocation)
            .post("/v1/quotes", "application/json", body, UUID.randomUUID().toString());
    return QuotePrint.quote(invocation.terminal(), answered, json);
  }

  private void write(JsonWriter out) {
    out.optionalText("catalog", Optional.ofNullable(catalog))
        .optionalText("plan", Optional.ofNullable(plan))
        .optionalText("credits", Optional.ofNullable(credits))
        .optionalText("commitment", Optional.ofNullable(commitment))
        .optionalText("interval", Optional.ofNullable(interval))
        .optionalText("currency", Optional.ofNullable(currency));
    Optional.ofNullable(version).ifPresent(number -> out.integer("version", number));
    Optional.ofNullable(seats).ifPresent(count -> out.integer("seats", count));
    out.object("products", inside -> products.forEach(inside::integer))
        .object("usage", this::usage)
        .object("resources", inside -> resources.forEach(inside::integer))
        .texts("features", features)
        .objects("actions", actions, QuoteCommand::action);
  }

  /// A meter's quantity, or one for each value that is named.
  private void usage(JsonWriter out) {
    var values = new LinkedHashMap<String, Map<String, String>>();
    usage.forEach((name, quantity) -> {
      var parts = name.split(":", 2);
      if (parts.length == 1) {
        out.text(name, quantity);
      } else {
        values.computeIfAbsent(parts[0], _ -> new LinkedHashMap<>()).put(parts[1], quantity);
      }
    });
    values.forEach((meter, of) -> out.object(meter, inside -> of.forEach(inside::text)));
  }

  /// `NAME[=COUNT][,PROPERTY=VALUE…]`; `true` and `false` are flags.
  private static void action(JsonWriter out, String text) {
    var parts = text.split(",", -1);
    var named = parts[0].split("=", 2);
    out.text("action", named[0]);
    if (named.length == 2) {
      out.integer("count", count(text, named[1]));
    }
    if (parts.length > 1) {
      out.object(
          "data",
          data -> {
            for (var i = 1; i < parts.length; i++) {
              property(data, text, parts[i].split("=", 2));
            }
          });
    }
  }

  private static void property(JsonWriter data, String text, String[] pair) {
    if (pair.length < 2) {
      throw unreadable(text);
    }
    switch (pair[1]) {
      case "true" -> data.flag(pair[0], true);
      case "false" -> data.flag(pair[0], false);
      default -> data.text(pair[0], pair[1]);
    }
  }

  private static long count(String text, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      throw unreadable(text);
    }
  }

  private static CommandFault unreadable(String text) {
    return CommandFault.usage("--action is NAME[=COUNT][,PROPERTY=VALUE…], not " + text);
  }
}
