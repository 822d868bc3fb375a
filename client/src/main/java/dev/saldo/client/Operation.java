package dev.saldo.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The operations of the API that this client calls, each as the server's description (OpenAPI 3.1)
/// names it. A test holds the two equal.
public enum Operation {
  CREATE_CHARGE("POST", "/v1/charges"),
  GET_CHARGE("GET", "/v1/charges/{id}"),
  REFUND_CHARGE("POST", "/v1/charges/{id}/refunds"),
  CREATE_HOLD("POST", "/v1/holds"),
  GET_HOLD("GET", "/v1/holds/{id}"),
  CAPTURE_HOLD("POST", "/v1/holds/{id}/capture"),
  RELEASE_HOLD("POST", "/v1/holds/{id}/release"),
  EXTEND_HOLD("POST", "/v1/holds/{id}/extend"),
  CHECK_ACT("POST", "/v1/check"),
  CREATE_ESTIMATE("POST", "/v1/estimates"),
  RECORD_EVENTS("POST", "/v1/events"),
  CREATE_GRANT("POST", "/v1/grants"),
  PUBLISH_CATALOG("POST", "/v1/catalogs"),
  GET_CATALOG("GET", "/v1/catalogs/{name}"),
  CREATE_CUSTOMER("POST", "/v1/customers"),
  GET_CUSTOMER("GET", "/v1/customers/{id}"),
  LIST_CUSTOMERS("GET", "/v1/customers"),
  GET_BALANCE("GET", "/v1/customers/{id}/balance"),
  GET_USAGE("GET", "/v1/customers/{id}/usage"),
  LIST_GRANTS("GET", "/v1/customers/{id}/grants"),
  LIST_LEDGER_ENTRIES("GET", "/v1/customers/{id}/ledger"),
  CHANGE_PLAN("PUT", "/v1/customers/{id}/plan"),
  CREATE_BUDGET("POST", "/v1/budgets"),
  CLAIM_RESOURCES("POST", "/v1/resources"),
  RETURN_RESOURCES("POST", "/v1/resources/return"),
  RETURN_RESOURCE("DELETE", "/v1/resources/{id}"),
  LIST_RESOURCES("GET", "/v1/resources"),
  GET_ENTITLEMENTS("GET", "/v1/customers/{id}/entitlements"),
  GET_RECEIPT("GET", "/v1/receipts/{id}"),
  ADVANCE_TEST_CLOCK("POST", "/v1/test-clocks/{id}/advance");

  private final String method;
  private final String path;

  Operation(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public String method() {
    return method;
  }

  /// The path with its parameters in braces.
  public String path() {
    return path;
  }

  /// The operation's id in the description: its name in camel case.
  public String id() {
    var words = name().toLowerCase(Locale.ROOT).split("_");
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }
}
