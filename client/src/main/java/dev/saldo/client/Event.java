package dev.saldo.client;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Something that happened, as a CloudEvent (version 1.0).
///
/// @param source where it happened; unique with `id` within the customer
/// @param type its type, which for something priced is the action's name
/// @param customer the customer's id or external id: the event's subject
/// @param data the properties that meters and prices look at
public record Event(
    String source,
    String id,
    String type,
    String customer,
    Instant time,
    Map<String, Object> data) {
  public Event {
    data = Map.copyOf(new HashMap<>(data));
  }

  Body body() {
    return Body.of("specversion", "1.0")
        .put("source", source)
        .put("id", id)
        .put("type", type)
        .put("subject", customer)
        .put("time", time)
        .put("datacontenttype", "application/json")
        .put("data", data);
  }
}
