package dev.saldo.server.http;

import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The writer of replies: status, headers, body; then the count and the access log's line.
final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField PROBLEM =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");
  private static final HttpField DATA_POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  private static final HttpField PAGE_POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  private static final HttpField STRICT_TLS =
      new PreEncodedHttpField("Strict-Transport-Security", "max-age=31536000");

  private final ProblemJson problems;
  private final AccessLog log;
  private final boolean requireTls;

  ReplyWriter(ProblemJson problems, AccessLog log, boolean requireTls) {
    this.problems = problems;
    this.log = log;
    this.requireTls = requireTls;
  }

  /// One request that waits for its reply.
  record Exchange(
      Request request,
      Response response,
      Callback callback,
      String requestId,
      Language language,
      HttpMetrics.OfRoute metrics) {}

  void write(Exchange exchange, Reply reply) {
    switch (reply) {
      case Reply.Content content -> {
        HttpFields.Mutable headers =
            head(exchange, content.status(), content.mediaType(), content.headers());
        finish(exchange, headers, content.status(), content.body());
      }
      case Reply.Refusal(Problem problem, List<Reply.Header> more) -> {
        HttpFields.Mutable headers =
            head(exchange, problem.type().status(), ProblemJson.MEDIA_TYPE, more);
        add(headers, ProblemJson.headers(problem));
        headers.put(HttpHeader.CONTENT_LANGUAGE, exchange.language().tag());
        byte[] body = problems.bytes(problem, exchange.language(), exchange.requestId());
        finish(exchange, headers, problem.type().status(), body);
      }
      case Reply.Stream stream -> stream(exchange, stream);
    }
  }

  private HttpFields.Mutable head(
      Exchange exchange, int status, String mediaType, List<Reply.Header> more) {
    exchange.response().setStatus(status);
    HttpFields.Mutable headers = exchange.response().getHeaders();
    headers.put("X-Request-Id", exchange.requestId());
    headers.add(NO_SNIFF);
    headers.add(NO_STORE);
    headers.add(NO_REFERRER);
    headers.add(mediaType.startsWith("text/html") ? PAGE_POLICY : DATA_POLICY);
    if (requireTls) {
      headers.add(STRICT_TLS);
    }
    switch (mediaType) {
      case "" -> {}
      case "application/json" -> headers.add(JSON);
      case ProblemJson.MEDIA_TYPE -> headers.add(PROBLEM);
      default -> headers.put(HttpHeader.CONTENT_TYPE, mediaType);
    }
    add(headers, more);
    return headers;
  }

  private static void add(HttpFields.Mutable headers, List<Reply.Header> more) {
    for (int i = 0; i < more.size(); i++) {
      headers.put(more.get(i).name(), more.get(i).value());
    }
  }

  private void finish(Exchange exchange, HttpFields.Mutable headers, int status, byte[] body) {
    if (status != 204) {
      headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    }
    done(exchange, status);
    exchange.response().write(true, ByteBuffer.wrap(body), exchange.callback());
  }

  private void stream(Exchange exchange, Reply.Stream stream) {
    head(exchange, stream.status(), stream.mediaType(), stream.headers());
    OutputStream out = Response.asBufferedOutputStream(exchange.request(), exchange.response());
    try {
      stream.source().writeTo(out);
      // Only what is whole gets an end, so that nobody takes a part for all of it.
      out.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("request {}: its stream broke off", exchange.requestId(), e);
      done(exchange, stream.status());
      exchange.callback().failed(e);
      return;
    }
    done(exchange, stream.status());
    exchange.callback().succeeded();
  }

  private void done(Exchange exchange, int status) {
    long nanos = System.nanoTime() - exchange.request().getHeadersNanoTime();
    exchange.metrics().answered(status, nanos);
    log.answered(exchange.request(), exchange.requestId(), status, nanos);
  }
}
