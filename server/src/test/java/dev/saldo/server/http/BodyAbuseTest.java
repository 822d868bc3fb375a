package dev.saldo.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What bad bodies are answered with.
class BodyAbuseTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Each line: the status, the code, the pointer of the first fault, and members beside `name`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          201 |                     |            | "amount":"1"
          201 |                     |            | "amount":"99999999999999999999999999.999999999999"
          422 | amount_not_positive | /amount    | "amount":"-5"
          422 | amount_not_positive | /amount    | "amount":"0"
          422 | amount_not_positive | /amount    | "amount":"-0"
          422 | amount_not_positive | /amount    | "amount":"0.000"
          422 | amount_out_of_range | /amount    | "amount":"1e1000000000"
          422 | amount_out_of_range | /amount    | "amount":"1e10000000"
          422 | amount_invalid      | /amount    | "amount":1e1000000000
          422 | amount_invalid      | /amount    | "amount":5
          422 | amount_invalid      | /amount    | "amount":9007199254740993
          422 | amount_invalid      | /amount    | "amount":"1.0000000000001"
          422 | amount_invalid      | /amount    | "amount":"100000000000000000000000000"
          422 | amount_invalid      | /amount    | "amount":"NaN"
          422 | amount_invalid      | /amount    | "amount":"Infinity"
          422 | amount_invalid      | /amount    | "amount":"0x1F"
          422 | amount_invalid      | /amount    | "amount":"1,5"
          422 | amount_invalid      | /amount    | "amount":"١٢"
          422 | amount_invalid      | /amount    | "amount":"+1"
          422 | amount_invalid      | /amount    | "amount":" 1"
          422 | amount_invalid      | /amount    | "amount":"1."
          422 | amount_invalid      | /amount    | "amount":".5"
          422 | amount_invalid      | /amount    | "amount":""
          422 | amount_invalid      | /amount    | "amount":null
          422 | amount_precision    | /cents     | "amount":"1","cents":"10.5"
          422 | amount_negative     | /owed      | "amount":"1","owed":"-0.01"
          201 |                     |            | "amount":"1","owed":"0"
          422 | unknown_field       | /balance   | "amount":"1","balance":99
          422 | unknown_field       | /tenant_id | "amount":"1","tenant_id":"ws_2"
          422 | unknown_field       | /a~1b~0    | "amount":"1","a/b~":1
          422 | field_required      | /amount    | "yes":true
          422 | wrong_type          | /yes       | "amount":"1","yes":"true"
          422 | wrong_type          | /count     | "amount":"1","count":"1"
          422 | number_invalid      | /count     | "amount":"1","count":1.0
          422 | number_out_of_range | /count     | "amount":"1","count":101
          422 | number_out_of_range | /count     | "amount":"1","count":-99999999999999999999
          201 |                     |            | "amount":"1","quantity":9007199254740991
          422 | amount_invalid      | /quantity  | "amount":"1","quantity":9007199254740992
          422 | amount_invalid      | /quantity  | "amount":"1","quantity":1.5
          201 |                     |            | "amount":"1","quantity":"1.5"
          201 |                     |            | "amount":"1","at":"2026-02-28T23:59:59.123456789+05:30"
          422 | time_invalid        | /at        | "amount":"1","at":"2026-02-30T00:00:00Z"
          422 | time_invalid        | /at        | "amount":"1","at":"2026-06-30T23:59:60Z"
          422 | time_invalid        | /at        | "amount":"1","at":"2026-06-30T23:59:59"
          422 | time_invalid        | /at        | "amount":"1","at":"2026-06-30 23:59:59Z"
          422 | time_invalid        | /at        | "amount":"1","at":1700000000
          422 | time_out_of_range   | /at        | "amount":"1","at":"0001-01-01T00:00:00Z"
          422 | time_out_of_range   | /at        | "amount":"1","at":"9999-12-31T23:59:59Z"
          422 | time_invalid        | /day       | "amount":"1","day":"2026-13-01"
          422 | not_in_list         | /kind      | "amount":"1","kind":"c"
          422 | text_invalid        | /code      | "amount":"1","code":"A1"
          422 | text_too_long       | /code      | "amount":"1","code":"abcdef"
          422 | text_too_short      | /code      | "amount":"1","code":""
          422 | text_too_long       | /tags/1    | "amount":"1","tags":["a","long"]
          422 | too_many_items      | /tags      | "amount":"1","tags":["a","b","c"]
          422 | too_few_items       | /tags      | "amount":"1","tags":[]
          422 | too_many_items      | /labels    | "amount":"1","labels":{"a":"1","b":"2","c":"3"}
          422 | wrong_type          | /labels/a  | "amount":"1","labels":{"a":1}
          201 |                     |            | "amount":"1","note":null,"data":{"x":[1,{"y":null}]}
          422 | name_invalid        | /note      | "amount":"1","note":"a\\u202Eb"
          422 | validation_failed   | /amount    | "amount":"0","kind":"c"
          """)
  void aFieldsFaultHasItsCodeAndPlace(int status, String code, String pointer, String members) {
    var answer = server.send(server.post("/v1/things", "{\"name\":\"n\"," + members + "}"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (code != null) {
      assertThat(answer.code()).isEqualTo(code);
      assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}x",
        "{} {}",
        "[1",
        "nul",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "\uFEFF{}",
        "{\"\\u0000\":1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "// x\n{}",
        "{\"a\":\"\t\"}"
      })
  void whatIsNotJsonIsMalformed(String body) {
    var answer = server.send(server.post("/v1/things", body));
    assertThat(answer.status()).as(body).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_json");
    assertThat(answer.body()).contains("\"line\":").contains("\"column\":");
  }

  @Test
  void deepNestingBadUtf8AndHugeNumbersAreMalformed() {
    String deep = "[".repeat(100_000);
    String number = "{\"name\":" + "1".repeat(10_000) + "}";
    assertThat(server.send(server.post("/v1/things", deep)).code()).isEqualTo("malformed_json");
    assertThat(server.send(server.post("/v1/things", number)).code()).isEqualTo("malformed_json");
    for (int[] bad : new int[][] {{0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xFF}, {0xC3}, {0xF5, 0x80}}) {
      var out = new ByteArrayOutputStream();
      out.writeBytes("{\"name\":\"".getBytes(StandardCharsets.US_ASCII));
      for (int b : bad) {
        out.write(b);
      }
      out.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
      var answer =
          server.send(
              server
                  .post("/v1/things", "")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray())));
      assertThat(answer.code()).as(answer.body()).isEqualTo("malformed_json");
    }
  }

  @Test
  void everyFaultIsListedWithItsOwnCode() {
    var answer =
        server.send(server.post("/v1/things", "{\"name\":\"\u202E\",\"amount\":\"0\",\"x\":1}"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("validation_failed");
    assertThat(answer.body())
        .contains("\"pointer\":\"/name\",\"code\":\"name_invalid\"")
        .contains("\"pointer\":\"/amount\",\"code\":\"amount_not_positive\"")
        .contains("\"pointer\":\"/x\",\"code\":\"unknown_field\"");
  }

  @Test
  void aNameMayHave255CharactersAndNotOneMore() {
    String body = "{\"name\":\"%s\",\"amount\":\"1\"}";
    assertThat(server.send(server.post("/v1/things", body.formatted("é".repeat(255)))).status())
        .isEqualTo(201);
    assertThat(server.send(server.post("/v1/things", body.formatted("é".repeat(256)))).code())
        .isEqualTo("text_too_long");
    assertThat(server.send(server.post("/v1/things", body.formatted("<script>"))).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "text/json",
        "application/json; charset=utf-16",
        "multipart/form-data"
      })
  void anotherMediaTypeIsRefused(String mediaType) {
    var request = server.request("/v1/things").header("Idempotency-Key", "k");
    request.header("Content-Type", mediaType).POST(HttpRequest.BodyPublishers.ofString("{}"));
    var answer = server.send(request);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void gzipIsTakenAndABombStopsAtTheDecodedLimit() {
    assertThat(gzip("{\"name\":\"n\",\"amount\":\"1\"}".getBytes(StandardCharsets.UTF_8), "gzip"))
        .isEqualTo("201 ");
    assertThat(gzip(new byte[20_000_000], "gzip")).isEqualTo("413 decoded_body_too_large");
    assertThat(gzip(new byte[10], "gzip, gzip")).isEqualTo("415 unsupported_media_type");
    assertThat(gzip(new byte[10], "br")).isEqualTo("415 unsupported_media_type");
    assertThat(
            server.send(server.post("/v1/things", "{}").header("Content-Encoding", "gzip")).code())
        .isEqualTo("malformed_json");
  }

  private static String gzip(byte[] plain, String encoding) {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    var answer =
        server.send(
            server
                .post("/v1/things", "")
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray())));
    return answer.status() + " " + answer.code();
  }

  @Test
  void bodiesBeyondTheirLimitsAreRefused() {
    String large = "{\"name\":\"" + "x".repeat(1024 * 1024) + "\"}";
    assertThat(server.send(server.post("/v1/things", large)).code()).isEqualTo("body_too_large");
    String item = "{\"name\":\"n\",\"amount\":\"1\"}";
    assertThat(batch("[" + (item + ",").repeat(9_999) + item + "]").status()).isEqualTo(200);
    assertThat(batch("[" + (item + ",").repeat(10_000) + item + "]").code())
        .isEqualTo("batch_too_large");
    assertThat(batch(" ".repeat(11 * 1024 * 1024)).code()).isEqualTo("batch_too_large");
  }

  @Test
  void oneBadItemDoesNotSpoilABatch() {
    var answer =
        batch(
            "[{\"name\":\"a\",\"amount\":\"1\"},{\"name\":\"b\"},7,{\"name\":\"c\",\"amount\":\"1\"}]");
    assertThat(answer.body())
        .isEqualTo("{\"outcomes\":[\"0:a\",\"1:field_required\",\"2:wrong_type\",\"3:c\"]}");
    assertThat(batch("{\"name\":\"a\"}").code()).isEqualTo("field_required");
    assertThat(batch("[{\"name\":\"a\",\"amount\":\"1\"}").code()).isEqualTo("malformed_json");
  }

  @Test
  void oneBadLineDoesNotSpoilAStream() {
    String overlong = "{\"name\":\"" + "x".repeat(300_000) + "\"}";
    String lines =
        "{\"name\":\"a\",\"amount\":\"1\"}\r\n\n{bad\n"
            + overlong
            + "\n{\"name\":\"b\",\"amount\":\"2\"}";
    var answer =
        server.send(
            server
                .request("/v1/items")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines)));
    assertThat(answer.body())
        .isEqualTo("{\"outcomes\":[\"0:a\",\"1:malformed_json\",\"2:body_too_large\",\"3:b\"]}");
  }

  private static TestServer.Answer batch(String body) {
    return server.send(
        server
            .request("/v1/items")
            .header("Content-Type", "application/things+json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void aBodyWhereNoneIsTakenOrNoneWhereOneIsNeededIsRefused() {
    var delete =
        server
            .request("/v1/things/t1")
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(server.send(delete).code()).isEqualTo("unexpected_body");
    var none = server.request("/v1/things/t1/close").POST(HttpRequest.BodyPublishers.noBody());
    assertThat(server.send(none).body()).isEqualTo("{\"id\":\"-\"}");
    var some = server.post("/v1/things/t1/close", "{\"reason\":\"done\"}");
    assertThat(server.send(some).body()).isEqualTo("{\"id\":\"done\"}");
  }
}
