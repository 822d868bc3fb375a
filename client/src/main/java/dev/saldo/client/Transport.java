package dev.saldo.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// Requests and answers over HTTP/1.1, repeated while it isn't known what became of them.
///
/// Repeated are requests that weren't answered at all, and answers that say "not now" and nothing
/// of the request itself: 500, 502, 503, 504, and `409 idempotency_in_progress`. That is safe
/// because whatever has an effect carries a key, or is an event, unique by source and id.
final class Transport implements AutoCloseable {
  private static final Set<Integer> NOT_NOW = Set.of(500, 502, 503, 504);

  private final HttpClient http;
  private final URI base;
  private final String secret;
  private final Retrying retrying;

  Transport(URI base, String secret, Retrying retrying) {
    var text = base.toString();
    this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    this.secret = secret;
    this.retrying = retrying;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /// One request as it goes out.
  ///
  /// @param body empty for none
  record Call(String method, String path, Map<String, String> headers, byte[] body) {}

  /// An answer of any status.
  record Reply(int status, boolean replayed, Optional<Duration> retryAfter, byte[] body) {}

  /// Sends a request until it is answered.
  ///
  /// @throws UnansweredException after all patience
  Reply send(Call call) {
    long deadline = System.nanoTime() + retrying.patience().toNanos();
    for (int failures = 1; ; failures++) {
      var attempt = attempt(call);
      if (attempt instanceof Attempt.Answered(var reply) && !isPassing(reply)) {
        return reply;
      }
      var pause = pause(attempt, failures);
      if (System.nanoTime() + pause.toNanos() > deadline) {
        return givenUp(call, attempt, failures);
      }
      LockSupport.parkNanos(pause.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new UnansweredException(call.method() + " " + call.path() + " was interrupted");
      }
    }
  }

  /// What became of one attempt.
  private sealed interface Attempt {
    record Answered(Reply reply) implements Attempt {}

    record Failed(IOException cause) implements Attempt {}
  }

  private Attempt attempt(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(retrying.perAttempt())
            .header("Accept", "application/json")
            .method(
                call.method(),
                call.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
    if (!secret.isEmpty()) {
      request.header("Authorization", "Bearer " + secret);
    }
    call.headers().forEach(request::header);
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Attempt.Answered(
          new Reply(
              response.statusCode(),
              response
                  .headers()
                  .firstValue("Idempotent-Replayed")
                  .map("true"::equals)
                  .orElse(false),
              response
                  .headers()
                  .firstValue("Retry-After")
                  .filter(text -> text.chars().allMatch(Character::isDigit) && text.length() < 9)
                  .map(text -> Duration.ofSeconds(Long.parseLong(text))),
              response.body()));
    } catch (IOException e) {
      return new Attempt.Failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnansweredException(call.method() + " " + call.path() + " was interrupted", e);
    }
  }

  private static boolean isPassing(Reply reply) {
    return NOT_NOW.contains(reply.status())
        || reply.status() == 409
            && new String(reply.body(), StandardCharsets.UTF_8)
                .contains("\"idempotency_in_progress\"");
  }

  private Duration pause(Attempt attempt, int failures) {
    var own = retrying.pause(failures, ThreadLocalRandom.current().nextDouble());
    return switch (attempt) {
      case Attempt.Answered(var reply) ->
          reply.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
      case Attempt.Failed _ -> own;
    };
  }

  private Reply givenUp(Call call, Attempt attempt, int failures) {
    return switch (attempt) {
      case Attempt.Answered(var reply) -> reply;
      case Attempt.Failed(var cause) ->
          throw new UnansweredException(
              "no answer from %s to %s %s after %d attempts: %s"
                  .formatted(base, call.method(), call.path(), failures, cause),
              cause);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
