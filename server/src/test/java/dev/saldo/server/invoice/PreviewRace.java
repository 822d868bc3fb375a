package dev.saldo.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.subscription.LineKind;
import dev.saldo.server.account.Looking;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.id.IdKind;
import dev.saldo.store.account.AccountLook;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.reading.ReadSide;
import dev.saldo.store.sql.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What is shown beforehand while the account goes on.
class PreviewRace {
  private static final String CATALOG =
      """
      catalog: shown
      currency: EUR
      plans:
        basic: {title: Basic, price: "20"}
      """;

  /// Connections before the first of which something happens.
  private static DataSource after(DataSource connections, Runnable first) {
    var isDone = new AtomicBoolean();
    return (DataSource)
        Proxy.newProxyInstance(
            PreviewRace.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (isDone.compareAndSet(false, true)) {
                first.run();
              }
              try {
                return method.invoke(connections, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNullElse(e.getCause(), e);
              }
            });
  }

  @Test
  void aPeriodThatBeginsBetweenTheLookAndTheLockIsShownOnce() {
    try (var till = new Till("shown", CATALOG);
        var database = Database.open(till.node.access(), PoolSizes.small())) {
      var customer = till.at("2039-01-01T00:00:00Z");
      till.plan(customer, "basic");
      till.advance(customer, "2039-01-31T00:00:00Z");
      var ids = new TimeOrderedIds(InstantSource.system(), new Random(1)::nextLong);
      var catalogs =
          new CatalogCache(
              new PublishedCatalogs(new CatalogVersions(new Transactions(database.lookups()))), 10);
      var store =
          new InvoiceStore(
              after(database.reads(), () -> till.advance(customer, "2039-02-01T00:00:00Z")));
      var reads = new AccountLook(new ReadSide(database.reads()));
      var looking = new Looking(reads, catalogs, ids, InstantSource.system());
      var billing = new BillingRun(store, catalogs, ids, InstantSource.system(), 1);
      var shown =
          new Preview(store, billing, looking)
              .at(
                  till.node.testWorkspace(),
                  Till.uuid(IdKind.CUSTOMER, customer),
                  Optional.of(Instant.parse("2039-02-10T00:00:00Z")))
              .orElseThrow()
              .drafts();
      assertThat(shown.stream().flatMap(one -> fees(one).stream())).containsExactly("2039-02-01");
    }
  }

  /// When the periods begin whose fees stand on an invoice.
  private static List<String> fees(Invoice invoice) {
    return invoice.lines().stream()
        .filter(line -> line.item().kind() == LineKind.PLAN)
        .map(line -> line.item().period().orElseThrow().from().toString().substring(0, 10))
        .toList();
  }
}
