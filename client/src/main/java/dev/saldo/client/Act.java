package dev.saldo.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is done, by whom and with which data: the common part of charges, holds, checks and
/// estimates.
///
/// @param customer the customer's id or external id
/// @param action its name in the catalog
/// @param data what the price and the limits look at
/// @param more further fields of the request by name, such as `member`, `execution` or `replaces`
public record Act(
    String customer, String action, Map<String, Object> data, Map<String, Object> more) {
  public Act {
    data = Map.copyOf(data);
    more = Map.copyOf(more);
  }

  public static Act of(String customer, String action, Map<String, Object> data) {
    return new Act(customer, action, data, Map.of());
  }

  /// The same with a further field.
  public Act with(String name, Object value) {
    var all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Act(customer, action, data, all);
  }

  /// Done by this execution.
  public Act by(Execution execution) {
    return with("execution", execution.body());
  }

  Body body() {
    var body = Body.of("customer", customer).put("action", action);
    if (!data.isEmpty()) {
      body.put("data", data);
    }
    more.forEach(body::put);
    return body;
  }

  /// The run that used something.
  ///
  /// @param id the run's id in the caller's system
  /// @param status `succeeded`, `failed` or `cut_off`
  public record Execution(
      String id,
      Optional<String> automation,
      String status,
      Optional<String> member,
      Optional<String> costCentre) {
    Body body() {
      return Body.of("id", id)
          .put("automation", automation)
          .put("status", status)
          .put("member", member)
          .put("cost_centre", costCentre);
    }
  }
}
