package dev.saldo.bench.http;

import dev.saldo.bench.load.Caller;
import dev.saldo.bench.load.Callers;
import dev.saldo.testkit.wire.Connection;
import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;

/// Callers of a server, each with a connection that is kept alive.
public final class HttpLoad implements AutoCloseable {
  private static final long SEED = 37;
  private static final int CREATED = 201;
  private static final Pattern RECORDED = Pattern.compile("\"recorded\":([0-9]+)");

  private final Requests requests;
  private final int customers;
  private final List<Connection> connections = new ArrayList<>();

  /// @param customers how many are called on, named `c0`, `c1`, …
  public HttpLoad(Requests requests, int customers) {
    this.requests = requests;
    this.customers = customers;
  }

  /// Callers who make full charges of any customer.
  public Callers charging(int count) throws IOException {
    return callers(
        count,
        (connection, random) -> {
          var answer = connection.exchange(charge(random));
          if (answer.status() != CREATED) {
            throw new IOException("a charge was answered with " + answer.text());
          }
          return 1;
        });
  }

  /// Callers who send streams of events of any customers.
  ///
  /// @param lines in each stream
  public Callers recording(int count, int lines) throws IOException {
    return callers(
        count,
        (connection, random) -> {
          var answer = connection.exchange(events(random, lines)).text();
          var recorded = RECORDED.matcher(answer);
          if (!recorded.find() || Integer.parseInt(recorded.group(1)) != lines) {
            throw new IOException("a stream of events was answered with " + answer);
          }
          return lines;
        });
  }

  private interface Exchange {
    int make(Connection connection, SplittableRandom random) throws IOException;
  }

  private Callers callers(int count, Exchange exchange) throws IOException {
    while (connections.size() < count) {
      connections.add(Connection.open(requests.port()));
    }
    var callers = new ArrayList<Caller>(count);
    for (var connection : connections.subList(0, count)) {
      callers.add(random -> exchange.make(connection, random));
    }
    return Callers.few(callers, SEED + count);
  }

  private byte[] charge(SplittableRandom random) {
    var body =
        "{\"customer\":\"c"
            + random.nextInt(customers)
            + "\",\"action\":\"model.call\",\"data\":"
            + data(random)
            + "}";
    return requests.post("/v1/charges", Optional.of(key(random)), body);
  }

  private byte[] events(SplittableRandom random, int count) {
    var lines = new StringBuilder(count * 220);
    for (var i = 0; i < count; i++) {
      lines.append("{\"specversion\":\"1.0\",\"id\":\"").append(key(random));
      lines.append("\",\"source\":\"bench\",\"type\":\"model.call\",\"subject\":\"c");
      lines.append(random.nextInt(customers)).append("\",\"data\":");
      lines.append(data(random)).append("}\n");
    }
    return requests.send(
        "POST", "/v1/events", "application/x-ndjson", Optional.empty(), lines.toString());
  }

  private static String data(SplittableRandom random) {
    return "{\"model\":\"large\",\"input_tokens\":"
        + (1_000 + random.nextInt(4_000))
        + ",\"output_tokens\":"
        + (100 + random.nextInt(400))
        + "}";
  }

  private static String key(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Override
  public void close() throws IOException {
    for (var connection : connections) {
      connection.close();
    }
  }
}
