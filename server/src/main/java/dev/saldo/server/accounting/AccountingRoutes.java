package dev.saldo.server.accounting;

import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.catalog.GrantKind;
import dev.saldo.core.money.Money;
import dev.saldo.core.revenue.Days;
import dev.saldo.core.revenue.JournalEntry;
import dev.saldo.core.revenue.Reconciliation;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.Scope;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.revenue.RevenueReads;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The route of the journal in money.
public final class AccountingRoutes {
  private static final int DAYS_MAX = 366;

  private final RevenueReads revenue;
  private final CatalogCache catalogs;

  public AccountingRoutes(RevenueReads revenue, CatalogCache catalogs) {
    this.revenue = revenue;
    this.catalogs = catalogs;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/accounting/journal", "getAccountingJournal")
            .summary("What was sold as money in the books: deferred, earned, expired, given back")
            .description(
                "At most 366 days, in UTC. Credits that something was paid for are deferred when"
                    + " they are granted, earned as they are used, and breakage when they expire;"
                    + " fees are earned by the second over their time. What is deferred at the end"
                    + " is what the grants are still worth, to the last digit.")
            .tag("accounting")
            .scope(Scope.EXPORTS_READ.word())
            .query(
                Field.of("from", Schema.day(), "The first day."),
                Field.of("until", Schema.day(), "The first day after."),
                Field.optional("currency", Schema.matching("[A-Z]{3}", 3), "One currency alone."),
                Field.optional(
                    "by",
                    Schema.choice("day", "period"),
                    "An entry for each day, or all days summed up; `day` by default."))
            .answers(200, "The journal.", JournalSchemas.JOURNAL)
            .to(this::journal));
  }

  private Reply journal(RequestContext request) {
    var days = days(request.query().day("from"), request.query().day("until"));
    var currency = request.query().optionalText("currency");
    var workspace = request.caller().workspaceId();
    // A customer's own key sees nothing of the vendor's books.
    if (request.caller().customer().isPresent()) {
      return Reply.problem(Problem.of(ProblemType.NOT_FOUND));
    }
    var journal =
        revenue.journal(workspace, days, (catalog, plan) -> percent(workspace, catalog, plan));
    var entries =
        journal.entries().stream().filter(entry -> isIn(entry.amount(), currency)).toList();
    var byPeriod = request.query().optionalText("by").orElse("day").equals("period");
    var shown = byPeriod ? Summing.up(entries, days.until().minusDays(1)) : entries;
    return Reply.ok(json ->
        json.day("from", days.from())
            .day("until", days.until())
            .objects("entries", shown, (one, entry) -> entry(one, entry, request.language()))
            .objects("totals", Summing.totals(entries), AccountingRoutes::total)
            .objects(
                "reconciliations",
                reconciliations(journal.reconciliations(), currency),
                AccountingRoutes::reconciliation));
  }

  private static Days days(LocalDate from, LocalDate until) {
    if (!from.isBefore(until) || from.plusDays(DAYS_MAX).isBefore(until)) {
      throw Problem.of(ProblemType.INVALID_PARAMETER).with("parameter", "until").toException();
    }
    return new Days(from, until);
  }

  /// The share of the plan's fee that pays for credits; none where it has no such credits.
  private BigDecimal percent(long workspace, CatalogReference reference, String plan) {
    return catalogs
        .find(workspace, reference)
        .filter(catalog ->
            catalog
                .plan(plan)
                .filter(one ->
                    one.credits().stream().anyMatch(credits -> credits.kind() == GrantKind.PLAN))
                .isPresent())
        .map(catalog -> catalog.sale().billing().creditsPercent())
        .orElse(BigDecimal.ZERO);
  }

  private static boolean isIn(Money money, Optional<String> currency) {
    return currency.filter(code -> !code.equals(money.currency().getCurrencyCode())).isEmpty();
  }

  private static List<Map.Entry<Currency, Reconciliation>> reconciliations(
      Map<Currency, Reconciliation> all, Optional<String> currency) {
    var shown = new ArrayList<Map.Entry<Currency, Reconciliation>>();
    for (var one : all.entrySet()) {
      if (isIn(one.getValue().sold(), currency)) {
        shown.add(one);
      }
    }
    return shown;
  }

  private static void entry(JsonWriter json, JournalEntry entry, Language language) {
    var currency = entry.amount().currency().getCurrencyCode();
    var reference =
        "%s/%s/%s/%s-%s"
            .formatted(
                entry.day(),
                currency,
                entry.occasion().word(),
                entry.debit().ordinal(),
                entry.credit().ordinal());
    json.day("day", entry.day())
        .text("reference", reference)
        .text("what", entry.occasion().word())
        .text("memo", Memos.of(entry.occasion(), language))
        .text("debit", entry.debit().word())
        .text("credit", entry.credit().word())
        .decimal("amount", entry.amount().amount())
        .text("currency", currency);
  }

  private static void total(JsonWriter json, Summing.Total total) {
    json.text("account", total.account().word())
        .text("currency", total.debit().currency().getCurrencyCode())
        .decimal("debit", total.debit().amount())
        .decimal("credit", total.credit().amount());
  }

  private static void reconciliation(JsonWriter json, Map.Entry<Currency, Reconciliation> one) {
    var sums = one.getValue();
    json.text("currency", one.getKey().getCurrencyCode())
        .object(
            "credits",
            credits ->
                credits
                    .decimal("opening", sums.openingCredits().amount())
                    .decimal("sold", sums.sold().amount())
                    .decimal("rounding", sums.moved().amount())
                    .decimal("recognised", sums.earned().amount())
                    .decimal("breakage", sums.expired().amount())
                    .decimal("refunded", sums.removed().amount())
                    .decimal("closing", sums.closingCredits().amount()))
        .object(
            "fees",
            fees ->
                fees.decimal("opening", sums.openingFees().amount())
                    .decimal("invoiced", sums.billedFees().amount())
                    .decimal("recognised", sums.earnedFees().amount())
                    .decimal("closing", sums.closingFees().amount()))
        .flag("reconciles", sums.holds());
  }
}
