package dev.saldo.store.billing;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Subscription;
import dev.saldo.core.subscription.Subscription.Arranged;
import dev.saldo.core.subscription.Subscription.Bought;
import dev.saldo.core.subscription.Subscription.RunningCoupon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A subscription as JSON; up to when it is billed stands in columns of their own.
public final class SubscriptionJson {
  private SubscriptionJson() {}

  public static String text(Subscription subscription) {
    var tree = Tree.object();
    tree.put("id", subscription.id().toString())
        .put("status", Tree.word(subscription.status()))
        .put("currency", subscription.currency().getCurrencyCode())
        .put("interval", Tree.word(subscription.interval()))
        .put("zone", subscription.zone().getId())
        .put("started_at", subscription.startedAt().toString())
        .put("anchor", subscription.anchor().toString());
    Tree.put(tree, "period", subscription.period());
    if (!subscription.paid().equals(subscription.period())) {
      Tree.put(tree, "paid", subscription.paid());
    }
    tree.put("invoice", subscription.invoice().toString());
    Tree.put(tree, "trial_until", subscription.trialUntil());
    subscription.arranged().ifPresent(arranged -> arranged(tree.putObject("arranged"), arranged));
    var coupons = tree.putArray("coupons");
    for (var coupon : subscription.coupons()) {
      var one = coupons.addObject().put("code", coupon.code()).put("applied", coupon.applied());
      coupon.periodsLeft().ifPresent(left -> one.put("periods_left", left));
    }
    var setups = tree.putArray("paid_setups");
    subscription.paidSetups().stream().sorted().forEach(setups::add);
    InterimJson.write(tree, subscription.interim());
    subscription
        .commitment()
        .ifPresent(month -> CommittedJson.write(tree.putObject("commitment"), month));
    subscription.bought().ifPresent(bought -> bought(tree.putObject("bought"), bought));
    return tree.toString();
  }

  public static Subscription read(
      String json, Optional<Instant> billedUntil, Optional<Instant> lateFrom) {
    var tree = Tree.read(json);
    var startedAt = Tree.instant(tree, "started_at");
    var period = Tree.period(tree.required("period"));
    return new Subscription(
        UUID.fromString(Tree.text(tree, "id")),
        Tree.constant(Subscription.Status.class, Tree.text(tree, "status")),
        Currency.getInstance(Tree.text(tree, "currency")),
        Tree.constant(Interval.class, Tree.text(tree, "interval")),
        ZoneId.of(Tree.text(tree, "zone")),
        startedAt,
        Tree.instant(tree, "anchor"),
        period,
        tree.optional("paid").map(Tree::period).orElse(period),
        UUID.fromString(Tree.text(tree, "invoice")),
        Tree.optional(tree, "trial_until").map(Instant::parse),
        tree.optional("arranged").map(SubscriptionJson::arranged),
        coupons(tree.required("coupons")),
        setups(tree.required("paid_setups")),
        billedUntil.orElse(startedAt),
        lateFrom,
        InterimJson.read(tree, startedAt),
        tree.optional("commitment").map(CommittedJson::read),
        tree.optional("bought").map(SubscriptionJson::bought));
  }

  private static void bought(ObjectNode tree, Bought bought) {
    tree.put("catalog", bought.catalog().name())
        .put("version", bought.catalog().version())
        .put("plan", bought.plan());
    tree.set("items", ItemsJson.tree(bought.items()));
  }

  private static Bought bought(JsonNode tree) {
    return new Bought(
        new CatalogReference(Tree.text(tree, "catalog"), tree.required("version").intValue()),
        Tree.text(tree, "plan"),
        ItemsJson.items(tree.required("items")));
  }

  private static void arranged(ObjectNode tree, Arranged arranged) {
    switch (arranged) {
      case Arranged.End _ -> tree.put("end", true);
      case Arranged.Change change -> {
        tree.put("catalog", change.catalog().name())
            .put("version", change.catalog().version())
            .put("plan", change.plan())
            .put("interval", Tree.word(change.interval()));
        tree.set("items", ItemsJson.tree(change.items()));
        change.migration().ifPresent(id -> tree.put("migration", id.toString()));
      }
    }
  }

  private static Arranged arranged(JsonNode tree) {
    return tree.has("end")
        ? new Arranged.End()
        : new Arranged.Change(
            new CatalogReference(Tree.text(tree, "catalog"), tree.required("version").intValue()),
            Tree.text(tree, "plan"),
            ItemsJson.items(tree.required("items")),
            Tree.constant(Interval.class, Tree.text(tree, "interval")),
            Tree.optional(tree, "migration").map(UUID::fromString));
  }

  private static List<RunningCoupon> coupons(JsonNode array) {
    var coupons = new ArrayList<RunningCoupon>(array.size());
    for (var one : array) {
      coupons.add(
          new RunningCoupon(
              Tree.text(one, "code"),
              one.optional("periods_left").map(JsonNode::intValue),
              one.required("applied").booleanValue()));
    }
    return coupons;
  }

  private static Set<String> setups(JsonNode array) {
    var setups = new HashSet<String>();
    array.forEach(one -> setups.add(one.stringValue()));
    return setups;
  }
}
