/// HTTP: the server, its limits, the table of routes, and what a route's handler reads and answers.
///
/// Owns dispatch from one list of {@link dev.saldo.server.http.Route}s, authentication by key,
/// idempotency headers, the reading of bodies within limits, the writing of replies and problems,
/// request ids, the access log and request metrics. It owns no domain: keys come from an {@link
/// dev.saldo.server.http.Authenticator}, readiness from {@link dev.saldo.server.http.Check}s.
///
/// Order of refusal for one request: form of the request, unknown route, method, credential in the
/// address, TLS, key, workspace, scope, idempotency key, parameters, media type, length, JSON,
/// schema; only then the handler runs. Each request has a virtual thread of its own, so handlers
/// may block.
///
/// Invariants: no input leads to a status of 500 or more; no reply shows a stack trace or a secret.
@NullMarked
package dev.saldo.server.http;

import org.jspecify.annotations.NullMarked;
