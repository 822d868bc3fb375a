package dev.saldo.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What bad addresses, headers and keys are answered with.
class RequestAbuseTest {
  private static final String THING = "{\"name\":\"n\",\"amount\":\"1\"}";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer sk_test_unknown",
        "Basic abc",
        "Bearer a b",
        "Bearer sk_live_revoked",
        "sk_test_full"
      })
  void withoutAValidKeyAllAnswersAreAlike(String value) {
    var answer = server.send(server.request("/v1/things").setHeader("Authorization", value).GET());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.body().replace(answer.text("request_id"), "R")).isEqualTo(unauthenticated());
  }

  private static String unauthenticated() {
    var answer =
        server.send(server.request("/v1/things").setHeader("Authorization", "Bearer no").GET());
    return answer.body().replace(answer.text("request_id"), "R");
  }

  @Test
  void scopeAndWorkspaceAreChecked() {
    var write =
        server
            .post("/v1/things", THING)
            .setHeader("Authorization", "Bearer " + TestServer.READ_KEY);
    assertThat(server.send(write).code()).isEqualTo("insufficient_scope");
    var other = server.request("/v1/things").header("X-Tenant-Id", "ws_2").GET();
    assertThat(server.send(other).code()).isEqualTo("tenant_mismatch");
    var own = server.request("/v1/things").header("X-Tenant-Id", "ws_1").GET();
    assertThat(server.send(own).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/things?api_key=x", "/v1/things?API_KEY=x", "/v1/things?kind=sk_live_abc",
    "/v1/things?kind=s%6b_test_abc", "/v1/things/sk_test_abc", "/v1/nothing?access_token=1"
  })
  void aKeyInTheAddressIsRefused(String path) {
    var answer = server.send(server.request(path).GET());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("credential_in_url");
    assertThat(answer.body()).doesNotContain("sk_");
  }

  @Test
  void aKeySeenInAnAddressIsTold() {
    server.send(server.request("/v1/things?kind=sk_live_leaked").GET());
    assertThat(server.keysSeen).contains("sk_live_leaked");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/things/t1, 'DELETE, GET, HEAD'", "PATCH, /v1/things, 'GET, HEAD, POST'",
    "OPTIONS, /v1/things, 'GET, HEAD, POST'", "TRACE, /health, 'GET, HEAD'",
    "PURGE, /health, 'GET, HEAD'"
  })
  void anotherMethodIsAnsweredWithThoseAllowed(String method, String path, String allow) {
    var request = server.request(path).method(method, HttpRequest.BodyPublishers.noBody());
    var answer = server.send(request.header("X-HTTP-Method-Override", "GET"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allow);
  }

  @Test
  void theMethodOverrideIsIgnored() {
    var request = server.request("/v1/things").header("X-HTTP-Method-Override", "DELETE").GET();
    assertThat(server.send(request).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v1/things/",
        "/v1/things/t1/",
        "/v2/things",
        "/v1/nothing",
        "/v1/things/%00",
        "/v1/../health",
        "/v1/things/%C3",
        "/v1/things/%0A",
        "/v1//things"
      })
  void anUnknownAddressIsNotFound(String path) {
    var answer =
        server.raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                + "Authorization: Bearer "
                + TestServer.KEY
                + "\r\n\r\n");
    assertThat(answer).containsAnyOf("HTTP/1.1 404", "HTTP/1.1 400");
    assertThat(answer).contains("application/problem+json").doesNotContain("at dev.saldo");
  }

  @Test
  void sqlInAnIdIsData() {
    var answer = server.send(server.request("/v1/things/'%20OR%201=1--").GET());
    assertThat(answer.body()).isEqualTo("{\"id\":\"' OR 1=1--\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=1e9",
        "limit=201",
        "limit=0",
        "limit=-1",
        "limit=",
        "sort=(select%201)",
        "sort=name",
        "kind=c",
        "unknown=1",
        "kind=a&kind=b",
        "open=yes",
        "kind=%zz",
        "kind=%00",
        "ids=a&ids=b&ids=c&ids=d",
        "=",
        "kind=%ff"
      })
  void aParameterThatIsNotAllowedIsRefused(String query) {
    var answer =
        server.raw(
            "GET /v1/things?"
                + query
                + " HTTP/1.1\r\nHost: h\r\n"
                + "Connection: close\r\nAuthorization: Bearer "
                + TestServer.KEY
                + "\r\n\r\n");
    assertThat(answer).contains("HTTP/1.1 400").contains("problem+json");
  }

  @Test
  void anAllowedParameterPasses() {
    var answer = server.send(server.request("/v1/things?ids=a&ids=b&open=true&sort=-id").GET());
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void pagesFollowTheirCursorAndNoOther() {
    var first = server.send(server.request("/v1/things?limit=100").GET());
    assertThat(first.body())
        .contains("\"t100\"")
        .doesNotContain("t101")
        .contains("has_more\":true");
    String cursor = first.text("next_cursor");
    var second = server.send(server.request("/v1/things?limit=100&cursor=" + cursor).GET());
    assertThat(second.body()).contains("\"t101\"", "\"t120\"").contains("has_more\":false");
    assertThat(cursorCode("cursor=" + cursor + "&kind=a", TestServer.KEY))
        .isEqualTo("invalid_cursor");
    assertThat(cursorCode("cursor=" + cursor + "&sort=-id", TestServer.KEY))
        .isEqualTo("invalid_cursor");
    assertThat(cursorCode("cursor=" + cursor, TestServer.OTHER_KEY)).isEqualTo("invalid_cursor");
    for (int i = 0; i < cursor.length(); i++) {
      char changed = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = cursor.substring(0, i) + changed + cursor.substring(i + 1);
      assertThat(cursorCode("cursor=" + tampered, TestServer.KEY)).isEqualTo("invalid_cursor");
    }
  }

  private static String cursorCode(String query, String key) {
    return server
        .send(
            server.request("/v1/things?" + query).setHeader("Authorization", "Bearer " + key).GET())
        .code();
  }

  @Test
  void anIdempotencyKeyIsNeededAndKeptAsSent() {
    var none =
        server
            .request("/v1/things")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(THING));
    assertThat(server.send(none).code()).isEqualTo("idempotency_key_required");
    for (String key : new String[] {"x".repeat(256), "x".repeat(8_000)}) {
      var request = server.post("/v1/things", THING).setHeader("Idempotency-Key", key);
      assertThat(server.send(request).code()).isEqualTo("idempotency_key_invalid");
    }
    var longest = server.post("/v1/things", THING).setHeader("Idempotency-Key", "~".repeat(255));
    assertThat(server.send(longest).header("Idempotency-Seen")).isEqualTo("~".repeat(255));
    String accented =
        "POST /v1/things HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: application/json"
            + "\r\nIdempotency-Key: caf\u00C3\u00A9\r\nContent-Length: 2\r\nAuthorization: Bearer "
            + TestServer.KEY
            + "\r\n\r\n{}";
    assertThat(server.raw(accented)).contains("idempotency_key_invalid");
  }

  @Test
  void theDigestSeesTheContentAndNotItsSpelling() {
    String one = digest("/v1/things", THING);
    assertThat(digest("/v1/things", "{ \"amount\": \"1\",\n \"name\": \"n\" }")).isEqualTo(one);
    assertThat(digest("/v1/things", "{\"name\":\"n\",\"amount\":\"1.0\"}")).isNotEqualTo(one);
    assertThat(digest("/v1/things", "{\"name\":\"m\",\"amount\":\"1\"}")).isNotEqualTo(one);
  }

  private static String digest(String path, String body) {
    return server.send(server.post(path, body)).text("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | POST /v1/things HTTP/1.1;Host: h;Content-Length: 2;Transfer-Encoding: chunked;;{}
          400 | POST /v1/things HTTP/1.1;Host: h;Content-Length: 2;Content-Length: 3;;{}
          400 | POST /v1/things HTTP/1.1;Host: h;Content-Length: -1;;{}
          400 | GET /health HTTP/1.1;;
          400 | GET /health HTTP/1.1;Host: a;Host: b;;
          400 | GET /health HTTP/1.1;Host: h; folded: x;;
          400 | GET /health HTTP/1.1;Host: h;Bad Header: x;;
          400 | GET /%2e%2e/health HTTP/1.1;Host: h;;
          400 | GET /v1/things%2F1 HTTP/1.1;Host: h;;
          400 | NONSENSE;;
          400 | GET /health HTTP/9.9;Host: h;;
          411 | POST /v1/items HTTP/1.1;Host: h;Authorization: Bearer sk_test_full;Content-Type: application/json;;
          """)
  void brokenHttpIsAnsweredAsAProblem(int status, String lines) {
    String answer = server.raw(lines.replace(";", "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
  }

  @Test
  void aRequestOfTwoLengthsEndsItsConnection() {
    String two =
        """
        POST /v1/things HTTP/1.1\r
        Host: h\r
        Content-Length: 30\r
        Transfer-Encoding: chunked\r
        \r
        0\r
        \r
        GET /health HTTP/1.1\r
        Host: h\r
        \r
        """;
    assertThat(server.raw(two))
        .containsOnlyOnce("HTTP/1.1")
        .containsIgnoringCase("connection: close");
  }

  @Test
  void headersAndAddressesBeyondTheirLimitsAreRefused() {
    String header = "GET /health HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
    assertThat(server.raw(header)).contains("HTTP/1.1 431").contains("header_too_large");
    String address = "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    assertThat(server.raw(address)).contains("HTTP/1.1 414").contains("uri_too_long");
  }

  @Test
  void aFaultOfOursIsAProblemWithoutItsCause() {
    var answer = server.send(server.request("/v1/broken").GET());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal");
    assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id")).isNotEmpty();
    assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.saldo");
  }

  @Test
  void aProblemSpeaksTheCallersLanguageAndNamesItsFigures() {
    var english = server.send(server.request("/v1/poor").GET());
    assertThat(english.status()).isEqualTo(402);
    assertThat(english.text("detail")).isEqualTo("You have 1.5 credits; this needs 20.");
    assertThat(english.text("available")).isEqualTo("1.5");
    assertThat(english.text("type")).isEqualTo("/problems/insufficient-credits");
    var spanish = server.send(server.request("/v1/poor").header("Accept-Language", "es-MX").GET());
    assertThat(spanish.text("detail")).isEqualTo("Tiene 1,5 créditos; esto necesita 20.");
    var portuguese =
        server.send(server.request("/v1/poor").header("Accept-Language", "fr, pt-BR;q=0.8").GET());
    assertThat(portuguese.text("detail")).startsWith("Você tem 1,5");
    assertThat(portuguese.header("Content-Language")).isEqualTo("pt-BR");
  }

  @Test
  void aRequestIdIsEchoedOnlyWhereItIsHarmless() {
    var sane = server.send(server.request("/health").header("X-Request-Id", "abc-1.2_3").GET());
    assertThat(sane.header("X-Request-Id")).isEqualTo("abc-1.2_3");
    var bad = server.send(server.request("/health").header("X-Request-Id", "a b<c>").GET());
    assertThat(bad.header("X-Request-Id")).startsWith("req_");
  }

  @Test
  void repliesForbidWhatBrowsersWouldTry() {
    var answer = server.send(server.request("/health").GET());
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void readinessFollowsItsChecksAndHealthDoesNot() {
    assertThat(server.send(server.request("/ready").GET()).status()).isEqualTo(200);
    server.databaseFault = Optional.of("no connection");
    try {
      assertThat(server.send(server.request("/ready").GET()).status()).isEqualTo(503);
      assertThat(server.send(server.request("/health").GET()).status()).isEqualTo(200);
    } finally {
      server.databaseFault = Optional.empty();
    }
  }

  @Test
  void metricsCountRequestsByRoute() {
    server.send(server.request("/v1/things/t77").GET());
    String metrics = server.send(server.request("/metrics").GET()).body();
    assertThat(metrics).contains("route=\"/v1/things/{id}\",status=\"200\"").doesNotContain("t77");
  }
}
