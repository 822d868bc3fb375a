package dev.saldo.server.replay;

import dev.saldo.client.Body;
import dev.saldo.client.Document;
import dev.saldo.client.Outcome;
import dev.saldo.client.Saldo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The customers of a replay with their purses, put in if they aren't there yet.
///
/// @param names their external ids, by number
/// @param begun when the first of them was put in, which stays the same however often the replay is
///   taken up again
record Cast(List<String> names, List<Purse> purses, Instant begun) {
  private static final BigDecimal TOP_UP_WITHOUT_PACK = BigDecimal.valueOf(100);

  /// @param stem what all names begin with
  /// @param pack the credit pack that wallets are topped up with; without one, 100 credits are
  ///   given
  static Cast of(Saldo saldo, ReplayPlan plan, String stem, Optional<String> pack) {
    var names = new ArrayList<String>();
    var purses = new ArrayList<Purse>();
    Optional<Instant> begun = Optional.empty();
    for (var i = 0; i < plan.customers(); i++) {
      var name = "%s-%d-of-%d".formatted(stem, i, plan.customers());
      var customer = put(saldo, plan, name, i);
      begun = begun.or(() -> Optional.of(customer.time("created_at")));
      names.add(name);
      purses.add(new Purse(number -> topUp(saldo, name, pack, number)));
    }
    return new Cast(names, purses, begun.orElseThrow());
  }

  private static Document put(Saldo saldo, ReplayPlan plan, String name, int number) {
    var wanted =
        Body.of("external_id", name)
            .put("name", "Replay, customer %d of %d".formatted(number + 1, plan.customers()))
            .put("catalog", plan.catalog())
            .put("plan", plan.plan());
    return switch (saldo.createCustomer(wanted)) {
      case Outcome.Done<Document>(var made, _) -> made;
      case Outcome.Refused<Document>(var problem) when problem.code().equals("already_exists") ->
          saldo.customer(name).orThrow();
      case Outcome.Refused<Document> refused -> refused.orThrow();
    };
  }

  private static BigDecimal topUp(Saldo saldo, String customer, Optional<String> pack, int number) {
    var body = Body.of("customer", customer);
    pack.ifPresentOrElse(
        name -> body.put("pack", name),
        () -> body.put("kind", "promotional").put("amount", TOP_UP_WITHOUT_PACK));
    return saldo.grant(body, customer + "-top-up-" + number).orThrow().decimal("amount");
  }

  int topUps() {
    return purses.stream().mapToInt(Purse::topUps).sum();
  }

  /// The data of a call of a model.
  static Map<String, Object> data(String model, long input, long output) {
    return Map.of("model", model, "input_tokens", input, "output_tokens", output);
  }
}
