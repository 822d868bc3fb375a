package dev.saldo.server.http;

import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What is answered to requests so broken that they never reach dispatch, as problems too.
final class WireErrors extends ErrorHandler {
  private final ProblemJson problems;
  private final RequestIds ids;
  private final HttpMetrics.OfRoute metrics;

  WireErrors(ProblemJson problems, RequestIds ids, HttpMetrics.OfRoute metrics) {
    this.problems = problems;
    this.ids = ids;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ProblemType type = type(response.getStatus());
    response.setStatus(type.status());
    byte[] body = body(type, response.getHeaders());
    metrics.answered(type.status(), System.nanoTime() - request.getBeginNanoTime());
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private byte[] body(ProblemType type, HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
    headers.put("X-Content-Type-Options", "nosniff");
    String requestId = ids.fresh();
    headers.put("X-Request-Id", requestId);
    return problems.bytes(Problem.of(type), Language.EN, requestId);
  }

  private static ProblemType type(int status) {
    return switch (status) {
      case 404 -> ProblemType.NOT_FOUND;
      case 408 -> ProblemType.REQUEST_TIMEOUT;
      case 411 -> ProblemType.LENGTH_REQUIRED;
      case 413 -> ProblemType.BODY_TOO_LARGE;
      case 414 -> ProblemType.URI_TOO_LONG;
      case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case 431 -> ProblemType.HEADER_TOO_LARGE;
      case 500 -> ProblemType.INTERNAL;
      case 503 -> ProblemType.UNAVAILABLE;
      default -> ProblemType.BAD_REQUEST;
    };
  }
}
