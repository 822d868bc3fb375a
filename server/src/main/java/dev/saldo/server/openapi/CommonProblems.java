package dev.saldo.server.openapi;

import static dev.saldo.server.problem.ProblemType.*;

import dev.saldo.server.http.Form;
import dev.saldo.server.http.Route;
import dev.saldo.server.problem.ProblemType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The problems a route may answer: its own and those that its form brings with it.
final class CommonProblems {
  private static final List<ProblemType> EVERY =
      List.of(
          BAD_REQUEST,
          CREDENTIAL_IN_URL,
          INVALID_PARAMETER,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          URI_TOO_LONG,
          HEADER_TOO_LARGE,
          INTERNAL,
          UNAVAILABLE);
  private static final List<ProblemType> KEYED =
      List.of(UNAUTHENTICATED, TENANT_MISMATCH, TLS_REQUIRED);
  private static final List<ProblemType> BODY =
      List.of(REQUEST_TIMEOUT, BODY_TOO_LARGE, DECODED_BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE);
  private static final List<ProblemType> JSON =
      List.of(
          MALFORMED_JSON,
          VALIDATION_FAILED,
          UNKNOWN_FIELD,
          FIELD_REQUIRED,
          WRONG_TYPE,
          TEXT_INVALID,
          TEXT_TOO_LONG,
          TEXT_TOO_SHORT,
          NAME_INVALID,
          NOT_IN_LIST,
          TOO_MANY_ITEMS,
          TOO_FEW_ITEMS,
          NUMBER_INVALID,
          NUMBER_OUT_OF_RANGE,
          AMOUNT_INVALID,
          AMOUNT_NOT_POSITIVE,
          AMOUNT_NEGATIVE,
          AMOUNT_OUT_OF_RANGE,
          AMOUNT_PRECISION,
          TIME_INVALID,
          TIME_OUT_OF_RANGE);
  private static final List<ProblemType> IDEMPOTENT =
      List.of(
          IDEMPOTENCY_KEY_REQUIRED,
          IDEMPOTENCY_KEY_INVALID,
          IDEMPOTENCY_KEY_REUSED,
          IDEMPOTENCY_IN_PROGRESS,
          CLOCK_UNSAFE,
          STORAGE_FULL);

  private CommonProblems() {}

  static Set<ProblemType> of(Route route) {
    Set<ProblemType> types = EnumSet.copyOf(EVERY);
    types.addAll(route.problems());
    if (!(route.access() instanceof Route.Access.Open)) {
      types.addAll(KEYED);
    }
    if (route.access() instanceof Route.Access.Scoped) {
      types.add(INSUFFICIENT_SCOPE);
    }
    if (route.idempotent()) {
      types.addAll(IDEMPOTENT);
    }
    if (route.paged()) {
      types.add(INVALID_CURSOR);
    }
    if (route.forms().isEmpty()) {
      types.add(UNEXPECTED_BODY);
    } else {
      types.addAll(BODY);
    }
    if (route.bodyRequired()) {
      types.add(LENGTH_REQUIRED);
    }
    for (Form form : route.forms()) {
      if (form.kind() != Form.Kind.RAW) {
        types.addAll(JSON);
      }
      if (form.kind() == Form.Kind.BATCH) {
        types.add(BATCH_TOO_LARGE);
      }
    }
    return types;
  }
}
