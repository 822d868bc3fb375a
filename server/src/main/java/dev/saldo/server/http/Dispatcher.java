package dev.saldo.server.http;

import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The top of every request: finds its route, lets it pass the gate, runs its handler, writes the
/// reply. Whatever is thrown below ends here.
final class Dispatcher extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final RouteTable routes;
  private final Gate gate;
  private final BodyIntake intake;
  private final RequestContext.Shared shared;
  private final RequestIds ids;
  private final ReplyWriter writer;
  private final HttpMetrics.OfRoute unrouted;

  Dispatcher(
      RouteTable routes,
      Gate gate,
      BodyIntake intake,
      RequestContext.Shared shared,
      RequestIds ids,
      ReplyWriter writer,
      HttpMetrics.OfRoute unrouted) {
    this.routes = routes;
    this.gate = gate;
    this.intake = intake;
    this.shared = shared;
    this.ids = ids;
    this.writer = writer;
    this.unrouted = unrouted;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String given = request.getHeaders().get("X-Request-Id");
    String requestId = ids.of(given == null ? "" : given);
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE);
    Language language = accepted == null ? Language.EN : Language.accepted(accepted);
    String path = request.getHttpURI().getPath();
    RouteTable.Match match = routes.find(request.getMethod(), path == null ? "/" : path);
    HttpMetrics.OfRoute metrics =
        match instanceof RouteTable.Match.Found(var served, var _) ? served.metrics() : unrouted;
    Reply reply = answer(request, match, requestId, language);
    writer.write(
        new ReplyWriter.Exchange(request, response, callback, requestId, language, metrics), reply);
    return true;
  }

  private Reply answer(
      Request request, RouteTable.Match match, String requestId, Language language) {
    try {
      String path = request.getHttpURI().getPath();
      gate.checkAddress(path == null ? "/" : path, request.getHttpURI().getQuery());
      return switch (match) {
        case RouteTable.Match.None _ -> Reply.problem(Problem.of(ProblemType.NOT_FOUND));
        case RouteTable.Match.OtherMethod(String allow) ->
            Reply.problem(Problem.of(ProblemType.METHOD_NOT_ALLOWED).with("allowed", allow))
                .with("Allow", allow);
        case RouteTable.Match.Found found -> answer(request, found, requestId, language);
      };
    } catch (ProblemException e) {
      return refusal(e.problem());
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      LOG.error("request {} failed", requestId, e);
      return Reply.problem(Problem.of(ProblemType.INTERNAL));
    }
  }

  private Reply answer(
      Request request, RouteTable.Match.Found found, String requestId, Language language)
      throws Exception {
    Route route = found.served().route();
    Incoming admitted = gate.admit(request, route, found.path(), requestId, language);
    var query = found.served().parameters().read(request.getHttpURI().getQuery());
    Form form = intake.form(request, route);
    Incoming incoming = admitted.inForm(form);
    return intake.with(
        request,
        route,
        form,
        payload -> route.handler().handle(new RequestContext(incoming, shared, query, payload)));
  }

  private static Reply refusal(Problem problem) {
    Reply reply = Reply.problem(problem);
    return switch (problem.type()) {
      case UNAUTHENTICATED -> reply.with("WWW-Authenticate", "Bearer realm=\"saldo\"");
      case REQUEST_TIMEOUT, LENGTH_REQUIRED -> reply.with("Connection", "close");
      default -> reply;
    };
  }
}
