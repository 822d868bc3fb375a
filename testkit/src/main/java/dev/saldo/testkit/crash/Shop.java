package dev.saldo.testkit.crash;

import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The customers of a crash test, what they were granted, and what things cost.
///
/// @param granted credits by external id
record Shop(Map<String, BigDecimal> granted) {
  static final BigDecimal CALL = new BigDecimal("20");
  static final BigDecimal PAGE = new BigDecimal("0.125");

  private static final int RICH = 6;
  private static final int POOR = 2;
  private static final BigDecimal MUCH = new BigDecimal("100000000");

  /// So little that some charges are refused.
  private static final BigDecimal LITTLE = new BigDecimal("1010");

  Shop {
    granted = Map.copyOf(granted);
  }

  /// Publishes the catalog and makes the customers.
  static Shop open(Requests requests) throws IOException {
    requests.must(
        requests.send("POST", "/v1/catalogs", "application/yaml", Optional.empty(), catalog()));
    var granted = new LinkedHashMap<String, BigDecimal>();
    for (var i = 0; i < RICH + POOR; i++) {
      var customer = "customer-" + i;
      var credits = i < RICH ? MUCH : LITTLE;
      make(requests, customer, credits);
      granted.put(customer, credits);
    }
    return new Shop(granted);
  }

  private static void make(Requests requests, String customer, BigDecimal credits)
      throws IOException {
    var key = "setup-" + customer;
    requests.must(
        requests.post(
            "/v1/customers",
            Optional.of(key),
            "{\"external_id\":\"%s\",\"name\":\"%s\"}".formatted(customer, customer)));
    requests.must(
        requests.send(
            "PUT",
            "/v1/customers/" + customer + "/plan",
            "application/json",
            Optional.of(key + "-plan"),
            "{\"catalog\":\"crash\",\"plan\":\"open\"}"));
    requests.must(
        requests.post(
            "/v1/grants",
            Optional.of(key + "-grant"),
            "{\"customer\":\"%s\",\"kind\":\"purchased\",\"amount\":\"%s\",\"unit\":\"credit\"}"
                .formatted(customer, credits.toPlainString())));
  }

  /// Customers who never run short.
  List<String> rich() {
    return customers(MUCH);
  }

  /// Customers whose charges are refused after a while.
  List<String> poor() {
    return customers(LITTLE);
  }

  private List<String> customers(BigDecimal credits) {
    return granted.entrySet().stream()
        .filter(entry -> entry.getValue().compareTo(credits) == 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static String catalog() {
    try (var in = Shop.class.getResourceAsStream("crash.yaml")) {
      if (in == null) {
        throw new IllegalStateException("crash.yaml is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
