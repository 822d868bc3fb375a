package dev.saldo.core.catalog;

import dev.saldo.core.calendar.Cadence;
import java.util.Locale;

/// Reads when a count begins anew.
final class Resets {
  static final Shape EVERY = Shapes.choice("day", "week", "month", "year", "once");

  static final Shape.Table SHAPE =
      Shapes.table(
          "resets",
          "When a count begins anew.",
          Shape.Key.required("every", EVERY, "How often; once never begins anew."),
          Shape.Key.optional(
              "from",
              Shapes.choice("calendar", "anniversary"),
              "What periods are counted from: the calendar (the 1st, the Monday, midnight), or the"
                  + " day and time at which the customer's plan began. Calendar when left out."),
          Shape.Key.optional(
              "zone",
              Shapes.choice("customer", "utc"),
              "Whose clock is looked at: each customer's own, or UTC for all. The customer's when"
                  + " left out."));

  private Resets() {}

  static ResetRule read(Fields parent) {
    var fields = parent.table("resets");
    return new ResetRule(
        fields.flatMap(table -> table.text("every")).map(Resets::cadence).orElse(Cadence.MONTH),
        fields.filter(table -> table.textOr("zone", "").equals("utc")).isPresent()
            ? ResetRule.Zone.UTC
            : ResetRule.Zone.CUSTOMER,
        fields.filter(table -> table.textOr("from", "").equals("anniversary")).isPresent()
            ? ResetRule.Anchor.ANNIVERSARY
            : ResetRule.Anchor.CALENDAR);
  }

  /// A stand-in takes the place of a word that has been reported.
  static Cadence cadence(String word) {
    for (var cadence : Cadence.values()) {
      if (cadence.name().toLowerCase(Locale.ROOT).equals(word)) {
        return cadence;
      }
    }
    return Cadence.MONTH;
  }
}
