package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.catalog.PublishedCatalogs;
import dev.saldo.server.engine.CatalogCache;
import dev.saldo.server.engine.CatalogLoader;
import dev.saldo.server.engine.TimeOrderedIds;
import dev.saldo.server.id.IdKind;
import dev.saldo.store.catalog.CatalogVersions;
import dev.saldo.store.database.Database;
import dev.saldo.store.database.PoolSizes;
import dev.saldo.store.invoice.InvoiceStore;
import dev.saldo.store.sql.Transactions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Invoices are finalized and settled once, whoever does it at the same time.
class BillingRace {
  private static final String CATALOG =
      """
      catalog: raced
      currency: EUR
      plans:
        basic: {title: Basic, price: "20"}
      """;

  private static Till till;
  private static Node node;

  @BeforeAll
  static void start() {
    till = new Till("raced", CATALOG);
    node = till.node;
  }

  @AfterAll
  static void stop() {
    till.close();
  }

  /// Customers whose first invoice is due.
  private static List<String> due(int count) {
    var customers = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var customer = till.at("2039-01-01T00:00:00Z");
      till.plan(customer, "basic");
      customers.add(customer);
    }
    return customers;
  }

  private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
    try (var threads = Executors.newFixedThreadPool(all.size())) {
      var answers = new ArrayList<T>();
      for (var one : threads.invokeAll(all)) {
        answers.add(one.get());
      }
      return answers;
    }
  }

  private static void oneEach(List<String> customers) {
    for (var customer : customers) {
      var id = Till.uuid(IdKind.CUSTOMER, customer);
      assertThat(
              node.tables()
                  .rows(
                      "SELECT count(*), count(DISTINCT id) FROM invoice WHERE sequence IS NOT NULL AND"
                          + " customer_id = '%s'".formatted(id)))
          .containsExactly("1|1");
      assertThat(
              node.tables()
                  .rows(
                      "SELECT count(*) FROM command WHERE kind = 'invoice' AND customer_id ="
                          + " '%s'".formatted(id)))
          .containsExactly("1");
    }
  }

  private static void gapless() {
    var sequences =
        node
            .tables()
            .rows("SELECT sequence FROM invoice WHERE series = 'INV' ORDER BY sequence")
            .stream()
            .map(Long::valueOf)
            .toList();
    assertThat(sequences)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, sequences.size()).boxed().toList());
    assertThat(node.tables().rows("SELECT last FROM invoice_series WHERE series = 'INV'"))
        .containsExactly(Long.toString(sequences.size()));
  }

  @Test
  void eightRunsOfTwoNodesAtOnceFinalizeEachInvoiceOnceAndLeaveNoNumberOut() throws Exception {
    var customers = due(40);
    try (var second = node.secondNode()) {
      var runs = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 8; i++) {
        var billing = i % 2 == 0 ? node.wiring().billing() : second.billing();
        runs.add(() -> billing.all(_ -> {}).finalized());
      }
      var finalized = atOnce(runs).stream().mapToInt(Integer::intValue).sum();
      assertThat(finalized).isEqualTo(40);
      assertThat(second.billing().all(_ -> {}).finalized()).isZero();
    }
    oneEach(customers);
    gapless();
  }

  /// Each slice holds a connection while it looks for its catalog, and there are just two.
  @Test
  void slicesThatKnowNoCatalogYetDoNotWaitForEachOther() {
    var customers = due(2);
    var bothLook = new CountDownLatch(2);
    try (var database = Database.open(node.access(), PoolSizes.small())) {
      var published =
          new PublishedCatalogs(new CatalogVersions(new Transactions(database.lookups())));
      CatalogLoader patient =
          (workspace, reference) -> {
            bothLook.countDown();
            awaited(bothLook);
            return published.load(workspace, reference);
          };
      var billing =
          new BillingRun(
              new InvoiceStore(database.reads()),
              new CatalogCache(patient, 10),
              new TimeOrderedIds(InstantSource.system(), new Random(1)::nextLong),
              InstantSource.system(),
              1);
      assertThat(billing.all(_ -> {}).finalized()).isEqualTo(2);
    }
    oneEach(customers);
    gapless();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The clock is moved over months at one go while runs are under way, as when a job was late.
  @Test
  void aLateRunBillsEachPeriodOnce() throws Exception {
    var customer = till.at("2039-01-01T00:00:00Z");
    till.plan(customer, "basic");
    var all = new ArrayList<Callable<Integer>>();
    all.add(() -> {
      till.advance(customer, "2039-06-15T00:00:00Z");
      return 0;
    });
    for (var i = 0; i < 4; i++) {
      all.add(() -> node.wiring().billing().all(_ -> {}).finalized());
    }
    atOnce(all);
    node.wiring().billing().all(_ -> {});
    var periods =
        till.byStatus(customer, "finalized").stream()
            .map(one -> one.text("lines/0/period/from"))
            .sorted()
            .toList();
    assertThat(periods)
        .containsExactly(
            "2039-01-01T00:00:00Z",
            "2039-02-01T00:00:00Z",
            "2039-03-01T00:00:00Z",
            "2039-04-01T00:00:00Z",
            "2039-05-01T00:00:00Z",
            "2039-06-01T00:00:00Z");
    gapless();
  }

  @Test
  void oneCustomersFaultNeitherStopsNorRepeatsTheOthers() throws Exception {
    var customers = due(9);
    var bad = customers.removeLast();
    var id = Till.uuid(IdKind.CUSTOMER, bad);
    try (var owner = node.tables().owner();
        var statement = owner.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO owed (workspace_id, customer_id, invoice_id, id, item)
          SELECT workspace_id, customer_id, id, gen_random_uuid(), '{}' FROM invoice
           WHERE customer_id = '%s' AND finalize_at IS NOT NULL
          """
              .formatted(id));
    }
    var first = node.wiring().billing().all(_ -> {});
    assertThat(first.finalized()).isEqualTo(8);
    assertThat(first.stuck()).isEqualTo(1);
    var second = node.wiring().billing().all(_ -> {});
    assertThat(second.finalized()).isZero();
    assertThat(second.stuck()).isEqualTo(1);
    oneEach(customers);
    assertThat(till.byStatus(bad, "finalized")).isEmpty();
    gapless();
    // Nobody's fault any more: the draft of the bad customer is taken out of the way.
    try (var owner = node.tables().owner();
        var statement = owner.createStatement()) {
      statement.executeUpdate(
          "UPDATE invoice SET finalize_at = NULL WHERE status = 'draft' AND customer_id = '%s'"
              .formatted(id));
    }
  }

  @Test
  void voidsAndPaymentsAtOnceHaveOneEffect() throws Exception {
    for (var round = 0; round < 5; round++) {
      var customer = due(1).getFirst();
      till.advance(customer, "2039-01-01T00:00:01Z");
      var invoice = till.latest(customer, "finalized").text("id");
      var path = "/v1/invoices/" + invoice;
      var asked = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 4; i++) {
        asked.add(() -> node.post(path + "/void", "").status());
        asked.add(() -> node.post(path + "/pay", "").status());
      }
      var answers = atOnce(asked);
      assertThat(answers).containsOnly(200, 409);
      assertThat(answers.stream().filter(status -> status == 200)).hasSize(4);
      assertThat(expect(node.get(path), 200).text("status")).isIn("void", "paid");
      var id = Till.uuid(IdKind.INVOICE, invoice);
      assertThat(
              node.tables()
                  .rows(
                      "SELECT count(*) FROM command WHERE kind = 'invoice_state' AND key LIKE"
                          + " 'invoice:%s:%%'".formatted(id)))
          .containsExactly("1");
    }
  }

  /// A customer with a finalized invoice of 20.00; its id.
  private static String finalized() {
    var customer = due(1).getFirst();
    till.advance(customer, "2039-01-01T00:00:01Z");
    return till.latest(customer, "finalized").text("id");
  }

  private static List<Integer> credited(String invoice, String more, int callers) throws Exception {
    var body = "{\"invoice\":\"%s\",\"reason\":\"Goodwill\"%s}".formatted(invoice, more);
    var asked = new ArrayList<Callable<Integer>>();
    for (var i = 0; i < callers; i++) {
      asked.add(() -> node.post("/v1/credit-notes", body).status());
    }
    return atOnce(asked);
  }

  private static String givenBack(String invoice) {
    return node.tables()
        .rows(
            "SELECT coalesce(sum(net), 0) FROM invoice WHERE kind = 'credit_note' AND corrects ="
                + " '%s'".formatted(Till.uuid(IdKind.INVOICE, invoice)))
        .getFirst();
  }

  @Test
  void creditNotesAtOnceGiveBackNoMoreThanTheInvoice() throws Exception {
    for (var round = 0; round < 3; round++) {
      var whole = finalized();
      var answers = credited(whole, "", 8);
      assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
      assertThat(givenBack(whole)).isEqualTo("20");

      var parts = finalized();
      var eights = credited(parts, ",\"lines\":[{\"ordinal\":1,\"amount\":\"8\"}]", 8);
      assertThat(eights.stream().filter(status -> status == 201)).hasSize(2);
      assertThat(eights).containsOnly(201, 422);
      assertThat(givenBack(parts)).isEqualTo("16");
    }
    gapless();
  }

  @Test
  void anInvoiceIsReplacedOnceWhoeverAsksAtTheSameTime() throws Exception {
    for (var round = 0; round < 3; round++) {
      var original = finalized();
      var answers = credited(original, ",\"reissue\":true", 8);
      assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
      assertThat(givenBack(original)).isEqualTo("20");
      assertThat(
              node.tables()
                  .rows(
                      "SELECT count(*) FROM invoice WHERE kind = 'invoice' AND corrects = '%s'"
                          .formatted(Till.uuid(IdKind.INVOICE, original))))
          .containsExactly("1");
    }
    gapless();
  }
}
