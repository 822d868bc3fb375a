package dev.saldo.server.replay;

import dev.saldo.client.Document;
import dev.saldo.client.Saldo;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the server's books say of a replay's customers, asked for over the API.
///
/// @param consumed what the ledgers booked as consumed, less what came back
/// @param drawn what left the grants, and what is owed; without what ended unused
record Books(BigDecimal consumed, BigDecimal drawn) {
  private static final String PAGE = "200";

  static Books of(Saldo saldo, List<String> customers) {
    var consumed = BigDecimal.ZERO;
    var drawn = BigDecimal.ZERO;
    for (var customer : customers) {
      consumed = consumed.add(booked(saldo, customer, "consumed"));
      drawn =
          drawn
              .add(leftGrants(saldo, customer))
              .subtract(booked(saldo, customer, "breakage"))
              .add(debt(saldo, customer));
    }
    return new Books(consumed, drawn);
  }

  /// What went to an account of the ledger, less what came from it.
  private static BigDecimal booked(Saldo saldo, String customer, String account) {
    return sum(
        query -> saldo.ledger(customer, query).orThrow(),
        Map.of("sort", "sequence"),
        entry -> {
          var credits = entry.decimal("credits");
          if (entry.text("credit").equals(account)) {
            return credits;
          }
          return entry.text("debit").equals(account) ? credits.negate() : BigDecimal.ZERO;
        });
  }

  private static BigDecimal leftGrants(Saldo saldo, String customer) {
    return sum(
        query -> saldo.grants(customer, query).orThrow(),
        Map.of(),
        grant -> grant.decimal("amount").subtract(grant.decimal("remaining")));
  }

  private static BigDecimal debt(Saldo saldo, String customer) {
    return saldo.balance(customer).orThrow().items("wallets").stream()
        .map(wallet -> wallet.decimal("debt"))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal sum(
      Function<Map<String, String>, Document> page,
      Map<String, String> asked,
      Function<Document, BigDecimal> amount) {
    var query = new HashMap<>(asked);
    query.put("limit", PAGE);
    var sum = BigDecimal.ZERO;
    while (true) {
      var document = page.apply(query);
      sum = document.items("data").stream().map(amount).reduce(sum, BigDecimal::add);
      var next = document.optionalText("next_cursor");
      if (next.isEmpty()) {
        return sum;
      }
      query.put("cursor", next.get());
    }
  }
}
