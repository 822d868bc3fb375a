package dev.saldo.server.invoice;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import dev.saldo.server.act.Tables;
import dev.saldo.server.id.IdKind;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Numbers have no gap in any series of any workspace, whoever takes them at the same time.
class SeriesRace {
  private static final String CATALOG =
      """
      catalog: numbered
      currency: EUR
      plans:
        basic: {title: Basic, price: "20"}
      """;

  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
    for (var key : List.of(node.test, node.other)) {
      expect(
          node.send(
              node.request(key, "/v1/catalogs")
                  .header("Content-Type", "application/yaml")
                  .header("Idempotency-Key", node.nextKey())
                  .POST(HttpRequest.BodyPublishers.ofString(CATALOG))),
          201);
    }
  }

  @AfterAll
  static void stop() {
    try {
      assertThat(node.audited()).isEmpty();
    } finally {
      node.close();
    }
  }

  /// Invoices of this workspace bear this series from now on.
  private static void issue(String key, String series) {
    var body =
        """
        {"party": {"name": "Acme", "address": ["1 Street"], "country": "ES",
                   "tax_id": "ESA12345674"},
         "tax": {"category": "standard", "percent": "21"}, "series": "%s"}
        """
            .formatted(series);
    expect(node.send("PUT", key, "/v1/issuer", body, node.nextKey()), 200);
  }

  /// Customers whose first invoice is due.
  private static List<UUID> due(String key, int count) {
    var customers = new ArrayList<UUID>();
    for (var i = 0; i < count; i++) {
      var body = "{\"external_id\":\"%s\",\"name\":\"Somebody\"}".formatted(node.nextKey());
      var customer = expect(node.post(key, "/v1/customers", body), 201).text("id");
      var clock = "/v1/test-clocks/" + customer + "/advance";
      expect(node.post(key, clock, "{\"to\":\"2039-01-01T00:00:00Z\"}"), 200);
      var plan = "{\"catalog\":\"numbered\",\"plan\":\"basic\"}";
      var path = "/v1/customers/" + customer + "/plan";
      expect(node.send("PUT", key, path, plan, node.nextKey()), 200);
      customers.add(Till.uuid(IdKind.CUSTOMER, customer));
    }
    return customers;
  }

  /// The numbers of each series of each workspace, in order.
  private static Map<String, List<Long>> numbers() {
    var numbers = new TreeMap<String, List<Long>>();
    for (var workspace : List.of(node.testWorkspace(), otherWorkspace())) {
      var tables = new Tables(node.access(), workspace);
      for (var row :
          tables.rows(
              """
              SELECT series, sequence FROM invoice
               WHERE sequence IS NOT NULL AND workspace_id = %d ORDER BY series, sequence
              """
                  .formatted(workspace))) {
        var columns = row.split("\\|", -1);
        numbers
            .computeIfAbsent(workspace + " " + columns[0], _ -> new ArrayList<>())
            .add(Long.valueOf(columns[1]));
      }
    }
    return numbers;
  }

  private static long otherWorkspace() {
    return node.wiring().beginWorkspace("two").stream()
        .filter(one -> !one.live())
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void twoSeriesOfTwoWorkspacesAtOnceHaveNoGaps() throws Exception {
    try (var second = node.secondNode();
        var threads = Executors.newFixedThreadPool(6)) {
      for (var series : List.of("A", "B", "A")) {
        for (var key : List.of(node.test, node.other)) {
          issue(key, series);
          due(key, 6);
        }
        var runs = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 6; i++) {
          var billing = i % 2 == 0 ? node.wiring().billing() : second.billing();
          runs.add(() -> billing.all(_ -> {}).finalized());
        }
        var finalized = 0;
        for (var run : threads.invokeAll(runs)) {
          finalized += run.get();
        }
        assertThat(finalized).isEqualTo(12);
      }
    }
    var numbers = numbers();
    assertThat(numbers).hasSize(4);
    numbers.forEach((series, taken) ->
        assertThat(taken)
            .as(series)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(1, series.endsWith("A") ? 12 : 6).boxed().toList()));
  }
}
