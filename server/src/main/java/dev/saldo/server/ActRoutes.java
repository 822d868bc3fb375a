package dev.saldo.server;

import dev.saldo.server.account.Acts;
import dev.saldo.server.account.CatalogVersions;
import dev.saldo.server.account.ChargeRoutes;
import dev.saldo.server.account.CheckRoutes;
import dev.saldo.server.account.CustomerActRoutes;
import dev.saldo.server.account.EstimateRoutes;
import dev.saldo.server.account.HoldRoutes;
import dev.saldo.server.account.Looking;
import dev.saldo.server.account.PlanReferences;
import dev.saldo.server.accounting.AccountingRoutes;
import dev.saldo.server.change.ChangeRoutes;
import dev.saldo.server.http.ProblemJson;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.Route;
import dev.saldo.server.invoice.BillingRun;
import dev.saldo.server.invoice.Correcting;
import dev.saldo.server.invoice.CorrectionRoutes;
import dev.saldo.server.invoice.DocumentRoutes;
import dev.saldo.server.invoice.InvoiceRoutes;
import dev.saldo.server.invoice.Preview;
import dev.saldo.server.invoice.ProfileRoutes;
import dev.saldo.server.limit.BudgetRoutes;
import dev.saldo.server.limit.EntitlementRoutes;
import dev.saldo.server.limit.LimitRoutes;
import dev.saldo.server.limit.ResourceRoutes;
import dev.saldo.server.metering.EventRoutes;
import dev.saldo.server.metering.UsageRoutes;
import dev.saldo.server.page.Cursors;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.server.receipt.ReceiptRoutes;
import dev.saldo.server.receipt.ReceiptWords;
import dev.saldo.server.subscription.QuoteRoutes;
import dev.saldo.server.subscription.SubscriptionRoutes;
import dev.saldo.server.tabular.TableRoutes;
import dev.saldo.server.wallet.BalanceRoutes;
import dev.saldo.server.wallet.GrantRoutes;
import dev.saldo.server.wallet.LedgerRoutes;
import dev.saldo.server.wallet.WalletRoutes;
import dev.saldo.store.change.ChangeReads;
import dev.saldo.store.invoice.InvoiceReads;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.invoice.Profiles;
import dev.saldo.store.ledger.LedgerReads;
import dev.saldo.store.limit.PlanBudgetReads;
import dev.saldo.store.limit.RateReads;
import dev.saldo.store.limit.ResourceReads;
import dev.saldo.store.metering.UsageReads;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.reading.UnreadableException;
import dev.saldo.store.receipt.JournalReads;
import dev.saldo.store.revenue.RevenueReads;
import dev.saldo.store.tabular.TableReads;
import dev.saldo.store.wallet.GrantReads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// All routes of acts on accounts, and of questions about them.
public final class ActRoutes {
  private ActRoutes() {}

  /// What they work with.
  public record Parts(
      Acts acts,
      Looking looking,
      CatalogVersions versions,
      ReadSide reads,
      ProblemJson problems,
      Cursors cursors,
      ReceiptWords words,
      CustomerActRoutes.Catching catching,
      Invoicing invoicing,
      InstantSource clock) {}

  /// What invoices are made with.
  public record Invoicing(
      InvoiceStore store, BillingRun run, Correcting correcting, Profiles profiles) {}

  /// The routes; where the database can't answer they say so.
  public static List<Route> all(Parts parts) {
    var acts = parts.acts();
    var looking = parts.looking();
    var reads = parts.reads();
    var journal = new JournalReads(reads);
    var usage = new UsageReads(reads);
    var plans = new PlanReferences(acts.catalogs(), parts.versions());
    var preview = new Preview(parts.invoicing().store(), parts.invoicing().run(), looking);
    return Stream.of(
            new ChargeRoutes(acts, journal).routes(),
            new HoldRoutes(acts, journal).routes(),
            new CheckRoutes(acts, looking, parts.problems()).routes(),
            new EstimateRoutes(acts, usage, looking).routes(),
            new EventRoutes(acts, parts.problems(), parts.clock()).routes(),
            new UsageRoutes(acts, looking, usage).routes(),
            new GrantRoutes(acts).routes(),
            new WalletRoutes(acts).routes(),
            new BalanceRoutes(acts, looking, new GrantReads(reads)).routes(),
            new LedgerRoutes(acts, new LedgerReads(reads)).routes(),
            new InvoiceRoutes(acts, new InvoiceReads(reads)).routes(),
            new CorrectionRoutes(acts, new InvoiceReads(reads), parts.invoicing().correcting())
                .routes(),
            new DocumentRoutes(acts, new InvoiceReads(reads), preview).routes(),
            new ProfileRoutes(acts, parts.invoicing().profiles(), parts.clock()).routes(),
            new AccountingRoutes(new RevenueReads(reads), looking.catalogs()).routes(),
            new TableRoutes(acts, new TableReads(reads)).routes(),
            new BudgetRoutes(acts, looking).routes(),
            new LimitRoutes(acts, looking, new RateReads(reads), new PlanBudgetReads(reads))
                .routes(),
            new CustomerActRoutes(acts, plans, looking, parts.catching()).routes(),
            new SubscriptionRoutes(acts, looking, plans, journal, preview).routes(),
            new QuoteRoutes(plans, looking.catalogs(), parts.clock()).routes(),
            new ResourceRoutes(acts, new ResourceReads(reads)).routes(),
            new EntitlementRoutes(acts, looking, new ResourceReads(reads)).routes(),
            new ReceiptRoutes(journal, looking.catalogs(), parts.words()).routes(),
            new ChangeRoutes(new ChangeReads(reads), parts.cursors()).routes())
        .flatMap(List::stream)
        .map(ActRoutes::answeringWhenUnreadable)
        .toList();
  }

  private static Route answeringWhenUnreadable(Route route) {
    return route.handledBy(request -> {
      try {
        return route.handler().handle(request);
      } catch (UnreadableException _) {
        return Reply.problem(
            Problem.of(ProblemType.UNAVAILABLE)
                .with("outcome", "none")
                .retryAfter(Duration.ofSeconds(1)));
      }
    });
  }
}
