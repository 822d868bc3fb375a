package dev.saldo.server.problem;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One kind of problem: a stable code, the HTTP status it is answered with, and what a client may
/// do.
///
/// The `type` member of RFC 9457 is `/problems/` and the code in kebab-case, which this server
/// answers with a page about it. Codes are the enum's names in lower case.
public enum ProblemType {
  // Who asks, and how.
  UNAUTHENTICATED(401, Retry.AFTER_CHANGE),
  INSUFFICIENT_SCOPE(403, Retry.AFTER_CHANGE),
  TENANT_MISMATCH(403, Retry.AFTER_CHANGE),
  TLS_REQUIRED(403, Retry.AFTER_CHANGE),
  CSRF(403, Retry.AFTER_CHANGE),
  CREDENTIAL_IN_URL(400, Retry.AFTER_CHANGE),
  SIGNATURE_INVALID(400, Retry.AFTER_CHANGE),
  SIGNATURE_EXPIRED(400, Retry.AFTER_CHANGE),

  // The request's form.
  BAD_REQUEST(400, Retry.AFTER_CHANGE),
  NOT_FOUND(404, Retry.AFTER_CHANGE),
  METHOD_NOT_ALLOWED(405, Retry.AFTER_CHANGE),
  REQUEST_TIMEOUT(408, Retry.LATER),
  LENGTH_REQUIRED(411, Retry.AFTER_CHANGE),
  BODY_TOO_LARGE(413, Retry.AFTER_CHANGE),
  DECODED_BODY_TOO_LARGE(413, Retry.AFTER_CHANGE),
  BATCH_TOO_LARGE(413, Retry.AFTER_CHANGE),
  URI_TOO_LONG(414, Retry.AFTER_CHANGE),
  UNSUPPORTED_MEDIA_TYPE(415, Retry.AFTER_CHANGE),
  HEADER_TOO_LARGE(431, Retry.AFTER_CHANGE),
  UNEXPECTED_BODY(400, Retry.AFTER_CHANGE),
  MALFORMED_JSON(400, Retry.AFTER_CHANGE),
  INVALID_PARAMETER(400, Retry.AFTER_CHANGE),
  INVALID_CURSOR(400, Retry.AFTER_CHANGE),
  INVALID_NAME(400, Retry.AFTER_CHANGE),
  CATALOG_INVALID(400, Retry.AFTER_CHANGE),
  IDEMPOTENCY_KEY_REQUIRED(400, Retry.AFTER_CHANGE),
  IDEMPOTENCY_KEY_INVALID(400, Retry.AFTER_CHANGE),

  // What the body says.
  VALIDATION_FAILED(422, Retry.AFTER_CHANGE),
  UNKNOWN_FIELD(422, Retry.AFTER_CHANGE),
  FIELD_REQUIRED(422, Retry.AFTER_CHANGE),
  WRONG_TYPE(422, Retry.AFTER_CHANGE),
  TEXT_INVALID(422, Retry.AFTER_CHANGE),
  TEXT_TOO_LONG(422, Retry.AFTER_CHANGE),
  TEXT_TOO_SHORT(422, Retry.AFTER_CHANGE),
  NAME_INVALID(422, Retry.AFTER_CHANGE),
  NOT_IN_LIST(422, Retry.AFTER_CHANGE),
  TOO_MANY_ITEMS(422, Retry.AFTER_CHANGE),
  TOO_FEW_ITEMS(422, Retry.AFTER_CHANGE),
  NUMBER_INVALID(422, Retry.AFTER_CHANGE),
  NUMBER_OUT_OF_RANGE(422, Retry.AFTER_CHANGE),
  AMOUNT_INVALID(422, Retry.AFTER_CHANGE),
  AMOUNT_NOT_POSITIVE(422, Retry.AFTER_CHANGE),
  AMOUNT_NEGATIVE(422, Retry.AFTER_CHANGE),
  AMOUNT_OUT_OF_RANGE(422, Retry.AFTER_CHANGE),
  AMOUNT_PRECISION(422, Retry.AFTER_CHANGE),
  TIME_INVALID(422, Retry.AFTER_CHANGE),
  TIME_OUT_OF_RANGE(422, Retry.AFTER_CHANGE),
  CURRENCY_MISMATCH(422, Retry.AFTER_CHANGE),
  CURRENCY_UNKNOWN(422, Retry.AFTER_CHANGE),
  REFERENCE_UNKNOWN(422, Retry.AFTER_CHANGE),
  WEBHOOK_URL_FORBIDDEN(422, Retry.AFTER_CHANGE),
  CATALOG_RULE_VIOLATED(422, Retry.AFTER_CHANGE),
  IDEMPOTENCY_KEY_REUSED(422, Retry.AFTER_CHANGE),
  EXCEEDS_ORIGINAL(422, Retry.AFTER_CHANGE),
  NOT_AVAILABLE_ON_PLAN(422, Retry.AFTER_CHANGE),
  NOT_PER_SEAT(422, Retry.AFTER_CHANGE),
  ALREADY_INCLUDED(422, Retry.AFTER_CHANGE),
  ONLY_ONE(422, Retry.AFTER_CHANGE),
  NEEDS_PRODUCT(422, Retry.AFTER_CHANGE),
  NOT_SOLD_BY_THE_YEAR(422, Retry.AFTER_CHANGE),
  COMMITMENT_BY_THE_MONTH(422, Retry.AFTER_CHANGE),
  PRICE_NOT_IN_CURRENCY(422, Retry.AFTER_CHANGE),
  CURRENCY_IS_FIXED(422, Retry.AFTER_CHANGE),
  IN_THE_PAST(422, Retry.AFTER_CHANGE),
  CLOCK_TOO_FAR(422, Retry.AFTER_CHANGE),
  TAX_IS_FIXED(422, Retry.AFTER_CHANGE),
  REDEEM_APART(422, Retry.AFTER_CHANGE),
  COUPON_OVER(422, Retry.AFTER_CHANGE),
  COUPON_FOR_OTHER_PLANS(422, Retry.AFTER_CHANGE),
  SAME_VERSION(422, Retry.AFTER_CHANGE),
  ON_ANOTHER_PLAN(422, Retry.AFTER_CHANGE),
  ALREADY_ARRANGED(422, Retry.AFTER_CHANGE),
  IN_TRIAL(422, Retry.AFTER_CHANGE),
  ITEM_TOO_LARGE(422, Retry.AFTER_CHANGE),
  EVENT_TOO_OLD(422, Retry.AFTER_CHANGE),
  EVENT_IN_FUTURE(422, Retry.AFTER_CHANGE),
  SOURCE_RESERVED(422, Retry.AFTER_CHANGE),

