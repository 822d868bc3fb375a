package dev.saldo.core.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// Reads what holds for a whole catalog: the burn order and the terms of refunds.
final class TermsSections {
  private static final List<GrantKind> KINDS =
      List.of(GrantKind.TRIAL, GrantKind.PROMOTIONAL, GrantKind.PLAN, GrantKind.PURCHASED);

  static final Shape BURN_ORDER =
      Shapes.list(Shapes.choice("trial", "promotional", "plan", "purchased"), 1);

  static final Shape END_AT_RESET = Shapes.list(Shapes.choice("trial", "promotional"), 1);

  static final Shape REFUNDS =
      Shapes.table(
          "refunds",
          "What becomes of a refund to a grant that has expired.",
          Shape.Key.required(
              "to_expired",
              Shapes.choice("regrant", "breakage"),
              "A new grant of the same kind and cost basis, or nothing."),
          Shape.Key.optional(
              "lives_for", Shapes.LIFE, "How long the new grant lives; 7 days when left out."));

  private TermsSections() {}

  static BurnOrder burnOrder(Reading reading, Collection<Plan> plans) {
    var root = reading.root();
    var ending = EnumSet.noneOf(GrantKind.class);
    ending.addAll(kinds(root, "end_at_reset"));
    if (!ending.isEmpty() && plans.stream().noneMatch(TermsSections::resets)) {
      reading.error(root, "end_at_reset", "has no meaning: no plan has credits that begin anew");
    }
    if (!root.has("burn_order")) {
      return new BurnOrder(KINDS, ending);
    }
    var kinds = kinds(root, "burn_order");
    var missing = KINDS.stream().filter(kind -> !kinds.contains(kind)).toList();
    if (!missing.isEmpty() && !root.list("burn_order").isEmpty()) {
      reading.error(
          root,
          "burn_order",
          "must name every kind; it lacks "
              + String.join(", ", missing.stream().map(TermsSections::word).toList()));
    }
    return new BurnOrder(kinds, ending);
  }

  private static List<GrantKind> kinds(Fields root, String key) {
    var kinds = new ArrayList<GrantKind>();
    for (var word : root.texts(key)) {
      KINDS.stream().filter(kind -> word(kind).equals(word)).findFirst().ifPresent(kinds::add);
    }
    return kinds;
  }

  private static boolean resets(Plan plan) {
    return plan.credits().stream().anyMatch(PlanCredits::isReset);
  }

  static RefundTerms refunds(Reading reading) {
    var table = reading.root().table("refunds");
    if (table.isEmpty()) {
      return RefundTerms.STANDARD;
    }
    var fields = table.get();
    if (fields.textOr("to_expired", "").equals("breakage")) {
      if (fields.has("lives_for")) {
        reading.error(fields, "lives_for", "has no meaning: nothing is granted");
      }
      return new RefundTerms.Breakage();
    }
    return fields
        .length("lives_for")
        .<RefundTerms>map(RefundTerms.Regrant::new)
        .orElse(RefundTerms.STANDARD);
  }

  private static String word(GrantKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
