package dev.saldo.server.http;

import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemTexts;
import dev.saldo.server.problem.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The writer of problems as `application/problem+json` (RFC 9457), the one place where they are
/// mapped to the wire.
///
/// Besides RFC 9457's members: `code`, `request_id`, `retry` (`later` or `after_change`), the
/// figures by name, and `errors` with `pointer`, `code` and `detail` of each fault.
public final class ProblemJson {
  static final String MEDIA_TYPE = "application/problem+json";

  private final ProblemTexts texts;

  public ProblemJson(ProblemTexts texts) {
    this.texts = texts;
  }

  /// The body, for a request or for one item of a batch.
  public void write(JsonWriter json, Problem problem, Language language, String requestId) {
    json.text("type", problem.type().uri())
        .text("title", texts.title(problem.type(), language))
        .integer("status", problem.type().status())
        .text("detail", texts.detail(problem.type(), problem.figures(), language))
        .text("code", problem.type().code())
        .text("retry", problem.type().retry().name().toLowerCase(Locale.ROOT))
        .text("request_id", requestId);
    for (Map.Entry<String, Figure> figure : problem.figures().entrySet()) {
      figure(json, figure.getKey(), figure.getValue());
    }
    if (problem.retryAfter().isPresent()) {
      json.integer("retry_after_seconds", retryAfterSeconds(problem));
    }
    if (!problem.faults().isEmpty()) {
      json.objects("errors", problem.faults(), (item, fault) -> fault(item, fault, language));
    }
  }

  byte[] bytes(Problem problem, Language language, String requestId) {
    return JsonWriter.object(json -> write(json, problem, language, requestId));
  }

  /// The headers that belong to a problem.
  static List<Reply.Header> headers(Problem problem) {
    List<Reply.Header> headers = new ArrayList<>(2);
    if (problem.retryAfter().isPresent()) {
      headers.add(new Reply.Header("Retry-After", Long.toString(retryAfterSeconds(problem))));
    }
    List<RateLimit> limits = problem.rateLimits();
    if (!limits.isEmpty()) {
      headers.add(
          new Reply.Header(
              "RateLimit-Policy",
              limits.stream().map(RateLimit::policy).collect(Collectors.joining(", "))));
      headers.add(
          new Reply.Header(
              "RateLimit",
              limits.stream().map(RateLimit::state).collect(Collectors.joining(", "))));
    }
    return headers;
  }

  /// Whole seconds, rounded up, at least 1.
  private static long retryAfterSeconds(Problem problem) {
    return problem
        .retryAfter()
        .map(wait -> Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()))
        .orElse(1L);
  }

  private void fault(JsonWriter json, Fault fault, Language language) {
    json.text("pointer", fault.pointer())
        .text("code", fault.type().code())
        .text("detail", texts.detail(fault.type(), fault.figures(), language));
  }

  private static void figure(JsonWriter json, String name, Figure figure) {
    switch (figure) {
      case Figure.Amount(var value) -> json.decimal(name, value);
      case Figure.Count(var value) -> json.integer(name, value);
      case Figure.Text(var value) -> json.text(name, value);
      case Figure.Moment(var value) -> json.time(name, value);
      case Figure.Flag(var value) -> json.flag(name, value);
      case Figure.Rows(var rows) ->
          json.objects(
              name, rows, (item, row) -> row.forEach((key, one) -> figure(item, key, one)));
    }
  }
}
