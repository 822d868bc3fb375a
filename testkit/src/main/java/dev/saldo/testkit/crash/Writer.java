package dev.saldo.testkit.crash;

import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.testkit.crash.Attempt.Deed;
import dev.saldo.testkit.crash.Attempt.Fate;
import dev.saldo.testkit.wire.Connection;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Somebody who sends one request after the other and notes what becomes of each; one thread at a
/// time.
final class Writer {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int KEPT_MAX = 50;
  private static final BigDecimal USED = new BigDecimal("12.5");

  private final Requests requests;
  private final Shop shop;
  private final SplittableRandom random;
  private final String prefix;
  private final List<Attempt> attempts = new ArrayList<>();
  private final Deque<Owned> holds = new ArrayDeque<>();
  private final Deque<Owned> charges = new ArrayDeque<>();
  private Optional<Connection> connection = Optional.empty();
  private int sent;

  /// Something of a customer's that can be settled or given back.
  private record Owned(String customer, String id, BigDecimal credits) {}

  /// @param prefix of its keys, which no other writer has
  Writer(Requests requests, Shop shop, SplittableRandom random, String prefix) {
    this.requests = requests;
    this.shop = shop;
    this.random = random;
    this.prefix = prefix;
  }

  /// Sends until told to stop, or until a request gets no answer.
  void write(BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      var attempt = next();
      attempts.add(attempt);
      send(attempt);
      if (attempt.isUnknown()) {
        break;
      }
    }
    disconnect();
  }

  /// Sends what is open again, with the same key and body, until it has an answer.
  void resolve(Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    for (var attempt : open()) {
      while (attempt.isUnknown() && System.nanoTime() < until) {
        send(attempt);
        if (attempt.isUnknown()) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
    disconnect();
  }

  List<Attempt> open() {
    return attempts.stream().filter(Attempt::isUnknown).toList();
  }

  /// All it has sent so far, the first first.
  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  private Attempt next() {
    var key = prefix + sent++;
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> hold(key);
      case 3, 4 -> capture(key);
      case 5 -> release(key);
      case 6, 7 -> refund(key);
      case 8, 9, 10 -> event(key);
      default -> charge(key);
    };
  }

  private Attempt charge(String key) {
    var customer = random.nextInt(8) == 0 ? any(shop.poor()) : any(shop.rich());
    var body = "{\"customer\":\"%s\",\"action\":\"call\"}".formatted(customer);
    return attempt(customer, key, Deed.CHARGE, Shop.CALL, "/v1/charges", body);
  }

  private Attempt hold(String key) {
    var customer = any(shop.rich());
    var body = "{\"customer\":\"%s\",\"action\":\"call\"}".formatted(customer);
    return attempt(customer, key, Deed.HOLD, BigDecimal.ZERO, "/v1/holds", body);
  }

  private Attempt capture(String key) {
    var hold = holds.poll();
    if (hold == null) {
      return hold(key);
    }
    var body = "{\"credits\":\"%s\",\"unit\":\"credit\"}".formatted(USED.toPlainString());
    var path = "/v1/holds/" + hold.id() + "/capture";
    return attempt(hold.customer(), key, Deed.CAPTURE, USED, path, body);
  }

  private Attempt release(String key) {
    var hold = holds.poll();
    if (hold == null) {
      return hold(key);
    }
    var path = "/v1/holds/" + hold.id() + "/release";
    return attempt(hold.customer(), key, Deed.RELEASE, BigDecimal.ZERO, path, "{}");
  }

  private Attempt refund(String key) {
    var charge = charges.poll();
    if (charge == null) {
      return charge(key);
    }
    var path = "/v1/charges/" + charge.id() + "/refunds";
    var body = "{\"reason\":\"tried by the crash test\"}";
    return attempt(charge.customer(), key, Deed.REFUND, charge.credits(), path, body);
  }

  private Attempt event(String key) {
    var customer = any(shop.rich());
    var body =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"crash\",\"type\":\"page\",\"subject\":\"%s\"}"
            .formatted(key, customer);
    var request =
        requests.send("POST", "/v1/events", "application/cloudevents+json", Optional.empty(), body);
    return new Attempt(customer, key, Deed.EVENT, Shop.PAGE, request);
  }

  private Attempt attempt(
      String customer, String key, Deed deed, BigDecimal credits, String path, String body) {
    return new Attempt(customer, key, deed, credits, requests.post(path, Optional.of(key), body));
  }

  private String any(List<String> customers) {
    return customers.get(random.nextInt(customers.size()));
  }

  private void send(Attempt attempt) {
    attempt.become(fate(attempt));
    if (attempt.fate() instanceof Fate.Acknowledged(var answer)) {
      keep(attempt, answer);
    }
  }

  private Fate fate(Attempt attempt) {
    try {
      var answer = connected().exchange(attempt.request());
      return switch (answer.status() / 100) {
        case 2 -> new Fate.Acknowledged(first(attempt, answer.text()));
        case 4 -> refused(answer);
        default -> new Fate.Unknown();
      };
    } catch (IOException _) {
      disconnect();
      return new Fate.Unknown();
    }
  }

  private static Fate refused(Connection.Answer answer) {
    return answer.text().contains("\"idempotency_in_progress\"")
        ? new Fate.Unknown()
        : new Fate.Refused(answer.text());
  }

  /// What must be kept of a good answer: all of it; of an event, which is answered with what became
  /// of it this time, the id it got.
  private static String first(Attempt attempt, String body) {
    if (attempt.deed() != Deed.EVENT) {
      return body;
    }
    var results = (Json.Arr) member(body, "results");
    return text(results.items().getFirst(), "event");
  }

  private void keep(Attempt attempt, String answer) {
    switch (attempt.deed()) {
      case CHARGE -> keep(charges, attempt, answer);
      case HOLD -> keep(holds, attempt, answer);
      case CAPTURE -> keep(charges, attempt, answer);
      case RELEASE, REFUND, EVENT -> {}
    }
  }

  private static void keep(Deque<Owned> things, Attempt attempt, String answer) {
    things.add(
        new Owned(
            attempt.customer(), text(JsonReader.read(bytes(answer)), "id"), attempt.credits()));
    if (things.size() > KEPT_MAX) {
      things.poll();
    }
  }

  private static Json member(String body, String name) {
    return member(JsonReader.read(bytes(body)), name);
  }

  private static Json member(Json json, String name) {
    var object = (Json.Obj) json;
    return object.values().get(object.names().indexOf(name));
  }

  private static String text(Json json, String name) {
    return ((Json.Text) member(json, name)).value();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private Connection connected() throws IOException {
    if (connection.isEmpty()) {
      connection = Optional.of(Connection.open(requests.port()));
    }
    return connection.get();
  }

  private void disconnect() {
    connection.ifPresent(open -> {
      try {
        open.close();
      } catch (IOException _) {
        // It is of no more use either way.
      }
    });
    connection = Optional.empty();
  }
}
