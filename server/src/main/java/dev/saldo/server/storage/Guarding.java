package dev.saldo.server.storage;

import dev.saldo.server.http.Handler;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import dev.saldo.store.reading.UnreadableException;
import dev.saldo.store.sql.StoreException;
import java.time.Duration;
import java.util.List;

/// Puts a guard before each route's handler: writes are refused while the disk is nearly full, and
/// a database that can't answer is told as such instead of as a fault of ours.
public final class Guarding {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final SpaceWatch space;

  public Guarding(SpaceWatch space) {
    this.space = space;
  }

  public List<Route> guarded(List<Route> routes) {
    return routes.stream().map(this::guarded).toList();
  }

  private Route guarded(Route route) {
    boolean writes = route.verb() != Route.Verb.GET;
    Handler handler = request -> answer(request, route.handler(), writes);
    return new Route(
        route.verb(),
        route.template(),
        route.operationId(),
        route.summary(),
        route.description(),
        route.tags(),
        route.access(),
        route.idempotent(),
        route.forms(),
        route.bodyRequired(),
        route.query(),
        route.sorts(),
        route.answers(),
        route.problems(),
        handler);
  }

  private Reply answer(RequestContext request, Handler handler, boolean writes) throws Exception {
    if (writes && space.isLow()) {
      return refusal(ProblemType.STORAGE_FULL, "none");
    }
    try {
      return handler.handle(request);
    } catch (StoreException e) {
      return switch (e.kind()) {
        case UNAVAILABLE -> refusal(ProblemType.UNAVAILABLE, writes ? "unknown" : "none");
        case STORAGE_FULL -> refusal(ProblemType.STORAGE_FULL, "none");
        case DUPLICATE, FAULT -> throw e;
      };
    } catch (UnreadableException _) {
      return refusal(ProblemType.UNAVAILABLE, writes ? "unknown" : "none");
    }
  }

  private static Reply refusal(ProblemType type, String outcome) {
    return Reply.problem(Problem.of(type).with("outcome", outcome).retryAfter(RETRY_AFTER));
  }
}