  // What the customer may spend.
  INSUFFICIENT_CREDITS(402, Retry.AFTER_CHANGE),
  TEMPORARILY_RESERVED(402, Retry.LATER),
  BUDGET_EXCEEDED(402, Retry.AFTER_CHANGE),
  PREVENTIVE_BLOCK(402, Retry.AFTER_CHANGE),
  DEBT_OUTSTANDING(402, Retry.AFTER_CHANGE),
  OVERAGE_CEILING_REACHED(402, Retry.AFTER_CHANGE),
  SPENDING_CAP_REACHED(402, Retry.AFTER_CHANGE),
  FEATURE_NOT_INCLUDED(403, Retry.AFTER_CHANGE),
  RESOURCE_LIMIT_REACHED(403, Retry.AFTER_CHANGE),
  MARGIN_BELOW_FLOOR(403, Retry.AFTER_CHANGE),
  QUOTA_EXCEEDED(429, Retry.LATER),
  RATE_LIMITED(429, Retry.LATER),

  // What stands in the way.
  IDEMPOTENCY_IN_PROGRESS(409, Retry.LATER),
  CONFIRMATION_REQUIRED(409, Retry.AFTER_CHANGE),
  INVALID_STATE(409, Retry.AFTER_CHANGE),
  DOWNGRADE_BELOW_USE(409, Retry.AFTER_CHANGE),
  ALREADY_EXISTS(409, Retry.AFTER_CHANGE),
  EVENT_CONFLICT(409, Retry.AFTER_CHANGE),
  VERSION_IMMUTABLE(409, Retry.AFTER_CHANGE),
  IMMUTABLE(409, Retry.AFTER_CHANGE),

  // What we can't do now.
  INTERNAL(500, Retry.LATER),
  UNAVAILABLE(503, Retry.LATER),
  CLOCK_UNSAFE(503, Retry.LATER),
  STORAGE_FULL(507, Retry.LATER);

  /// What a client may do with the same request.
  public enum Retry {
    /// The same request can pass later; where known, `Retry-After` says when.
    LATER,
    /// The same request fails again until something else changes.
    AFTER_CHANGE
  }

  private static final Map<String, ProblemType> BY_SLUG = new HashMap<>();

  static {
    for (ProblemType type : values()) {
      BY_SLUG.put(type.slug, type);
    }
  }

  private final int status;
  private final Retry retry;
  private final String code;
  private final String slug;

  ProblemType(int status, Retry retry) {
    this.status = status;
    this.retry = retry;
    this.code = name().toLowerCase(Locale.ROOT);
    this.slug = code.replace('_', '-');
  }

  /// The HTTP status it is answered with.
  public int status() {
    return status;
  }

  public Retry retry() {
    return retry;
  }

  /// The stable code in snake_case.
  public String code() {
    return code;
  }

  /// The last part of the type's address, in kebab-case.
  public String slug() {
    return slug;
  }

  /// The type's address, relative to this server.
  public String uri() {
    return "/problems/" + slug;
  }

  public static Optional<ProblemType> bySlug(String slug) {
    return Optional.ofNullable(BY_SLUG.get(slug));
  }
}
