package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo subscriptions begin` and `change`: what they take alike.
final class SubscriptionChanging {
  @Option(names = "--catalog", description = "The catalog; its own by default, or the only one.")
  private @Nullable String catalog;

  @Option(
      names = "--catalog-version",
      description = "The catalog's version; the latest by default.")
  private @Nullable Integer version;

  @Option(names = "--seats", description = "How many seats.")
  private @Nullable Integer seats;

  @Option(
      names = "--product",
      paramLabel = "NAME=COUNT",
      description = "How many of a product; 0 takes it away. Can be given several times.")
  private Map<String, Integer> products = Map.of();

  @Option(names = "--interval", paramLabel = "month|year", description = "What is paid at once.")
  private @Nullable String interval;

  @Option(
      names = "--commitment",
      paramLabel = "NAME|none",
      description = "The commitment that is undertaken, or none.")
  private @Nullable String commitment;

  private void write(JsonWriter out) {
    out.optionalText("catalog", Optional.ofNullable(catalog))
        .optionalText("interval", Optional.ofNullable(interval));
    Optional.ofNullable(version).ifPresent(number -> out.integer("version", number));
    Optional.ofNullable(seats).ifPresent(count -> out.integer("seats", count));
    if ("none".equals(commitment)) {
      out.none("commitment");
    } else {
      out.optionalText("commitment", Optional.ofNullable(commitment));
    }
    if (!products.isEmpty()) {
      out.object("products", inside -> products.forEach(inside::integer));
    }
  }

  /// `saldo subscriptions begin`.
  @Command(name = "begin", description = "Begins one.", mixinStandardHelpOptions = true)
  static final class Begin implements Callable<Integer> {
    private final SubscriptionsCommand subscriptions;

    @Mixin private ApiOptions api = new ApiOptions();

    @Mixin private SubscriptionChanging items = new SubscriptionChanging();

    @Parameters(paramLabel = "CUSTOMER", description = "Its id, or your own id for it.")
    private String customer = "";

    @Option(names = "--plan", required = true, description = "The plan.")
    private String plan = "";

    @Option(names = "--currency", description = "ISO 4217; the customer's own by default.")
    private @Nullable String currency;

    @Option(names = "--coupon", description = "A coupon to redeem with it.")
    private @Nullable String coupon;

    @Option(names = "--json", description = "Prints the API's answer.")
    private boolean json;

    Begin(SubscriptionsCommand subscriptions) {
      this.subscriptions = subscriptions;
    }

    @Override
    public Integer call() {
      var body =
          JsonWriter.object(out -> {
            out.text("customer", customer)
                .text("plan", plan)
                .optionalText("currency", Optional.ofNullable(currency))
                .optionalText("coupon", Optional.ofNullable(coupon));
            items.write(out);
          });
      return subscriptions.post(api, "", body, json);
    }
  }

  /// `saldo subscriptions change`.
  @Command(
      name = "change",
      description = "Changes one, or shows what that would cost.",
      mixinStandardHelpOptions = true)
  static final class Change implements Callable<Integer> {
    private final SubscriptionsCommand subscriptions;

    @Mixin private ApiOptions api = new ApiOptions();

    @Mixin private SubscriptionChanging items = new SubscriptionChanging();

    @Parameters(paramLabel = "SUBSCRIPTION", description = "Its id.")
    private String id = "";

    @Option(names = "--plan", description = "Another plan.")
    private @Nullable String plan;

    @Option(names = "--at-period-end", description = "Takes effect when what is paid for ends.")
    private boolean later;

    @Option(
        names = "--invoice",
        paramLabel = "now|next|none",
        description = "Where what it costs stands; on an invoice of its own by default.")
    private @Nullable String invoice;

    @Option(names = "--preview", description = "Shows what it would cost and changes nothing.")
    private boolean preview;

    @Option(names = "--json", description = "Prints the API's answer.")
    private boolean json;

    Change(SubscriptionsCommand subscriptions) {
      this.subscriptions = subscriptions;
    }

    @Override
    public Integer call() {
      var body =
          JsonWriter.object(out -> {
            out.text("when", later ? "period_end" : "now")
                .optionalText("plan", Optional.ofNullable(plan))
                .optionalText("invoice", Optional.ofNullable(invoice));
            items.write(out);
          });
      if (!preview) {
        return subscriptions.act(api, id, "change", body, json);
      }
      var path = SubscriptionsCommand.PATH + "/" + Api.part(id) + "/preview";
      var answered =
          api.api(subscriptions.invocation)
              .post(path, "application/json", body, UUID.randomUUID().toString());
      return SubscriptionPrint.preview(subscriptions.invocation.terminal(), answered, json);
    }
  }
}
