package dev.saldo.server.http;

import dev.saldo.server.problem.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// One request on its way to its handler: what the line and the headers say.
///
/// @param path the parts of the path by name, in the template's order
/// @param caller none on an open route
/// @param idempotencyKey none where the route needs none
/// @param form the body's form; none without a body
record Incoming(
    Request request,
    Route route,
    String requestId,
    Language language,
    Map<String, String> path,
    @Nullable Caller caller,
    @Nullable String idempotencyKey,
    @Nullable Form form) {

  Incoming inForm(@Nullable Form theForm) {
    return theForm == null
        ? this
        : new Incoming(request, route, requestId, language, path, caller, idempotencyKey, theForm);
  }

  /// A header that came exactly once.
  Optional<String> header(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
