package dev.saldo.server.cli;

import dev.saldo.server.json.Json;
import java.util.ArrayList;

/// Prints subscriptions, and what a change of one would cost.
final class SubscriptionPrint {
  private SubscriptionPrint() {}

  /// One subscription.
  ///
  /// @param shown the subscription within the answer; a plan that costs nothing has none
  static int one(Terminal terminal, Api.Answered answered, Shown shown, boolean json) {
    if (json) {
      terminal.json(answered.body());
      return Exit.OK;
    }
    if (shown.text("id").isEmpty()) {
      terminal.line("on %s: nothing is billed".formatted(answered.json().text("plan")));
      return Exit.OK;
    }
    var table = Table.of(Table.words(""), Table.words(""));
    table.row("id", shown.text("id"));
    table.row("status", shown.text("status"));
    table.row("plan", shown.text("plan") + " of " + shown.text("catalog"));
    table.row("seats", shown.text("seats"));
    if (!products(shown).isEmpty()) {
      table.row("products", products(shown));
    }
    table.row("interval", shown.text("interval"));
    table.row("currency", shown.text("currency"));
    var period = shown.of("current_period");
    table.row("period", period.text("from") + " until " + period.text("until"));
    table.row("paid until", shown.of("paid_interval").text("until"));
    optional(table, "trial until", shown.text("trial_until"));
    optional(table, "at its end", arranged(shown.of("at_period_end")));
    optional(table, "commitment", shown.text("commitment"));
    optional(table, "bought", committed(shown.of("committed")));
    for (var coupon : shown.items("coupons")) {
      table.row("coupon", coupon.text("code"));
    }
    terminal.table(table);
    return Exit.OK;
  }

  /// The lines that a change would bring about.
  static int preview(Terminal terminal, Api.Answered answered, boolean json) {
    if (json) {
      terminal.json(answered.body());
      return Exit.OK;
    }
    var preview = answered.json();
    var currency = preview.text("currency");
    var table =
        Table.of(
            Table.words("kind"),
            Table.words("code"),
            Table.figures("quantity"),
            Table.figures("unit price"),
            Table.figures(currency),
            Table.words("from"),
            Table.words("until"));
    for (var line : preview.items("lines")) {
      table.row(
          line.text("kind"),
          line.text("code"),
          line.text("quantity"),
          line.text("unit_price"),
          line.text("amount"),
          line.of("period").text("from"),
          line.of("period").text("until"));
    }
    if (!table.isEmpty()) {
      terminal.table(table);
      terminal.line();
    }
    terminal.line(
        "%s %s before tax at %s".formatted(preview.text("sum"), currency, preview.text("at")));
    for (var invoice : preview.items("invoices")) {
      terminal.line(document(invoice));
    }
    return Exit.OK;
  }

  /// What a document would come to, in one line.
  private static String document(Shown invoice) {
    var totals = invoice.of("totals");
    var kind = invoice.text("object").equals("credit_note") ? "credit note" : "invoice";
    return "%s at %s: net %s, tax %s, in all %s %s"
        .formatted(
            kind,
            invoice.text("finalize_at"),
            totals.text("net"),
            totals.text("tax"),
            totals.text("gross"),
            invoice.text("currency"));
  }

  private static String committed(Shown month) {
    return month.text("bought").isEmpty()
        ? ""
        : "%s of %s this month, at %s each"
            .formatted(month.text("bought"), month.text("credits"), month.text("price"));
  }

  private static void optional(Table table, String name, String text) {
    if (!text.isEmpty()) {
      table.row(name, text);
    }
  }

  private static String products(Shown shown) {
    var all = new ArrayList<String>();
    if (shown.of("products").json() instanceof Json.Obj products) {
      products.names().forEach(name -> all.add(shown.of("products").text(name) + " " + name));
    }
    return String.join(", ", all);
  }

  private static String arranged(Shown arranged) {
    return switch (arranged.text("what")) {
      case "end" -> "it ends";
      case "change" -> arranged.text("plan") + " of " + arranged.text("catalog");
      default -> "";
    };
  }
}
